using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Load;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    /// <summary>Creates a server and starts its domain.</summary>
    /// <exception cref="CloudException">Project, flavour or host does not exist.</exception>
    public Server Create(ServerSpec spec) => Change(draft =>
    {
        var (server, domain) = ServerBuilder.Add(draft, spec, draft.Now);
        draft.Tell(server.Host, domain, DomainEvent.Defined, 0);
        return Boot(draft, server, domain);
    });

    /// <summary>Removes a server, its ports, its volumes' attachments, and its domain. A migration under way fails.</summary>
    public void Delete(Guid server) => Change(draft =>
    {
        Interrupt(draft, server, "The instance was deleted.");
        var entity = draft.State.Server(server);
        draft.Touched.Add(server);
        draft.Unplan(server);
        DropRemainder(draft, server, MigrationStatus.Confirmed);
        if (draft.State.Host(entity.Host).Domains.TryGet(server, out var domain))
            Undefine(draft, entity.Host, domain);
        draft.State = draft.State with
        {
            Unborn = draft.State.Unborn.Remove(server),
            Servers = draft.State.Servers.Remove(server),
            Ports = draft.State.Ports.RemoveRange(entity.Ports),
            Volumes = draft.State.Volumes.SetItems(entity.Volumes.Select(v => KeyValuePair.Create(v, draft.State.Volumes[v] with { ServerId = null }))),
        };
        return true;
    });

    /// <summary>Switches a server on.</summary>
    /// <exception cref="CloudException">It is not switched off.</exception>
    public Server Start(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "start", VmState.Stopped);
        return Boot(draft, entity, domain);
    });

    /// <summary>Switches a server off.</summary>
    /// <exception cref="CloudException">It is switched off already.</exception>
    public Server Stop(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "stop", VmState.Active, VmState.Paused);
        Halt(draft, entity, domain, DomainStatus.ShutDown);
        return Settle(draft, entity, VmState.Stopped);
    });

    /// <summary>Pauses a server: its virtual CPUs stand, its counters stay.</summary>
    /// <exception cref="CloudException">It does not run.</exception>
    public Server Pause(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "pause", VmState.Active);
        Require(domain, "pause", DomainState.Running);
        domain = domain.Paused(DomainStatus.PausedByUser, draft.Now);
        draft.Put(entity.Host, domain);
        draft.Tell(entity.Host, domain, DomainEvent.Suspended, 0);
        return Settle(draft, entity, VmState.Paused);
    });

    /// <summary>Lets a paused server run on.</summary>
    /// <exception cref="CloudException">It is not paused.</exception>
    public Server Resume(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "unpause", VmState.Paused);
        domain = domain.Resumed(draft.Now);
        draft.Put(entity.Host, domain);
        draft.Tell(entity.Host, domain, DomainEvent.Resumed, 0);
        return Settle(draft, entity, VmState.Active);
    });

    /// <summary>Switches a server off and on, Nova's hard reboot: a new process, counters from zero. It mends a server in ERROR.</summary>
    /// <exception cref="CloudException">It is in a state that cannot be rebooted.</exception>
    public Server Reboot(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "reboot", VmState.Active, VmState.Paused, VmState.Stopped, VmState.Error);
        if (domain.IsActive)
            domain = Halt(draft, entity, domain, DomainStatus.Destroyed);
        return Boot(draft, entity, domain);
    });

    /// <summary>
    /// Asks the guest to shut down and starts it again, Nova's soft reboot: a new process as well, counters from zero
    /// (nova/virt/libvirt/driver.py, _soft_reboot, which waits for another domain id).
    /// </summary>
    /// <exception cref="CloudException">It does not run.</exception>
    public Server SoftReboot(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "reboot", VmState.Active);
        Require(domain, "reboot", DomainState.Running);
        draft.Tell(entity.Host, domain, DomainEvent.Shutdown, DomainDetail.ShutdownByGuest);
        return Boot(draft, entity, Halt(draft, entity, domain, DomainStatus.ShutDown));
    });

    /// <summary>
    /// The guest's kernel panics. With on_crash=preserve the domain stays active in state crashed and Nova still calls the
    /// server active, with power state crashed; with on_crash=destroy the process is gone and Nova calls it shut off. A
    /// migration under way fails.
    /// </summary>
    /// <exception cref="CloudException">It does not run.</exception>
    public Server Crash(Guid server, OnCrash onCrash) => Change(draft =>
    {
        Interrupt(draft, server, "operation failed: domain is not running");
        var (entity, domain) = Find(draft, server, "crash", VmState.Active);
        Require(domain, "crash", DomainState.Running);
        domain = (domain with { OnCrash = onCrash }).Preserved(draft.Now);
        draft.Put(entity.Host, domain);
        draft.Tell(entity.Host, domain, DomainEvent.Crashed, 0);
        if (onCrash == OnCrash.Preserve)
            return Settle(draft, entity, VmState.Active);
        Halt(draft, entity, domain, DomainStatus.ShutoffByCrash);
        return Settle(draft, entity, VmState.Stopped);
    });

    /// <summary>The guest does something else from now on; its counters go on from where they are.</summary>
    public void SetProfile(Guid server, Profile profile) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server);
        draft.Put(entity.Host, domain.Loaded(ServerBuilder.Load(draft.Seed, profile, domain), draft.Now));
        return true;
    });

    /// <summary>The same with rates of the scenario's own.</summary>
    public void SetLoad(Guid server, LoadPlan load) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server);
        draft.Put(entity.Host, domain.Loaded(load, draft.Now));
        return true;
    });

    private static Server Boot(Draft draft, Server server, Domain domain)
    {
        domain = domain.Started(draft.TakeDomainId(server.Host), draft.Now);
        draft.Put(server.Host, domain);
        draft.Tell(server.Host, domain, DomainEvent.Started, 0);
        return Settle(draft, server, VmState.Active);
    }

    private static Domain Halt(Draft draft, Server server, Domain domain, DomainStatus why) => Halt(draft, server.Host, domain, why);

    private static Domain Halt(Draft draft, string host, Domain domain, DomainStatus why)
    {
        var detail = why == DomainStatus.ShutDown ? 0 : why == DomainStatus.ShutoffByCrash ? DomainDetail.StoppedByCrash : DomainDetail.StoppedByDestroy;
        draft.Tell(host, domain, DomainEvent.Stopped, detail);
        domain = domain.Stopped(why, draft.Now);
        draft.Put(host, domain);
        return domain;
    }

    private static void Undefine(Draft draft, string host, Domain domain)
    {
        if (domain.IsActive)
            domain = Halt(draft, host, domain, DomainStatus.Destroyed);
        draft.Drop(host, domain.Uuid);
        draft.Tell(host, domain, DomainEvent.Undefined, 0);
    }

    // Nova's states always follow the domain within the same change: no reader ever sees them disagree.
    private static Server Settle(Draft draft, Server server, VmState state)
    {
        var power = ServerStates.PowerOf(draft.State.DomainOf(server.Id).Status.State);
        draft.Put(server with { VmState = state, PowerState = power, TaskState = TaskState.None });
        return draft.State.Server(server.Id);
    }

    private static (Server Server, Domain Domain) Find(Draft draft, Guid server, string verb = "", params ReadOnlySpan<VmState> allowed)
    {
        var entity = draft.State.Server(server);
        if (verb.Length > 0 && !allowed.Contains(entity.VmState))
            throw Conflict(verb, entity.Id, $"vm_state {ServerStates.TextOf(entity.VmState)}");
        if (verb.Length > 0 && entity.TaskState != TaskState.None)
            throw Conflict(verb, entity.Id, $"task_state {ServerStates.TextOf(entity.TaskState)}");
        return (entity, draft.State.DomainOf(server));
    }

    private static void Require(Domain domain, string verb, DomainState state)
    {
        if (domain.Status.State != state)
            throw Conflict(verb, domain.Uuid, $"power_state {domain.Status.State.ToString().ToLowerInvariant()}");
    }

    private static CloudException Conflict(string verb, Guid id, string state) =>
        new(Refusal.Conflict, $"Cannot '{verb}' instance {id} while it is in {state}");
}
