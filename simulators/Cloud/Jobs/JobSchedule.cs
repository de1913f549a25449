using System.Collections.Immutable;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Jobs;

/// <summary>One pass of a transfer: so many bytes, at an even rate.</summary>
/// <param name="OfDisks">True for disks, false for memory.</param>
/// <param name="Start">Since the job began.</param>
/// <param name="Length">How long it takes.</param>
/// <param name="Bytes">What it sends.</param>
public readonly record struct JobPass(bool OfDisks, TimeSpan Start, TimeSpan Length, long Bytes)
{
    /// <summary>When it is through.</summary>
    public TimeSpan End => Start + Length;

    /// <summary>Bytes a second.</summary>
    public long Rate => Length == TimeSpan.Zero ? 0 : Scaled(Bytes, TimeSpan.TicksPerSecond, Length.Ticks);

    /// <summary>Bytes sent at that time of the job, rounded down.</summary>
    public long SentAt(TimeSpan elapsed) =>
        elapsed >= End ? Bytes : elapsed <= Start ? 0 : Scaled(Bytes, (elapsed - Start).Ticks, Length.Ticks);

    internal static long Scaled(long value, long by, long over) => (long)((Int128)value * by / over);
}

/// <summary>
/// How a live migration goes, from its beginning to the switch-over: first the disks, if they are copied; then memory, and
/// again what the guest dirtied meanwhile, until the rest is small enough to be sent while the guest stands: the last pass.
/// </summary>
/// <param name="Setup">Before anything is sent.</param>
/// <param name="Passes">In order; the last one is of memory, and the guest stands during it.</param>
/// <param name="DirtyRate">Bytes that the guest dirties a second.</param>
/// <param name="Bounded">True for a job that says how long it still takes.</param>
public sealed record JobSchedule(TimeSpan Setup, ImmutableArray<JobPass> Passes, long DirtyRate, bool Bounded)
{
    /// <summary>When the guest is stopped for the last pass.</summary>
    public TimeSpan PausedAt => Passes[^1].Start;

    /// <summary>How long the guest stands.</summary>
    public TimeSpan Downtime => Passes[^1].Length;

    /// <summary>When the guest goes on at the destination.</summary>
    public TimeSpan SwitchOverAt => Passes[^1].End;

    /// <summary>Bytes of memory.</summary>
    public long Memory => Passes.First(p => !p.OfDisks).Bytes;

    /// <summary>Bytes of the disks that are copied.</summary>
    public long Disks => Passes.Where(p => p.OfDisks).Sum(p => p.Bytes);

    /// <summary>The schedule of a plan for that much memory and disk; a guest that stands dirties nothing.</summary>
    public static JobSchedule Of(MigrationPlan plan, long memory, long disks, bool guestRuns)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var dirty = guestRuns ? plan.DirtyRate : 0;
        var passes = plan.Length is { } length ? Even(plan, length, memory, disks, guestRuns) : Converging(plan, memory, disks, dirty);
        return new JobSchedule(plan.Setup, passes, dirty, plan.Bounded);
    }

    /// <summary>The job at that time since it began; times beyond the end count as the end.</summary>
    public JobReport At(JobOperation operation, TimeSpan elapsed)
    {
        elapsed = elapsed > SwitchOverAt ? SwitchOverAt : elapsed;
        var now = Passes.LastOrDefault(p => p.Start <= elapsed);
        var begun = Passes.Where(p => !p.OfDisks && p.Start <= elapsed).ToArray();
        var sent = begun.Sum(p => p.SentAt(elapsed));
        var copied = Passes.Where(p => p.OfDisks).Sum(p => p.SentAt(elapsed));
        return new JobReport(operation, Bounded ? JobType.Bounded : JobType.Unbounded, Milliseconds(elapsed),
            Bounded ? Milliseconds(SwitchOverAt - elapsed) : 0,
            begun.Length == 0 ? default : new Transfer(Memory, sent, begun[^1].Bytes - begun[^1].SentAt(elapsed)),
            new Transfer(Disks, copied, Disks - copied))
        {
            SetupTime = Milliseconds(Setup),
            Downtime = Milliseconds(Downtime),
            MemoryBps = now.OfDisks ? 0 : now.Rate,
            DiskBps = now.OfDisks ? now.Rate : 0,
            DirtyRate = begun.Length > 1 ? DirtyRate / JobReport.PageSize : 0,
            Iteration = begun.Length,
        };
    }

    // A scenario that says how long it takes: one pass over all, at the rate that this needs, and a last one of the downtime's worth.
    private static ImmutableArray<JobPass> Even(MigrationPlan plan, TimeSpan length, long memory, long disks, bool guestRuns)
    {
        var live = length - plan.Setup - plan.MaxDowntime;
        var forDisks = TimeSpan.FromTicks(JobPass.Scaled(disks, live.Ticks, Math.Max(1, memory + disks)));
        var start = plan.Setup + forDisks;
        var forMemory = live - forDisks;
        var rest = guestRuns ? Pages(Math.Min(memory, JobPass.Scaled(memory, plan.MaxDowntime.Ticks, Math.Max(1, forMemory.Ticks)))) : 0;
        ImmutableArray<JobPass> passes = [new(false, start, forMemory, memory), new(false, start + forMemory, plan.MaxDowntime, rest)];
        return disks == 0 ? passes : passes.Insert(0, new JobPass(true, plan.Setup, forDisks, disks));
    }

    private static ImmutableArray<JobPass> Converging(MigrationPlan plan, long memory, long disks, long dirty)
    {
        var passes = ImmutableArray.CreateBuilder<JobPass>();
        var at = plan.Setup;
        void Add(bool ofDisks, long bytes)
        {
            passes.Add(new JobPass(ofDisks, at, Time(bytes, plan.Bandwidth), bytes));
            at = passes[^1].End;
        }

        if (disks > 0)
            Add(true, disks);
        var small = JobPass.Scaled(plan.Bandwidth, plan.MaxDowntime.Ticks, TimeSpan.TicksPerSecond);
        var left = memory;
        for (var number = 1; number == 1 || (left > small && number <= plan.MaxPasses); number++)
        {
            Add(false, left);
            left = Pages(Math.Min(memory, JobPass.Scaled(dirty, passes[^1].Length.Ticks, TimeSpan.TicksPerSecond)));
        }

        Add(false, left);
        return passes.ToImmutable();
    }

    // Rounded up, so that a pass is never through before its last byte.
    private static TimeSpan Time(long bytes, long rate) =>
        TimeSpan.FromTicks((long)((((Int128)bytes * TimeSpan.TicksPerSecond) + rate - 1) / rate));

    private static long Pages(long bytes) => bytes / JobReport.PageSize * JobReport.PageSize;

    private static long Milliseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;
}
