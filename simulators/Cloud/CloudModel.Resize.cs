using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    private const long GiB = 1L << 30;

    /// <summary>
    /// Gives a server another flavour, or host, or both: it is switched off (status RESIZE for as long as that takes), and
    /// started again as a new process if it ran (VERIFY_RESIZE) until it is confirmed or reverted. Until then the old host, if
    /// it is another, keeps the old domain, switched off: Nova undefines it with the confirmation (_cleanup_resize).
    /// </summary>
    /// <param name="server">Active or stopped.</param>
    /// <param name="flavour">Id or name; null leaves it, which makes this a cold migration and needs a host.</param>
    /// <param name="toHost">Where it will be; null leaves it.</param>
    /// <param name="takes">Guest time.</param>
    /// <exception cref="CloudException">No such server, flavour or host, nothing to change, or the server is in another state.</exception>
    public Server Resize(Guid server, string? flavour, string? toHost = null, TimeSpan takes = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(takes, TimeSpan.Zero);
        Change(draft =>
        {
            var (entity, domain) = Find(draft, server, flavour is null ? "migrate" : "resize", VmState.Active, VmState.Stopped);
            var wanted = flavour is null ? entity.Flavour
                : draft.State.Flavours.FirstOrDefault(f => f.Id == flavour || f.Name == flavour) ?? throw CloudException.NotFound("Flavor", flavour);
            var to = toHost is null ? entity.Host : draft.State.Host(toHost).Name;
            if (flavour is not null && wanted == entity.Flavour)
                throw new CloudException(Refusal.BadRequest, "When resizing, instances must change flavor!");
            if (flavour is null && to == entity.Host)
                throw new CloudException(Refusal.BadRequest, $"Unable to migrate instance ({server}) to current host ({to}).");
            if (domain.IsActive)
                Halt(draft, entity, domain, DomainStatus.Destroyed);
            draft.Put(Record(draft, entity, to, wanted, flavour is null ? MigrationKind.Migration : MigrationKind.Resize, MigrationStatus.Migrating));
            draft.Put(entity with { TaskState = TaskState.ResizeMigrating, PowerState = PowerState.Shutdown });
            draft.Plan(takes, server, Step.FinishResize);
            return true;
        });
        return State.Server(server);
    }

    /// <summary>Keeps a resized server as it is.</summary>
    /// <exception cref="CloudException">It does not wait to be confirmed.</exception>
    public Server ConfirmResize(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "confirmResize", VmState.Resized);
        DropRemainder(draft, server, MigrationStatus.Confirmed);
        return Settle(draft, entity, domain.IsActive ? VmState.Active : VmState.Stopped);
    });

    /// <summary>Takes a resize back: the server is again what and where it was, started anew if it ran.</summary>
    /// <exception cref="CloudException">It does not wait to be confirmed.</exception>
    public Server RevertResize(Guid server) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "revertResize", VmState.Resized);
        var record = draft.State.MigrationOf(server)!;
        draft.Put(record with { Status = MigrationStatus.Reverted });
        if (record.Source != record.Destination)
            Undefine(draft, record.Destination, domain);
        else if (domain.IsActive)
            domain = Halt(draft, entity, domain, DomainStatus.Destroyed);
        var ran = record.Server.VmState == VmState.Active;
        if (record.Source != record.Destination)
            domain = draft.Domain(record.Source, server);
        return Establish(draft, entity with { Flavour = record.Server.Flavour }, record.Source, domain, ran ? VmState.Active : VmState.Stopped);
    });

    private static void FinishResize(Draft draft, Guid id)
    {
        var record = draft.State.MigrationOf(id)!;
        draft.Put(record with { Status = MigrationStatus.Finished });
        var server = draft.State.Server(id) with { Flavour = record.NewFlavour };
        Establish(draft, server, record.Destination, draft.Domain(record.Source, id), VmState.Resized, record.Server.VmState == VmState.Active);
    }

    private static Server Establish(Draft draft, Server server, string at, Domain domain, VmState state, bool? starts = null)
    {
        var host = draft.State.Host(at);
        var known = host.Domains.TryGet(server.Id, out _);
        domain = Refitted(draft, server, host, domain);
        server = server with { Host = host.Name, Zone = host.Zone };
        draft.State = draft.State with
        {
            Ports = draft.State.Ports.SetItems(server.Ports.Select(p => KeyValuePair.Create(p, draft.State.Ports[p] with { Host = host.Name }))),
        };
        draft.Put(host.Name, domain);
        draft.Tell(host.Name, domain, DomainEvent.Defined, known ? DomainDetail.DefinedAnew : 0);
        draft.Put(server);
        if (starts ?? state == VmState.Active)
            server = Boot(draft, server, domain);
        return Settle(draft, server, state);
    }

    // The domain of the same server with its present flavour; its load is drawn again, for as many virtual CPUs as it has now.
    private static Domain Refitted(Draft draft, Server server, Host host, Domain domain)
    {
        if (domain.Nova.Flavour == server.Flavour)
            return domain;
        var root = server.Flavour.DiskGiB * GiB;
        var fitted = domain with
        {
            MemoryKiB = server.Flavour.MemoryMiB * 1024L,
            Vcpus = ServerBuilder.Place(host.Topology, server.Flavour.Vcpus, server.Number),
            Disks = [.. domain.Disks.Select(d => d.Kind == DiskKind.File ? d with { Capacity = root, Allocated = root / 4 } : d)],
            Nova = domain.Nova with { Flavour = server.Flavour },
        };
        return fitted with { Load = ServerBuilder.Load(draft.Seed, domain.Load.Profile, fitted) };
    }

    // What a resize to another host left on the old one.
    private static void DropRemainder(Draft draft, Guid server, MigrationStatus status)
    {
        if (draft.State.MigrationOf(server) is not { } record)
            return;
        draft.Put(record with { Status = status });
        if (record.Source != draft.State.Server(server).Host)
            Undefine(draft, record.Source, draft.Domain(record.Source, server));
    }
}
