namespace Validation.Simulators.Cloud.Jobs;

/// <summary>
/// A job under way on a domain. Its progress is a pure function of this record and guest time. On the destination of a
/// migration libvirt knows of the job but refuses to tell its progress ("migration statistics are available only on the
/// source host", error 84, qemuDomainGetJobStatsInternal).
/// </summary>
/// <param name="Operation">What it does.</param>
/// <param name="StartedAt">Guest time.</param>
/// <param name="Schedule">How it goes.</param>
public sealed record DomainJob(JobOperation Operation, DateTimeOffset StartedAt, JobSchedule Schedule)
{
    /// <summary>How far it is at that moment.</summary>
    public JobReport At(DateTimeOffset now) => Schedule.At(Operation, now > StartedAt ? now - StartedAt : TimeSpan.Zero);

    /// <summary>How far it came when it ended so at that moment; a completed one has sent everything, also when it was hurried.</summary>
    public JobReport Ended(JobType how, DateTimeOffset now)
    {
        var report = At(now) with { Type = how, TimeRemaining = 0 };
        return how != JobType.Completed ? report : report with
        {
            Memory = new Transfer(Schedule.Memory, Math.Max(report.Memory.Processed, Schedule.Memory), 0),
            Disk = new Transfer(Schedule.Disks, Schedule.Disks, 0),
        };
    }
}
