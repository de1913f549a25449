using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Domains;

public sealed partial record Domain
{
    /// <summary>Started: a new number, counters from zero.</summary>
    public Domain Started(int id, DateTimeOffset now) =>
        this with { Id = id, Status = DomainStatus.Booted, Run = RunTime.From(now, true), Bank = CounterBank.Empty, CompletedJob = null };

    /// <summary>Its virtual CPUs stand; counters stay.</summary>
    public Domain Paused(DomainStatus why, DateTimeOffset now) => this with { Status = why, Run = Run.Turned(false, now) };

    /// <summary>Its virtual CPUs run again.</summary>
    public Domain Resumed(DateTimeOffset now) => this with { Status = DomainStatus.Unpaused, Run = Run.Turned(true, now) };

    /// <summary>Its kernel panicked and the process was kept: still active, counters stand.</summary>
    public Domain Preserved(DateTimeOffset now) => Paused(DomainStatus.Panicked, now);

    /// <summary>The process is gone, and its counters with it.</summary>
    public Domain Stopped(DomainStatus why, DateTimeOffset now) =>
        this with { Id = -1, Status = why, Run = RunTime.From(now, false), Bank = CounterBank.Empty, Job = null };

    /// <summary>The guest boots again in the same process: what it counts itself begins anew, what the host counts goes on.</summary>
    public Domain Rebooted(DateTimeOffset now) =>
        this with { Bank = BankedAt(now) with { Paging = default }, Run = RunTime.From(now, Run.Runs) };

    /// <summary>Grows differently from now on; what was counted stays.</summary>
    public Domain Loaded(LoadPlan load, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(load);
        if (load.Vcpus.Length != Vcpus.Length || load.Disks.Length != Disks.Length || load.Nics.Length != Nics.Length)
            throw new ArgumentException($"The load plan has another number of devices than {Name}.", nameof(load));
        return this with { Load = load, Bank = BankedAt(now), Run = RunTime.From(now, Run.Runs) };
    }
}
