using System.Buffers.Binary;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

internal sealed class WireTests
{
    private LibvirtSimulator _simulator = null!;

    private LibvirtServer Server => _simulator[TestHosts.First];

    [SetUp]
    public async Task StartAsync() => _simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud());

    [TearDown]
    public async Task StopAsync()
    {
        Server.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public void Its_addresses_are_those_that_clients_of_libvirt_take()
    {
        Server.Port.ShouldBeGreaterThan(0);
        Server.TcpUri.ToString().ShouldBe($"qemu+tcp://127.0.0.1:{Server.Port}/system");
        Server.UnixUri.ToString().ShouldBe($"qemu+unix:///system?socket={Server.SocketPath}");
        File.Exists(Server.ReadOnlySocketPath).ShouldBeTrue();
    }

    [TestCase(0u)]
    [TestCase(27u)]
    [TestCase(32u * 1024 * 1024 + 5)]
    [TestCase(uint.MaxValue)]
    public async Task A_length_out_of_range_cuts_the_client_off_and_nobody_else(uint length)
    {
        using var other = await RawClient.OpenAsync(Server);
        using var client = await RawClient.OpenAsync(Server);
        var packet = new byte[64];
        BinaryPrimitives.WriteUInt32BigEndian(packet, length);
        await client.SendAsync(packet);
        (await client.IsCutOffAsync()).ShouldBeTrue();
        (await other.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    [Test]
    public async Task A_packet_in_pieces_and_packets_in_one_piece_are_all_answered()
    {
        using var client = await RawClient.OpenAsync(Server);
        var one = RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, (int)Procedure.ConnectGetType, PacketType.Call, 1, PacketStatus.Ok), []);
        for (var i = 0; i < one.Length; i++)
            await client.SendAsync(one.AsMemory(i, 1));
        (await client.ReceiveAsync()).Payload.ShouldBe(RawClient.Payload(w => w.Text("QEMU")));

        await client.SendAsync(Enumerable.Range(10, 50).SelectMany(serial => RawClient.Packet(
            new PacketHeader(0, Programs.Remote, 1, (int)Procedure.ConnectGetType, PacketType.Call, (uint)serial, PacketStatus.Ok), [])).ToArray());
        var serials = new List<uint>();
        for (var i = 0; i < 50; i++)
            serials.Add((await client.ReceiveAsync()).Header.Serial);
        serials.ShouldBe(Enumerable.Range(10, 50).Select(i => (uint)i), ignoreOrder: true);
    }

    [Test]
    public async Task A_ping_gets_a_pong_and_what_is_no_call_gets_nothing()
    {
        using var client = await RawClient.ConnectAsync(Server);
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, 59, PacketType.Reply, 9, PacketStatus.Ok), []));
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Keepalive, 1, 2, PacketType.Message, 0, PacketStatus.Ok), []));
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Keepalive, 1, 1, PacketType.Message, 0, PacketStatus.Ok), []));
        (await client.ReceiveAsync()).Header.ShouldBe(new PacketHeader(28, Programs.Keepalive, 1, 2, PacketType.Message, 0, PacketStatus.Ok));
    }

    [Test]
    public async Task Random_payloads_for_every_procedure_are_answered_and_harm_nobody()
    {
        var random = new Seed(2026).Random("hostile");
        using var client = await RawClient.OpenAsync(Server);
        foreach (var procedure in Enumerable.Range(-1, 520).Where(p => p != (int)Procedure.ConnectClose))
        {
            var payload = new byte[random.Next(0, 40) * 4];
            random.NextBytes(payload);
            (await client.AskAsync((Procedure)procedure, payload)).Header.Type.ShouldBe(PacketType.Reply);
        }
    }

    [Test]
    public async Task A_client_that_leaves_in_the_middle_of_a_packet_leaves_nothing_behind()
    {
        using (var client = await RawClient.OpenAsync(Server))
        {
            await client.SendAsync(new byte[] { 0, 0, 1, 0, 0x20, 0 });
            client.FinishSending();
            (await client.IsCutOffAsync()).ShouldBeTrue();
        }

        using var deadline = Deadline.In(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (Server.Connections > 0 && !deadline.Passed)
            await deadline.DelayAsync(TimeSpan.FromMilliseconds(5));
        Server.Connections.ShouldBe(0);
    }

    [Test]
    public async Task A_host_disappears_and_returns_on_the_same_port()
    {
        var port = Server.Port;
        using var client = await RawClient.OpenAsync(Server);
        await Server.StopAsync();
        Server.IsUp.ShouldBeFalse();
        (await client.IsCutOffAsync()).ShouldBeTrue();
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(() => RawClient.ConnectAsync(Server));

        await Server.StartAsync();
        Server.Port.ShouldBe(port);
        using var back = await RawClient.OpenAsync(Server);
        (await back.AskAsync(Procedure.ConnectGetHostname)).Payload.ShouldBe(RawClient.Payload(w => w.Text(TestHosts.First)));
        using var local = await RawClient.ConnectAsync(Server.SocketPath);
        (await local.AskAsync(Procedure.AuthList)).Payload.ShouldBe([0, 0, 0, 1, 0, 0, 0, 0]);
    }

    [Test]
    public async Task A_read_only_client_does_not_see_secrets()
    {
        var domain = _simulator.Model.Domain("instance-00000001");
        var secure = RawClient.Payload(w =>
        {
            w.Domain(domain.Name, domain.Uuid, domain.Id);
            w.UInt(1);
        });
        using var trusted = await RawClient.OpenAsync(Server);
        (await trusted.AskAsync(Procedure.DomainGetXmlDesc, secure)).Header.Status.ShouldBe(PacketStatus.Ok);
        using var local = await RawClient.ConnectAsync(Server.ReadOnlySocketPath);
        await local.AskAsync(Procedure.ConnectOpen, RawClient.OpenPayload("qemu:///system"));
        var (header, _) = await local.AskAsync(Procedure.DomainGetXmlDesc, secure);
        header.Status.ShouldBe(PacketStatus.Error);
    }

    [Test]
    public async Task A_missing_domain_is_told_in_the_qemu_drivers_words()
    {
        using var client = await RawClient.OpenAsync(Server);
        var (header, answer) = await client.AskAsync(Procedure.DomainLookupByName, RawClient.Payload(w => w.Text("nosuch")));
        header.Status.ShouldBe(PacketStatus.Error);
        var (code, source, message) = ErrorOf(answer);
        (code, source, message).ShouldBe((42, 10, "Domain not found: no domain with matching name 'nosuch'"));
    }

    [Test]
    public async Task Counters_of_a_domain_without_a_process_are_refused()
    {
        var domain = _simulator.Model.Domain("instance-00000001");
        _simulator.Model.Stop(domain.Uuid);
        using var client = await RawClient.OpenAsync(Server);
        var (_, answer) = await client.AskAsync(Procedure.DomainBlockStats, RawClient.Payload(w =>
        {
            w.Domain(domain.Name, domain.Uuid, domain.Id);
            w.Text("vda");
        }));
        ErrorOf(answer).ShouldBe((55, 10, "Requested operation is not valid: domain is not running"));
    }

    [Test]
    public void A_path_too_long_for_a_unix_socket_is_bad_input() =>
        Should.Throw<BadInputException>(() => new LibvirtServer(_simulator.Model, TestHosts.First, $"/tmp/{new string('x', 100)}")).Message.ShouldContain("107 bytes");

    [Test]
    public void A_host_that_the_cloud_does_not_have_is_refused() =>
        Should.Throw<CloudException>(() => new LibvirtServer(_simulator.Model, "nosuch", "/tmp"));

    private static (int Code, int Source, string? Message) ErrorOf(byte[] payload)
    {
        var reader = new XdrReader(payload);
        return (reader.Int(), reader.Int(), reader.OptionalText());
    }
}
