using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Domains;

public sealed partial record Domain
{
    /// <summary>Started: a new number, counters from zero.</summary>
    public Domain Started(int id, DateTimeOffset now) =>
        this with { Id = id, Status = DomainStatus.Booted, Run = RunTime.From(now, true), Bank = CounterBank.Empty };

    /// <summary>Its virtual CPUs stand; counters stay.</summary>
    public Domain Paused(DomainStatus why, DateTimeOffset now) => this with { Status = why, Run = Run.Turned(false, now) };

    /// <summary>Its virtual CPUs run again.</summary>
    public Domain Resumed(DateTimeOffset now) => this with { Status = DomainStatus.Unpaused, Run = Run.Turned(true, now) };

    /// <summary>Its kernel panicked and the process was kept: still active, counters stand.</summary>
    public Domain Preserved(DateTimeOffset now) => Paused(DomainStatus.Panicked, now);

    /// <summary>The process is gone, and its counters with it.</summary>
    public Domain Stopped(DomainStatus why, DateTimeOffset now) =>
        this with { Id = -1, Status = why, Run = RunTime.From(now, false), Bank = CounterBank.Empty };

    /// <summary>On the host that it comes to: a process that holds its memory and waits.</summary>
    public Domain Incoming(int id, DateTimeOffset now) =>
        this with { Id = id, Status = DomainStatus.PausedForMigration, Run = RunTime.From(now, false), Bank = CounterBank.Empty };

    /// <summary>Has come from another host: it runs if it ran there. A new process counts from zero.</summary>
    public Domain Arrived(bool runs, DateTimeOffset now) =>
        this with { Status = runs ? DomainStatus.Migrated : DomainStatus.PausedByUser, Run = RunTime.From(now, runs) };

    /// <summary>Grows differently from now on; what was counted stays.</summary>
    public Domain Loaded(LoadPlan load, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(load);
        if (load.Vcpus.Length != Vcpus.Length || load.Disks.Length != Disks.Length || load.Nics.Length != Nics.Length)
            throw new ArgumentException($"The load plan has another number of devices than {Name}.", nameof(load));
        return this with { Load = load, Bank = BankedAt(now), Run = RunTime.From(now, Run.Runs) };
    }
}
