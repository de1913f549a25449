namespace Validation.Simulators.Cloud.Jobs;

/// <summary>Kind of a job, with libvirt's numbers (virDomainJobType).</summary>
public enum JobType
{
    /// <summary>No job.</summary>
    None = 0,

    /// <summary>Runs, and says how long it still takes.</summary>
    Bounded = 1,

    /// <summary>Runs, and does not know how long it still takes: every migration under QEMU.</summary>
    Unbounded = 2,

    /// <summary>Done.</summary>
    Completed = 3,

    /// <summary>Hit an error.</summary>
    Failed = 4,

    /// <summary>Aborted by a person.</summary>
    Cancelled = 5,
}

/// <summary>What a job does, with libvirt's numbers (virDomainJobOperation).</summary>
public enum JobOperation
{
    /// <summary>Comes from another host.</summary>
    MigrationIn = 4,

    /// <summary>Goes to another host.</summary>
    MigrationOut = 5,
}

/// <summary>What of some amount was moved, bytes. Processed may exceed the total: what the guest dirties is sent again.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Processed">Sent so far.</param>
/// <param name="Remaining">Still to be sent.</param>
public readonly record struct Transfer(long Total, long Processed, long Remaining)
{
    /// <summary>Both together.</summary>
    public static Transfer operator +(Transfer a, Transfer b) => new(a.Total + b.Total, a.Processed + b.Processed, a.Remaining + b.Remaining);
}

/// <summary>
/// A job at one moment, as libvirt's QEMU driver tells it (qemu_domainjob.c, qemuDomainJobDataToInfo and
/// qemuMigrationJobDataToParams): file figures of virDomainJobInfo are <see cref="Disk"/>.
/// </summary>
/// <param name="Operation">What it does.</param>
/// <param name="Type">Kind, and how it ended.</param>
/// <param name="TimeElapsed">Since it began, ms.</param>
/// <param name="TimeRemaining">Until its end, ms; 0 unless bounded.</param>
/// <param name="Memory">Memory moved; all zero while disks are still copied, as QEMU has not begun with it.</param>
/// <param name="Disk">Disks moved.</param>
public sealed record JobReport(JobOperation Operation, JobType Type, long TimeElapsed, long TimeRemaining, Transfer Memory, Transfer Disk)
{
    /// <summary>Bytes a page: what dirty rates and normal pages count.</summary>
    public const int PageSize = 4096;

    /// <summary>Memory and disks together.</summary>
    public Transfer Data => Memory + Disk;

    /// <summary>Time it took to set up, ms.</summary>
    public long SetupTime { get; init; }

    /// <summary>How long the guest stands, ms: expected while it runs, then what it was.</summary>
    public long Downtime { get; init; }

    /// <summary>Memory sent a second, bytes; 0 while none is sent.</summary>
    public long MemoryBps { get; init; }

    /// <summary>Disk sent a second, bytes; 0 while none is sent.</summary>
    public long DiskBps { get; init; }

    /// <summary>Pages that the guest dirties a second; 0 before the first pass is through.</summary>
    public long DirtyRate { get; init; }

    /// <summary>Passes over the memory that have begun.</summary>
    public long Iteration { get; init; }

    /// <summary>Pages sent whole.</summary>
    public long NormalPages => Memory.Processed / PageSize;

    /// <summary>The same in bytes.</summary>
    public long NormalBytes => NormalPages * PageSize;
}
