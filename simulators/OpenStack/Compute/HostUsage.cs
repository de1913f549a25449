using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>What the servers on a host take of it, as Nova's resource tracker counts (nova/compute/resource_tracker.py, _update_usage).</summary>
/// <param name="Number">Place in the list of hosts, from 1: its id before 2.53.</param>
/// <param name="Host">The host.</param>
/// <param name="Servers">All that are on it, also those that are off.</param>
/// <param name="Vcpus">Virtual CPUs of their flavours, and of those that are kept free for moves.</param>
/// <param name="MemoryMiB">Memory of the same and what Nova keeps for the host.</param>
/// <param name="DiskGiB">Their local disks, swap disks in whole GiB only.</param>
/// <param name="Workload">Servers that something is being done with.</param>
internal sealed record HostUsage(int Number, Host Host, IReadOnlyList<Server> Servers, int Vcpus, int MemoryMiB, int DiskGiB, int Workload)
{
    /// <summary>Nova's reserved_host_memory_mb, its default.</summary>
    public const int ReservedMiB = 512;

    public int TotalMiB => (int)(Host.Topology.MemoryKiB / 1024);

    /// <summary>All hosts by name.</summary>
    public static IReadOnlyList<HostUsage> All(CloudState state)
    {
        var on = state.Servers.Values.Where(s => s.IsPlaced()).ToLookup(s => s.Host);
        var kept = state.Servers.Values.Select(s => state.MigrationOf(s.Id)).OfType<MigrationRecord>().SelectMany(m => Kept(m, state)).ToLookup(k => k.Host, k => k.Flavour);
        return [.. state.Hosts.Values.Select((h, n) => Of(n + 1, h, [.. on[h.Name].OrderBy(s => s.Number)], kept[h.Name]))];
    }

    private static HostUsage Of(int number, Host host, IReadOnlyList<Server> on, IEnumerable<Flavour> kept)
    {
        var all = on.Select(s => s.Flavour).Concat(kept).ToArray();
        return new HostUsage(number, host, on,
            all.Sum(f => f.Vcpus),
            ReservedMiB + all.Sum(f => f.MemoryMiB),
            all.Sum(f => f.DiskGiB + f.EphemeralGiB + (f.SwapMiB / 1024)),
            on.Count(s => s.TaskState != TaskState.None));
    }

    // Where the server will be, until it is there; after a cold move the old room as well, so that it can be taken back.
    private static IEnumerable<(string Host, Flavour Flavour)> Kept(MigrationRecord move, CloudState state) => move switch
    {
        { Kind: MigrationKind.LiveMigration } => state.Server(move.Server.Id).Host == move.Destination ? [] : [(move.Destination, move.NewFlavour)],
        { Status: MigrationStatus.Finished } => [(move.Source, move.Server.Flavour)],
        _ => [(move.Destination, move.NewFlavour)],
    };
}
