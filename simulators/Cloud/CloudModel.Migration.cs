using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    /// <summary>
    /// Begins to move a server to another host while it runs. Until it has ended, the server is on its old host, and the
    /// new one has a paused domain of the same uuid that waits (libvirt: paused, reason migration).
    /// </summary>
    /// <param name="server">Active or paused.</param>
    /// <param name="destination">Host; the one with the fewest domains when null.</param>
    /// <exception cref="CloudException">No such server or host, it is on that host already, or it is off.</exception>
    public Server BeginMigration(Guid server, string? destination = null) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "os-migrateLive", VmState.Active, VmState.Paused);
        // A guest whose kernel has panicked has nothing left that could be moved while it runs.
        if (domain.Status.State == DomainState.Crashed)
            throw Conflict("os-migrateLive", entity.Id, "power_state crashed");
        var to = Destination(draft, entity, destination);
        var twin = domain.Incoming(draft.TakeDomainId(to), draft.Now);
        draft.Put(to, twin);
        draft.Tell(to, twin, DomainEvent.Started, 1);
        draft.Tell(to, twin, DomainEvent.Suspended, 1);
        draft.Put(entity with { TaskState = TaskState.Migrating, Destination = to });
        return draft.State.Server(server);
    });

    /// <summary>Ends the move: the server is on its new host, nothing of it is left on the old one.</summary>
    /// <exception cref="CloudException">It is not on its way.</exception>
    public Server EndMigration(Guid server) => Change(draft =>
    {
        var (entity, domain) = Underway(draft, server);
        var to = entity.Destination!;
        draft.State.Host(to).Domains.TryGet(server, out var twin);
        var runs = domain.Status.State == DomainState.Running;
        draft.Tell(entity.Host, domain, DomainEvent.Stopped, 3);
        Remove(draft, entity.Host, domain);
        twin = twin!.Arrived(runs, draft.Now);
        draft.Put(to, twin);
        if (runs)
            draft.Tell(to, twin, DomainEvent.Resumed, 1);
        foreach (var port in entity.Ports)
            draft.State = draft.State with { Ports = draft.State.Ports.SetItem(port, draft.State.Ports[port] with { Host = to }) };
        entity = entity with { Host = to, Zone = draft.State.Host(to).Zone, Destination = null };
        draft.Put(entity);
        return Settle(draft, entity, entity.VmState);
    });

    /// <summary>Gives the move up: the server stays where it was, as if nothing had been.</summary>
    /// <exception cref="CloudException">It is not on its way.</exception>
    public Server AbortMigration(Guid server) => Change(draft => GiveUp(draft, server));

    /// <summary>Moves a server at once: both halves, one after the other.</summary>
    public Server Migrate(Guid server, string? destination = null)
    {
        BeginMigration(server, destination);
        return EndMigration(server);
    }

    private static Server GiveUp(Draft draft, Guid server)
    {
        var (entity, _) = Underway(draft, server);
        draft.State.Host(entity.Destination!).Domains.TryGet(server, out var twin);
        draft.Tell(entity.Destination!, twin!, DomainEvent.Stopped, 5);
        Remove(draft, entity.Destination!, twin!);
        return Settle(draft, entity with { Destination = null }, entity.VmState);
    }

    private static void Remove(Draft draft, string host, Domain domain)
    {
        var on = draft.State.Host(host);
        draft.Put(on with { Domains = on.Domains.Without(domain.Uuid) });
        draft.Tell(host, domain, DomainEvent.Undefined, 0);
    }

    private static (Server Server, Domain Domain) Underway(Draft draft, Guid server)
    {
        var entity = draft.State.Server(server);
        return entity.TaskState == TaskState.Migrating
            ? (entity, draft.State.DomainOf(server))
            : throw new CloudException(Refusal.Conflict, $"Instance {server} is not migrating");
    }

    private static string Destination(Draft draft, Server server, string? wanted)
    {
        var to = wanted is null
            ? draft.State.Hosts.Values.Where(h => h.Name != server.Host).MinBy(h => h.Domains.Count)?.Name
            : draft.State.Host(wanted).Name;
        if (to is null)
            throw new CloudException(Refusal.Conflict, "No valid host was found. There are not enough hosts available.");
        return to == server.Host
            ? throw new CloudException(Refusal.Conflict, $"Unable to migrate instance ({server.Id}) to current host ({to}).")
            : to;
    }
}
