using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud;

public sealed partial class CloudModel
{
    /// <summary>
    /// Gives a server another flavour, on its host: its domain is defined anew, and started again if it ran. The resize is
    /// confirmed at once, as in a cloud whose resize_confirm_window has passed.
    /// </summary>
    /// <param name="server">Active or stopped.</param>
    /// <param name="flavour">Id or name of another flavour.</param>
    /// <exception cref="CloudException">No such server or flavour, the same flavour, or the server is in another state.</exception>
    public Server Resize(Guid server, string flavour) => Change(draft =>
    {
        var (entity, domain) = Find(draft, server, "resize", VmState.Active, VmState.Stopped);
        var wanted = draft.State.Flavours.FirstOrDefault(f => f.Id == flavour || f.Name == flavour) ?? throw CloudException.NotFound("Flavor", flavour);
        if (wanted == entity.Flavour)
            throw new CloudException(Refusal.Conflict, "When resizing, instances must change flavor!");
        var ran = domain.IsActive;
        if (ran)
            domain = Halt(draft, entity, domain, DomainStatus.Destroyed);
        entity = entity with { Flavour = wanted };
        domain = Refitted(draft, entity, domain);
        draft.Put(entity.Host, domain);
        draft.Tell(entity.Host, domain, DomainEvent.Defined, 1);
        return ran ? Boot(draft, entity, domain) : Settle(draft, entity, VmState.Stopped);
    });

    private static Domain Refitted(Draft draft, Server server, Domain domain)
    {
        const long gib = 1L << 30;
        var root = server.Flavour.DiskGiB * gib;
        var fitted = domain with
        {
            MemoryKiB = server.Flavour.MemoryMiB * 1024L,
            Vcpus = ServerBuilder.Place(draft.State.Host(server.Host).Topology, server.Flavour.Vcpus, server.Number),
            Disks = [.. domain.Disks.Select(d => d.Kind == DiskKind.File ? d with { Capacity = root, Allocated = root / 4 } : d)],
            Nova = domain.Nova with { Flavour = server.Flavour },
        };
        return fitted with { Load = ServerBuilder.Load(draft.Seed, domain.Load.Profile, fitted) };
    }
}
