namespace Validation.Simulators.Libvirt.Stats;

/// <summary>Groups of statistics that procedure 344 answers, with libvirt's bits (virDomainStatsTypes).</summary>
[Flags]
public enum StatsGroups
{
    /// <summary>Nothing; in a call it means all.</summary>
    None = 0,

    /// <summary><c>state.*</c>.</summary>
    State = 1,

    /// <summary><c>cpu.*</c>.</summary>
    Cpu = 2,

    /// <summary><c>balloon.*</c>.</summary>
    Balloon = 4,

    /// <summary><c>vcpu.*</c>.</summary>
    Vcpu = 8,

    /// <summary><c>net.*</c>.</summary>
    Interface = 16,

    /// <summary><c>block.*</c>.</summary>
    Block = 32,

    /// <summary><c>perf.*</c>: only of domains that switched performance events on, and none of ours does.</summary>
    Perf = 64,

    /// <summary><c>iothread.*</c>: only of domains that have such threads, and none of ours does.</summary>
    IoThread = 128,

    /// <summary><c>memory.bandwidth.*</c>: only with memory bandwidth monitors, and none of ours has one.</summary>
    Memory = 256,

    /// <summary><c>dirtyrate.*</c>.</summary>
    DirtyRate = 512,

    /// <summary><c>vm.*</c>: needs a QEMU that tells its statistics; ours does not.</summary>
    Vm = 1024,

    /// <summary>All that the simulated QEMU supports.</summary>
    Supported = State | Cpu | Balloon | Vcpu | Interface | Block | Perf | IoThread | Memory | DirtyRate,
}
