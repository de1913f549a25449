using Validation.Harness;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>Real calls, damaged by chance: each is answered or cut off, and nobody else notices.</summary>
internal sealed class FuzzTests
{
    private const int PerCall = 20;

    [TestCaseSource(typeof(ReplayTests), nameof(ReplayTests.Sessions))]
    public async Task Damaged_calls_of_a_session_harm_nobody(string session)
    {
        var random = new Seed(2026).Random(session);
        await using var simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud(1));
        var server = simulator[TestHosts.First];
        using var witness = await RawClient.OpenAsync(server);
        var packets = Recording.Read(session);
        var exchange = await Exchange.BetweenAsync(simulator.Model, server, packets);
        foreach (var call in packets.Where(p => p is { FromClient: true, IsCall: true } && p.Header.Procedure != (int)Procedure.ConnectClose))
        {
            using var client = await RawClient.OpenAsync(server);
            for (var i = 0; i < PerCall; i++)
            {
                var payload = Damaged(exchange.ToOurs(call), random);
                await client.SendAsync(RawClient.Packet(call.Header with { Serial = (uint)i + 100 }, payload));
                PacketHeader answer;
                do
                    (answer, _) = await client.ReceiveAsync();
                while (answer.Type == PacketType.Message);
                (answer.Procedure, answer.Serial, answer.Type).ShouldBe((call.Header.Procedure, (uint)i + 100, PacketType.Reply));
            }
        }

        (await witness.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
        server.Failures.ShouldBeEmpty();
    }

    [Test]
    public async Task Damaged_headers_are_answered_or_cut_off_and_harm_nobody()
    {
        var random = new Seed(2026).Random("headers");
        await using var simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud());
        var server = simulator[TestHosts.First];
        using var witness = await RawClient.OpenAsync(server);
        var call = RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, (int)Procedure.ConnectGetHostname, PacketType.Call, 1, PacketStatus.Ok), []);
        for (var i = 0; i < 200; i++)
        {
            using var client = await RawClient.ConnectAsync(server);
            await client.SendAsync(Damaged(call, random));
            client.FinishSending();
            while (!await client.IsCutOffAsync())
            {
                // Whatever it says first: in the end it hangs up.
            }
        }

        (await witness.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
        server.Failures.ShouldBeEmpty();
    }

    private static byte[] Damaged(byte[] payload, Random random)
    {
        var damaged = payload.ToArray();
        for (var flips = random.Next(1, 4); flips > 0 && damaged.Length > 0; flips--)
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        return random.Next(4) == 0 ? damaged[..(damaged.Length / 8 * 4)] : damaged;
    }
}
