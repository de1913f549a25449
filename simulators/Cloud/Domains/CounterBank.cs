using System.Collections.Immutable;
using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Domains;

/// <summary>Counters as they stood when a domain's load last changed. Empty arrays stand for zeros.</summary>
public sealed record CounterBank(ImmutableArray<VcpuCounters> Vcpus, CpuCounters Emulator, ImmutableArray<DiskCounters> Disks,
    ImmutableArray<NicCounters> Nics, PagingCounters Paging)
{
    /// <summary>All zero.</summary>
    public static CounterBank Empty { get; } = new([], default, [], [], default);
}
