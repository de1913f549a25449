using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>What the servers on a host take of it, as Nova's resource tracker counts (nova/compute/resource_tracker.py, _update_usage).</summary>
/// <param name="Host">The host.</param>
/// <param name="Servers">All that are on it, also those that are off.</param>
/// <param name="Vcpus">Virtual CPUs of their flavours.</param>
/// <param name="MemoryMiB">Memory of their flavours and what Nova keeps for the host.</param>
/// <param name="DiskGiB">Their local disks, swap disks in whole GiB only.</param>
/// <param name="Workload">Servers that something is being done with.</param>
internal sealed record HostUsage(Host Host, IReadOnlyList<Server> Servers, int Vcpus, int MemoryMiB, int DiskGiB, int Workload)
{
    /// <summary>Nova's reserved_host_memory_mb, its default.</summary>
    public const int ReservedMiB = 512;

    public int TotalMiB => (int)(Host.Topology.MemoryKiB / 1024);

    public static HostUsage Of(Host host, IReadOnlyList<Server> on) => new(host, on,
        on.Sum(s => s.Flavour.Vcpus),
        ReservedMiB + on.Sum(s => s.Flavour.MemoryMiB),
        on.Sum(s => s.Flavour.DiskGiB + s.Flavour.EphemeralGiB + (s.Flavour.SwapMiB / 1024)),
        on.Count(s => s.TaskState != TaskState.None));

    /// <summary>All hosts by name.</summary>
    public static IReadOnlyList<HostUsage> All(CloudState state)
    {
        var on = state.Servers.Values.ToLookup(s => s.Host);
        return [.. state.Hosts.Values.Select(h => Of(h, [.. on[h.Name].OrderBy(s => s.Number)]))];
    }
}
