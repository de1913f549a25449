using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Cloud;

/// <summary>
/// What a person does on a host with virsh, past Nova: only the domain changes, and Nova's record of the server stays as it is
/// until <see cref="SyncPowerStates"/>. Refusals carry libvirt's sentences.
/// </summary>
public sealed partial class CloudModel
{
    /// <summary>
    /// <c>virsh suspend</c>: nothing happens to one that is paused already. One that is being migrated stands from then on
    /// and runs again at its destination.
    /// </summary>
    /// <exception cref="CloudException">No such domain there, or it has no process.</exception>
    public Domain SuspendDomain(string host, Guid domain) => OnHost(host, domain, (draft, found) =>
    {
        RequireActive(found);
        if (found.Status.State == DomainState.Paused)
            return found;
        var leaves = found.Job is not null;
        var paused = found.Paused(leaves ? DomainStatus.PausedForMigration : DomainStatus.PausedByUser, draft.Now);
        draft.Tell(host, paused, DomainEvent.Suspended, leaves ? DomainDetail.SuspendedForMigration : 0);
        return paused;
    });

    /// <summary><c>virsh resume</c>: of a paused domain, or of one that panicked and was kept.</summary>
    /// <exception cref="CloudException">No such domain there, it runs, it has no process, or a migration holds it.</exception>
    public Domain ResumeDomain(string host, Guid domain) => OnHost(host, domain, (draft, found) =>
    {
        RequireActive(found);
        if (found.Status.State == DomainState.Running)
            throw Invalid("domain is already running");
        if (found.Job is not null)
        {
            throw new CloudException(Refusal.Conflict,
                "Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatchDomainMigratePerform3Params)");
        }

        var running = found.Resumed(draft.Now);
        draft.Tell(host, running, DomainEvent.Resumed, 0);
        return running;
    });

    /// <summary><c>virsh shutdown</c>, of a guest that obeys at once.</summary>
    /// <exception cref="CloudException">No such domain there, or it does not run.</exception>
    public Domain ShutdownDomain(string host, Guid domain) => OnHost(host, domain, (draft, found) =>
    {
        RequireRunning(found);
        found = Released(draft, host, found);
        draft.Tell(host, found, DomainEvent.Shutdown, DomainDetail.ShutdownByGuest);
        return Halt(draft, host, found, DomainStatus.ShutDown);
    });

    /// <summary><c>virsh destroy</c>; a migration of it fails, on whichever host.</summary>
    /// <exception cref="CloudException">No such domain there, or it has no process.</exception>
    public Domain DestroyDomain(string host, Guid domain) => OnHost(host, domain, (draft, found) =>
    {
        RequireActive(found);
        if (!found.IsPersistent)
        {
            Interrupt(draft, domain, "operation failed: domain is no longer running");
            return null;
        }

        return Halt(draft, host, Released(draft, host, found), DomainStatus.Destroyed);
    });

    /// <summary><c>virsh start</c>: a new process, counters from zero.</summary>
    /// <exception cref="CloudException">No such domain there, or it has a process.</exception>
    public Domain StartDomain(string host, Guid domain) => OnHost(host, domain, (draft, found) =>
    {
        if (found.IsActive)
            throw Invalid("domain is already running");
        var started = found.Started(draft.TakeDomainId(host), draft.Now);
        draft.Tell(host, started, DomainEvent.Started, 0);
        return started;
    });

    /// <summary>
    /// <c>virsh reboot</c> or <c>reset</c>: the guest boots again in the same process. What the host counts goes on; what the
    /// guest counts, its paging, begins anew. Libvirt tells it by a reboot event, which is none of the lifecycle.
    /// </summary>
    /// <exception cref="CloudException">No such domain there, or it does not run.</exception>
    public Domain RebootDomain(string host, Guid domain) => OnHost(host, domain, (draft, found) =>
    {
        RequireRunning(found);
        return found.Rebooted(draft.Now);
    });

    // A domain that is gone after the change, as one that came in and failed, is returned as it was.
    private Domain OnHost(string host, Guid uuid, Func<Draft, Domain, Domain?> change) => Change(draft =>
    {
        if (!draft.State.Host(host).Domains.TryGet(uuid, out var found))
            throw new CloudException(Refusal.NotFound, $"Domain not found: no domain with matching uuid '{uuid}'");
        if (change(draft, found) is not { } changed)
            return found;
        draft.Put(host, changed);
        return changed;
    });

    private static Domain Released(Draft draft, string host, Domain domain)
    {
        if (domain.Job is null)
            return domain;
        Interrupt(draft, domain.Uuid, "operation failed: domain is no longer running");
        return draft.Domain(host, domain.Uuid);
    }

    private static void RequireActive(Domain domain)
    {
        if (!domain.IsActive)
            throw Invalid("domain is not running");
    }

    private static void RequireRunning(Domain domain)
    {
        if (domain.Status.State != DomainState.Running)
            throw Invalid("domain is not running");
    }

    private static CloudException Invalid(string why) => new(Refusal.Conflict, $"Requested operation is not valid: {why}");
}
