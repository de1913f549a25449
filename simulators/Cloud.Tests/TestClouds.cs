using Validation.Harness;
using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Tests;

internal static class TestClouds
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static CloudModel Of(ulong seed = 1, int hosts = 1, int servers = 3, params Profile[] profiles) => new(
        new CloudSpec(new Seed(seed), hosts, servers) { Profiles = profiles.Length == 0 ? [Profile.Steady] : [.. profiles] },
        GuestClock.FrozenAt(Noon, TimeProvider.System));

    public static Guid First(this CloudModel model) => model.State.Servers.Values.MinBy(s => s.Number)!.Id;
}
