using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>What the servers on a host take of it, as Nova's resource tracker counts (nova/compute/resource_tracker.py, _update_usage).</summary>
/// <param name="Number">Place in the list of hosts, from 1: its id before 2.53.</param>
/// <param name="Host">The host.</param>
/// <param name="Servers">All that are on it, also those that are off.</param>
/// <param name="Coming">Those on their way to it: their room is taken already.</param>
/// <param name="Vcpus">Virtual CPUs of their flavours.</param>
/// <param name="MemoryMiB">Memory of their flavours and what Nova keeps for the host.</param>
/// <param name="DiskGiB">Their local disks, swap disks in whole GiB only.</param>
/// <param name="Workload">Servers that something is being done with.</param>
internal sealed record HostUsage(int Number, Host Host, IReadOnlyList<Server> Servers, IReadOnlyList<Server> Coming, int Vcpus, int MemoryMiB, int DiskGiB, int Workload)
{
    /// <summary>Nova's reserved_host_memory_mb, its default.</summary>
    public const int ReservedMiB = 512;

    public int TotalMiB => (int)(Host.Topology.MemoryKiB / 1024);

    public static HostUsage Of(int number, Host host, IReadOnlyList<Server> on, IReadOnlyList<Server> coming)
    {
        var all = on.Concat(coming).ToArray();
        return new HostUsage(number, host, on, coming,
            all.Sum(s => s.Flavour.Vcpus),
            ReservedMiB + all.Sum(s => s.Flavour.MemoryMiB),
            all.Sum(s => s.Flavour.DiskGiB + s.Flavour.EphemeralGiB + (s.Flavour.SwapMiB / 1024)),
            on.Count(s => s.TaskState != TaskState.None));
    }

    /// <summary>All hosts by name.</summary>
    public static IReadOnlyList<HostUsage> All(CloudState state)
    {
        var on = state.Servers.Values.ToLookup(s => s.Host);
        var coming = state.Servers.Values.Where(s => s.Destination is not null).ToLookup(s => s.Destination);
        return [.. state.Hosts.Values.Select((h, n) => Of(n + 1, h, [.. on[h.Name].OrderBy(s => s.Number)], [.. coming[h.Name].OrderBy(s => s.Number)]))];
    }
}
