using System.Collections.Immutable;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Domains;

/// <summary>
/// A libvirt domain at one moment: the virtual machine that runs a server. Its counters are pure functions of this
/// record and guest time; see the reading methods.
/// </summary>
public sealed partial record Domain
{
    /// <summary>The server's id.</summary>
    public required Guid Uuid { get; init; }

    /// <summary><c>instance-%08x</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What Nova wrote about it.</summary>
    public required NovaMetadata Nova { get; init; }

    /// <summary>Memory of the flavour, KiB.</summary>
    public required long MemoryKiB { get; init; }

    /// <summary>Its virtual CPUs.</summary>
    public required ImmutableArray<Vcpu> Vcpus { get; init; }

    /// <summary>Its disks, CD-ROM last.</summary>
    public required ImmutableArray<Disk> Disks { get; init; }

    /// <summary>Its interfaces.</summary>
    public required ImmutableArray<Nic> Nics { get; init; }

    /// <summary>How its counters grow; one entry a device.</summary>
    public required LoadPlan Load { get; init; }

    /// <summary>What its host does when it panics.</summary>
    public OnCrash OnCrash { get; init; } = OnCrash.Destroy;

    /// <summary>Number on its host while it is active, from 1; -1 when it is not. A new start gives a new number.</summary>
    public int Id { get; private init; } = -1;

    /// <summary>State and reason.</summary>
    public DomainStatus Status { get; private init; } = DomainStatus.NeverStarted;

    /// <summary>How long it ran under the present load.</summary>
    public RunTime Run { get; private init; }

    /// <summary>What was counted under earlier loads since it started.</summary>
    public CounterBank Bank { get; private init; } = CounterBank.Empty;

    /// <summary>The job under way on it; null when there is none.</summary>
    public DomainJob? Job { get; private init; }

    /// <summary>
    /// The last job that completed, as <c>virsh domjobinfo --completed</c> tells it; after a migration the destination has it. A
    /// job that failed or was cancelled leaves nothing (qemuMigrationSrcConfirmPhase), and a new start forgets it.
    /// </summary>
    public JobReport? CompletedJob { get; private init; }

    /// <summary>False while it comes in from another host: if that fails, it is gone without a trace.</summary>
    public bool IsPersistent { get; private init; } = true;

    /// <summary>True when there is a process: running, paused, or crashed and kept.</summary>
    public bool IsActive => Id >= 0;

    /// <summary>Place of a disk by its target or path; -1 when there is none.</summary>
    public int DiskPlace(string targetOrPath) => PlaceOf(Disks, d => d.Target == targetOrPath || d.Path == targetOrPath);

    /// <summary>Place of an interface by its tap device or MAC address; -1 when there is none.</summary>
    public int NicPlace(string targetOrMac) => PlaceOf(Nics, n => n.Target == targetOrMac || n.Mac == targetOrMac);

    private static int PlaceOf<T>(ImmutableArray<T> all, Func<T, bool> wanted)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (wanted(all[i]))
                return i;
        }

        return -1;
    }
}
