using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Tests;

internal static class TestHosts
{
    public const string First = "compute-0001";

    /// <summary>A cloud of one host whose guest clock stands still.</summary>
    public static CloudModel Cloud(int servers = 3, int hosts = 1) =>
        new(new CloudSpec(new Seed(42), hosts, servers), GuestClock.FrozenAt(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), TimeProvider.System));


    public static Domain Domain(this CloudModel model, string name)
    {
        model.State.Host(First).Domains.TryGet(name, out var domain).ShouldBeTrue();
        return domain!;
    }
}
