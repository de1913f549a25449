using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>
/// Recorded sessions of real clients, each call sent to the simulator in its place. Names and uuids of the recorded host are
/// exchanged for ours on the way there, and back in the answer.
/// </summary>
internal sealed class ReplayTests
{
    // What the model can be shaped to: these answers are the recorded ones to the byte.
    private static readonly int[] Identical =
        [1, 2, 9, 12, 15, 22, 23, 24, 28, 34, 37, 44, 60, 66, 150, 151, 153, 154, 163, 183, 273, 281, 283, 316, 317, 318, 360, 361, 426];

    // libvirtd's test driver refuses these, the QEMU driver does not; and Nova's metadata is there.
    private static readonly int[] OnlyOfQemu = [163, 228, 243, 265, 298, 342];

    // Two sessions had a stand-in for libvirtd, which gave a network disk a path; libvirt's manual says that it has none.
    private static readonly string[] OnlyOfPrototype = ["block.1.path:7"];

    public static IEnumerable<string> Sessions() => Directory
        .EnumerateFiles(Path.Combine(Path.GetDirectoryName(typeof(ReplayTests).Assembly.Location)!, "Recordings"), "*.jsonl")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    [Test]
    public void There_are_sessions() => Sessions().Count().ShouldBe(33);

    [TestCaseSource(nameof(Sessions))]
    public void Every_recorded_payload_is_read_and_written_again_to_the_byte(string session)
    {
        foreach (var packet in Recording.Read(session))
        {
            var (again, _, left) = Schema.Copy(Schema.Of(packet), packet.Payload);
            left.ShouldBe(0, $"{packet.Header}");
            again.ShouldBe(packet.Payload, $"{packet.Header}");
        }
    }

    [TestCaseSource(nameof(Sessions))]
    public async Task Every_call_of_a_recorded_session_is_answered_in_the_recorded_form(string session)
    {
        var packets = Recording.Read(session);
        await using var simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud(session.EndsWith("full-sim", StringComparison.Ordinal) ? 2 : 1));
        var server = simulator[TestHosts.First];
        var exchange = await Exchange.BetweenAsync(simulator.Model, server, packets);
        using var client = await RawClient.ConnectAsync(server);
        foreach (var packet in packets)
        {
            if (packet.FromClient)
                await client.SendAsync(RawClient.Packet(packet.Header, exchange.ToOurs(packet)));
            else if (packet.Header is { Program: Programs.Remote, Type: PacketType.Message })
                await CauseAsync(simulator.Model, packet, client, exchange);
            else
                Compare(packet, await client.ReceiveAsync(), exchange);
        }

        server.Failures.ShouldBeEmpty();
    }

    private static void Compare(RecordedPacket recorded, (PacketHeader Header, byte[] Payload) got, Exchange exchange)
    {
        var procedure = recorded.Header.Procedure;
        var expected = recorded.Header with { Length = got.Header.Length };
        if (recorded.IsError && OnlyOfQemu.Contains(procedure))
            expected = expected with { Status = PacketStatus.Ok };
        got.Header.ShouldBe(expected);
        if (got.Header.Program == Programs.Keepalive)
            return;
        var (_, outline, left) = Schema.Copy(got.Header.Status == PacketStatus.Error ? Schema.Error : Schema.ReplyOf(procedure), got.Payload);
        left.ShouldBe(0, $"{got.Header}");
        if (procedure == (int)Procedure.ConnectGetAllDomainStats)
            Schema.ParametersOf(recorded.Payload).Except(Schema.ParametersOf(got.Payload)).ShouldBeSubsetOf(OnlyOfPrototype, $"{got.Header}");
        if (got.Header.Status == recorded.Header.Status && Identical.Contains(procedure))
            Convert.ToHexStringLower(exchange.ToRecorded(got.Payload)).ShouldBe(Convert.ToHexStringLower(recorded.Payload), $"{got.Header} {outline}");
    }

    private static async Task CauseAsync(CloudModel model, RecordedPacket recorded, RawClient client, Exchange exchange)
    {
        var domain = model.Domain("instance-00000001").Uuid;
        var what = (DomainEvent)recorded.Payload[^5];
        if (what == DomainEvent.Suspended)
            model.SuspendDomain(TestHosts.First, domain);
        else
            model.ResumeDomain(TestHosts.First, domain);
        Compare(recorded, await client.ReceiveAsync(), exchange);
    }
}
