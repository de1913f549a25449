using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>Each fault as a client sees it, and that it is gone when healed. Time is the tests' own.</summary>
internal sealed class FaultTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private LibvirtSimulator _simulator = null!;

    private LibvirtServer Server => _simulator[TestHosts.First];

    private Domain First => _simulator.Model.Domain("instance-00000001");

    [SetUp]
    public async Task StartAsync() => _simulator = await LibvirtSimulator.StartAsync(new CloudModel(new CloudSpec(new Seed(7)), GuestClock.FrozenAt(_time.GetUtcNow(), _time)));

    [TearDown]
    public async Task StopAsync()
    {
        Server.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public async Task A_delayed_call_is_answered_later_and_holds_no_other()
    {
        using var client = await RawClient.OpenAsync(Server);
        using (Server.Faults.Delay(TimeSpan.FromSeconds(6), Procedure.DomainGetInfo, First.Name))
        {
            await CallAsync(client, Procedure.DomainGetInfo, 100, First);
            await CallAsync(client, Procedure.DomainGetInfo, 101, _simulator.Model.Domain("instance-00000002"));
            await CallAsync(client, Procedure.DomainIsActive, 102, First);
            (await client.ReceiveAsync()).Header.Serial.ShouldBe(101u);
            (await client.ReceiveAsync()).Header.Serial.ShouldBe(102u);
            await TickAsync(TimeSpan.FromSeconds(6));
            (await client.ReceiveAsync()).Header.ShouldBe(new PacketHeader(60, Programs.Remote, 1, 16, PacketType.Reply, 100, PacketStatus.Ok));
        }

        (await client.AskAsync(Procedure.DomainGetInfo, Named(First))).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    [Test]
    public async Task A_hung_call_is_answered_when_healed()
    {
        using var client = await RawClient.OpenAsync(Server);
        var fault = Server.Faults.Hang(Procedure.DomainGetXmlDesc);
        await CallAsync(client, Procedure.DomainGetXmlDesc, 7, First, 0);
        (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
        fault.Dispose();
        fault.Dispose();
        (await client.ReceiveAsync()).Header.Serial.ShouldBe(7u);
    }

    [Test]
    public async Task Four_hung_calls_leave_room_for_one_and_for_pings_and_five_stop_the_reading()
    {
        using var client = await RawClient.OpenAsync(Server);
        using var fault = Server.Faults.Hang(Procedure.DomainGetInfo);
        for (uint serial = 1; serial <= 4; serial++)
            await CallAsync(client, Procedure.DomainGetInfo, serial, First);
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Keepalive, 1, 1, PacketType.Message, 0, PacketStatus.Ok), []));
        (await client.ReceiveAsync()).Header.Program.ShouldBe(Programs.Keepalive);
        (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);

        await CallAsync(client, Procedure.DomainGetInfo, 5, First);
        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, (int)Procedure.ConnectGetHostname, PacketType.Call, 6, PacketStatus.Ok), []));
        // Another client is not held; what the first one asked last is answered after one of the five.
        using var other = await RawClient.OpenAsync(Server);
        (await other.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
        fault.Dispose();
        var serials = new List<uint>();
        for (var i = 0; i < 6; i++)
            serials.Add((await client.ReceiveAsync()).Header.Serial);
        serials[0].ShouldNotBe(6u);
        serials.ShouldBe([1u, 2u, 3u, 4u, 5u, 6u], ignoreOrder: true);
    }

    [Test]
    public async Task A_refused_call_gets_the_error_and_others_do_not()
    {
        using var client = await RawClient.OpenAsync(Server);
        using (Server.Faults.Refuse(ErrorCode.OperationTimeout, "too late", Procedure.ConnectGetAllDomainStats, First.Name))
        {
            var (header, answer) = await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.State, First));
            header.Status.ShouldBe(PacketStatus.Error);
            var reader = new XdrReader(answer);
            (reader.Int(), reader.Int(), reader.OptionalText()).ShouldBe((68, 10, "too late"));
            (await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.State, _simulator.Model.Domain("instance-00000002")))).Header.Status.ShouldBe(PacketStatus.Ok);
            (await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.State))).Header.Status.ShouldBe(PacketStatus.Error);
        }

        (await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.State, First))).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    [Test]
    public async Task Lookups_by_name_and_uuid_are_about_their_domain()
    {
        using var client = await RawClient.OpenAsync(Server);
        using var fault = Server.Faults.Refuse(ErrorCode.NoDomain, "gone", domain: First.Name);
        (await client.AskAsync(Procedure.DomainLookupByName, RawClient.Payload(w => w.Text(First.Name)))).Header.Status.ShouldBe(PacketStatus.Error);
        (await client.AskAsync(Procedure.DomainLookupByUuid, RawClient.Payload(w => w.Uuid(First.Uuid)))).Header.Status.ShouldBe(PacketStatus.Error);
        (await client.AskAsync(Procedure.DomainLookupByName, RawClient.Payload(w => w.Text("instance-00000002")))).Header.Status.ShouldBe(PacketStatus.Ok);
        (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    [Test]
    public async Task A_connection_is_cut_at_once()
    {
        using var client = await RawClient.OpenAsync(Server);
        using (Server.Faults.CutOff())
        {
            (await client.IsCutOffAsync()).ShouldBeTrue();
            using var next = await RawClient.ConnectAsync(Server);
            await CallAsync(next, Procedure.AuthList, 0);
            (await next.IsCutOffAsync()).ShouldBeTrue();
        }

        using var healed = await RawClient.OpenAsync(Server);
        (await healed.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    [Test]
    public async Task A_connection_is_cut_after_so_many_calls()
    {
        using var fault = Server.Faults.CutOff(afterCalls: 2);
        using var client = await RawClient.OpenAsync(Server);
        (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
        await CallAsync(client, Procedure.ConnectGetHostname, 9);
        (await client.IsCutOffAsync()).ShouldBeTrue();
    }

    [Test]
    public async Task Groups_are_missing_for_one_domain_only()
    {
        using var client = await RawClient.OpenAsync(Server);
        var wanted = Stats(StatsGroups.State | StatsGroups.Block, First);
        var whole = (await client.AskAsync(Procedure.ConnectGetAllDomainStats, wanted)).Payload;
        using (Server.Faults.LeaveOut(StatsGroups.Block, First.Name))
        {
            (await client.AskAsync(Procedure.ConnectGetAllDomainStats, wanted)).Payload.ShouldBe((await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.State, First))).Payload);
            var other = _simulator.Model.Domain("instance-00000002");
            (await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.Block, other))).Payload.Length.ShouldBeGreaterThan(400);
        }

        (await client.AskAsync(Procedure.ConnectGetAllDomainStats, wanted)).Payload.ShouldBe(whole);
    }

    [Test]
    public async Task Counters_have_the_wrong_type_and_the_right_value()
    {
        using var client = await RawClient.OpenAsync(Server);
        var right = (await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.Cpu | StatsGroups.Interface, First))).Payload;
        using var fault = Server.Faults.Mistype(StatsGroups.Interface);
        var wrong = (await client.AskAsync(Procedure.ConnectGetAllDomainStats, Stats(StatsGroups.Cpu | StatsGroups.Interface, First))).Payload;
        var differing = Enumerable.Range(0, right.Length).Where(i => right[i] != wrong[i]).ToArray();
        // Eight counters of two interfaces; nothing of the CPU group.
        differing.Length.ShouldBe(16);
        differing.ShouldAllBe(i => right[i] == 4 && wrong[i] == 3);
    }

    [Test]
    public async Task A_ping_is_not_answered_and_calls_are()
    {
        using var client = await RawClient.OpenAsync(Server);
        var ping = RawClient.Packet(new PacketHeader(0, Programs.Keepalive, 1, 1, PacketType.Message, 0, PacketStatus.Ok), []);
        using (Server.Faults.IgnorePings())
        {
            await client.SendAsync(ping);
            (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
        }

        await client.SendAsync(ping);
        (await client.ReceiveAsync()).Header.Procedure.ShouldBe(2);
    }

    [Test]
    public async Task A_hung_monitor_lets_calls_wait_for_the_lock_and_fail()
    {
        using var client = await RawClient.OpenAsync(Server);
        using var fault = Server.Faults.HangMonitor(First.Name);
        await CallAsync(client, Procedure.DomainBlockStats, 50, First, "vda");
        (await client.AskAsync(Procedure.DomainGetInfo, Named(First))).Header.Status.ShouldBe(PacketStatus.Ok);
        await TickAsync(TimeSpan.FromSeconds(30));
        var (header, answer) = await client.ReceiveAsync();
        (header.Serial, header.Status).ShouldBe((50u, PacketStatus.Error));
        var reader = new XdrReader(answer);
        reader.Int().ShouldBe((int)ErrorCode.OperationTimeout);
    }

    [Test]
    public async Task A_host_disappears_and_returns_when_healed()
    {
        var port = Server.Port;
        await using (await Server.DisappearAsync())
        {
            await Should.ThrowAsync<System.Net.Sockets.SocketException>(() => RawClient.ConnectAsync(Server));
            await Should.ThrowAsync<System.Net.Sockets.SocketException>(() => RawClient.ConnectAsync(Server.SocketPath));
        }

        Server.Port.ShouldBe(port);
        using var back = await RawClient.OpenAsync(Server);
        using var local = await RawClient.ConnectAsync(Server.ReadOnlySocketPath);
        (await local.AskAsync(Procedure.AuthList)).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    [TestCase(-1)]
    public void A_negative_number_is_no_fault(int number)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Server.Faults.Delay(TimeSpan.FromSeconds(number)));
        Should.Throw<ArgumentOutOfRangeException>(() => Server.Faults.CutOff(number));
    }

    private static byte[] Named(Domain domain) => RawClient.Payload(w => w.Domain(domain.Name, domain.Uuid, domain.Id));

    private static byte[] Stats(StatsGroups groups, params Domain[] domains) => RawClient.Payload(w =>
    {
        w.Int(domains.Length);
        foreach (var domain in domains)
            w.Domain(domain.Name, domain.Uuid, domain.Id);
        w.Int((int)groups);
        w.UInt(0);
    });

    private static Task CallAsync(RawClient client, Procedure procedure, uint serial, Domain? domain = null, object? rest = null) =>
        client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, (int)procedure, PacketType.Call, serial, PacketStatus.Ok), RawClient.Payload(w =>
        {
            if (domain is not null)
                w.Domain(domain.Name, domain.Uuid, domain.Id);
            if (rest is string text)
                w.Text(text);
            else if (rest is int number)
                w.Int(number);
        })));

    // The timer is set on another thread: turn the clock until somebody has heard it.
    private async Task TickAsync(TimeSpan by)
    {
        using var deadline = Deadline.In(TimeSpan.FromSeconds(5), TimeProvider.System);
        await deadline.DelayAsync(TimeSpan.FromMilliseconds(50));
        _time.Advance(by);
    }
}
