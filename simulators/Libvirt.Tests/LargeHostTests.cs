using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>More domains than one answer can hold.</summary>
internal sealed class LargeHostTests
{
    [Test]
    public async Task Statistics_beyond_the_largest_packet_are_refused_as_libvirtd_does_and_smaller_ones_still_answered()
    {
        await using var simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud(10_000));
        var server = simulator[TestHosts.First];
        using var client = await RawClient.OpenAsync(server);

        var (refused, error) = await AskAsync(client, StatsGroups.None);
        refused.Status.ShouldBe(PacketStatus.Error);
        var reader = new XdrReader(error);
        (reader.Int(), reader.Int(), reader.OptionalText()).ShouldBe((39, 7, "Unable to encode message payload"));

        var (answered, payload) = await AskAsync(client, StatsGroups.State);
        answered.Status.ShouldBe(PacketStatus.Ok);
        new XdrReader(payload).Int().ShouldBe(10_000);
        server.Failures.ShouldBeEmpty();
    }

    private static Task<(PacketHeader Header, byte[] Payload)> AskAsync(RawClient client, StatsGroups groups) =>
        client.AskAsync(Procedure.ConnectGetAllDomainStats, RawClient.Payload(w =>
        {
            w.Int(0);
            w.Int((int)groups);
            w.Int(0);
        }));
}
