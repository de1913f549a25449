using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.LoadBalancing;

/// <summary>
/// How load balancers are: a member is well while its server runs, a pool while all its members are, and so on up. A status
/// that somebody set hides that: one of Octavia's provisioning or operating statuses, or ERROR, which is both. Pure.
/// </summary>
internal static class BalancerHealth
{
    private static readonly HashSet<string> Operating = new(StringComparer.Ordinal) { "ONLINE", "DRAINING", "OFFLINE", "DEGRADED", "NO_MONITOR", "ERROR" };

    public static string OfMember(Member member, CloudState state) => Set(member.Id, state, true)
        ?? (state.Servers.TryGetValue(member.ServerId, out var server) && server is { VmState: VmState.Active, PowerState: PowerState.Running } ? "ONLINE" : "ERROR");

    public static string OfPool(Pool pool, CloudState state)
    {
        if (Set(pool.Id, state, true) is { } set)
            return set;
        var well = pool.Members.Count(m => OfMember(m, state) == "ONLINE");
        return pool.Members.IsEmpty ? "OFFLINE" : well == pool.Members.Length ? "ONLINE" : well == 0 ? "ERROR" : "DEGRADED";
    }

    public static string Of(LoadBalancer balancer, CloudState state) => Set(balancer.Id, state, true) ?? OfPool(balancer.Pool, state);

    /// <summary>What Octavia is doing with it.</summary>
    public static string Provisioning(Guid thing, CloudState state) => Set(thing, state, false) ?? "ACTIVE";

    private static string? Set(Guid thing, CloudState state, bool operating) =>
        state.Estate.Statuses.TryGetValue(thing, out var status) && (status == "ERROR" || Operating.Contains(status) == operating) ? status : null;
}
