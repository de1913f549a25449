using Validation.Simulators.Cloud.Jobs;

namespace Validation.Simulators.Cloud.Domains;

public sealed partial record Domain
{
    /// <summary>With a job under way, or without.</summary>
    internal Domain Busy(DomainJob? job) => this with { Job = job };

    /// <summary>
    /// The new process at the destination, while the guest still runs at the source: paused, transient, and nothing counted
    /// yet (qemuMigrationDstPrepareActive).
    /// </summary>
    internal Domain Incoming(int id, DateTimeOffset now, DomainJob job) => this with
    {
        Id = id, Status = DomainStatus.PausedForMigration, Run = RunTime.From(now, false), Bank = CounterBank.Empty, IsPersistent = false,
        Job = job with { Operation = JobOperation.MigrationIn }, CompletedJob = null,
    };

    /// <summary>
    /// The guest goes on in the process of that number. What the host counts begins at zero, as the process, its disks and its
    /// tap devices are new; what the guest counts itself, its paging, came along in its memory.
    /// </summary>
    internal Domain Arrived(int id, DateTimeOffset now, bool runs, JobReport completed) => this with
    {
        Id = id, Status = runs ? DomainStatus.Migrated : DomainStatus.PausedByUser, Run = RunTime.From(now, runs),
        Bank = CounterBank.Empty with { Paging = Load.Memory.After(ElapsedAt(now)) + Bank.Paging }, IsPersistent = true, Job = null,
        CompletedJob = completed with { Operation = JobOperation.MigrationIn },
    };

    /// <summary>Runs on, for that reason.</summary>
    internal Domain Resumed(DomainStatus why, DateTimeOffset now) => this with { Status = why, Run = Run.Turned(true, now) };

    /// <summary>Without the statistics of its last job: reading them clears them, unless the reader asks to keep them.</summary>
    internal Domain WithoutCompletedJob() => this with { CompletedJob = null };
}
