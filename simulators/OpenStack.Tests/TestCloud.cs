using Validation.Harness;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>A small cloud whose guests' clock stands still.</summary>
internal static class TestCloud
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static CloudModel Build(int hosts = 2, int serversPerHost = 3) =>
        new(new CloudSpec(new Seed(7), hosts, serversPerHost), GuestClock.FrozenAt(Noon, TimeProvider.System));
}
