using Validation.Harness;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>Signs of life that the daemon asks for.</summary>
internal sealed class KeepaliveTests
{
    private static readonly PacketHeader Ping = new(28, Programs.Keepalive, 1, 1, PacketType.Message, 0, PacketStatus.Ok);

    [Test]
    public async Task A_client_that_asked_for_it_is_pinged_and_cut_off_when_it_stays_silent()
    {
        await using var simulator = await StartAsync(TimeSpan.FromMilliseconds(100), 3);
        using var client = await RawClient.ConnectAsync(simulator[TestHosts.First]);
        (await client.AskAsync(Procedure.ConnectSupportsFeature, 0, 0, 0, 10)).Payload.ShouldBe([0, 0, 0, 1]);
        for (var i = 0; i < 3; i++)
            (await client.ReceiveAsync()).Header.ShouldBe(Ping);
        (await client.IsCutOffAsync()).ShouldBeTrue();
    }

    [Test]
    public async Task A_client_that_answers_stays()
    {
        await using var simulator = await StartAsync(TimeSpan.FromMilliseconds(100), 1);
        using var client = await RawClient.ConnectAsync(simulator[TestHosts.First]);
        await client.AskAsync(Procedure.ConnectSupportsFeature, 0, 0, 0, 10);
        for (var i = 0; i < 6; i++)
        {
            (await client.ReceiveAsync()).Header.ShouldBe(Ping);
            await client.SendAsync(RawClient.Packet(Ping with { Procedure = 2 }, []));
        }

        await client.SendAsync(RawClient.Packet(new PacketHeader(0, Programs.Remote, 1, (int)Procedure.AuthList, PacketType.Call, 90, PacketStatus.Ok), []));
        PacketHeader header;
        do
            (header, _) = await client.ReceiveAsync();
        while (header.Program == Programs.Keepalive);
        header.Serial.ShouldBe(90u);
    }

    [Test]
    public async Task A_client_that_did_not_ask_for_it_is_never_pinged_and_never_cut_off()
    {
        await using var simulator = await StartAsync(TimeSpan.FromMilliseconds(20), 1);
        using var client = await RawClient.OpenAsync(simulator[TestHosts.First]);
        await SilenceAsync();
        // A ping would come before this answer.
        (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    [Test]
    public async Task A_daemon_without_an_interval_pings_nobody()
    {
        await using var simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud());
        using var client = await RawClient.OpenAsync(simulator[TestHosts.First]);
        await client.AskAsync(Procedure.ConnectSupportsFeature, 0, 0, 0, 10);
        await SilenceAsync();
        (await client.AskAsync(Procedure.ConnectGetHostname)).Header.Status.ShouldBe(PacketStatus.Ok);
    }

    private static Task<LibvirtSimulator> StartAsync(TimeSpan interval, int count) =>
        LibvirtSimulator.StartAsync(TestHosts.Cloud(), settings: new LibvirtSettings { KeepaliveInterval = interval, KeepaliveCount = count });

    private static async Task SilenceAsync()
    {
        using var deadline = Deadline.In(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await deadline.DelayAsync(TimeSpan.FromMilliseconds(300));
    }
}
