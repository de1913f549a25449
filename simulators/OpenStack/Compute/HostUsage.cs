using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Placement;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>What the servers on a host take of it, as Nova's resource tracker counts (nova/compute/resource_tracker.py, _update_usage).</summary>
/// <param name="Number">Place in the list of hosts, from 1: its id before 2.53.</param>
/// <param name="Host">The host.</param>
/// <param name="Servers">All that are on it, also those that are off.</param>
/// <param name="Vcpus">Virtual CPUs of all that has room on it: also of servers on their way to it, and of what a move has left.</param>
/// <param name="MemoryMiB">Their memory, and what Nova keeps for the host.</param>
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
        var on = state.Servers.Values.ToLookup(ServerViews.HostOf);
        var room = Allocation.All(state).ToLookup(a => a.Host, a => a.Flavour);
        return [.. state.Hosts.Values.Select((h, n) => Of(n + 1, h, [.. on[h.Name].OrderBy(s => s.Number)], [.. room[h.Name]]))];
    }

    private static HostUsage Of(int number, Host host, IReadOnlyList<Server> on, Flavour[] room) => new(number, host, on,
        room.Sum(f => f.Vcpus),
        ReservedMiB + room.Sum(f => f.MemoryMiB),
        room.Sum(f => f.DiskGiB + f.EphemeralGiB + (f.SwapMiB / 1024)),
        on.Count(s => s.TaskState != TaskState.None));
}
