using System.Collections.Immutable;
using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud;

/// <summary>What Nova noticed about a server whose domain was not as it thought.</summary>
/// <param name="ServerId">Which.</param>
/// <param name="Was">The power state in Nova's record.</param>
/// <param name="Seen">The power state of the domain.</param>
/// <param name="Stopped">True when Nova then stopped the server.</param>
public sealed record PowerSync(Guid ServerId, PowerState Was, PowerState Seen, bool Stopped);

public sealed partial class CloudModel
{
    /// <summary>
    /// Nova looks at the domains of its servers, as nova-compute does every ten minutes (_sync_power_states and
    /// _sync_instance_power_state of nova/compute/manager.py). A server with a task under way is skipped. The power state in
    /// the record becomes the domain's; then: an active or paused server whose domain is off or crashed is stopped; a stopped
    /// server whose domain runs or is paused is stopped again, by force; an active server whose domain is paused, or gone, is
    /// left as it is; so is one in BUILD, ERROR or VERIFY_RESIZE.
    /// </summary>
    /// <param name="host">Whose servers; null for all hosts.</param>
    /// <returns>The servers whose power state was another, or that were stopped; by number.</returns>
    public ImmutableArray<PowerSync> SyncPowerStates(string? host = null) => Change(draft =>
    {
        var seen = ImmutableArray.CreateBuilder<PowerSync>();
        foreach (var server in draft.State.Servers.Values.Where(s => host is null || s.Host == host).OrderBy(s => s.Number))
        {
            if (server.TaskState == TaskState.None && Sync(draft, server) is { } noticed)
                seen.Add(noticed);
        }

        return seen.ToImmutable();
    });

    private static PowerSync? Sync(Draft draft, Server server)
    {
        var domain = draft.State.Host(server.Host).Domains.TryGet(server.Id, out var found) ? found : null;
        var power = domain is null ? PowerState.NoState : ServerStates.PowerOf(domain.Status.State);
        if (power != server.PowerState)
            draft.Put(server with { PowerState = power });
        var off = power is PowerState.Shutdown or PowerState.Crashed;
        var stops = domain is not null && server.VmState switch
        {
            VmState.Active => off || power == PowerState.Suspended,
            VmState.Paused => off,
            VmState.Stopped => !off && power != PowerState.NoState,
            _ => false,
        };
        if (stops)
        {
            if (domain!.IsActive)
                Halt(draft, server, domain, DomainStatus.ShutDown);
            Settle(draft, draft.State.Server(server.Id), VmState.Stopped);
        }

        return stops || power != server.PowerState ? new PowerSync(server.Id, server.PowerState, power, stops) : null;
    }
}
