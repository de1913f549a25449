namespace Validation.Simulators.Cloud.Load;

/// <summary>How long a guest ran, and how much of that it was busy; in ticks of 100 ns.</summary>
/// <param name="Run">Time the guest's vCPUs ran.</param>
/// <param name="Busy">The part of it inside bursts.</param>
public readonly record struct Elapsed(long Run, long Busy);

/// <summary>When a guest is busy: for the first <paramref name="Busy"/> of every <paramref name="Period"/>.</summary>
/// <param name="Period">Length of one cycle; zero for a guest that has no bursts.</param>
/// <param name="Busy">Length of the burst, at most the period.</param>
public readonly record struct Rhythm(TimeSpan Period, TimeSpan Busy)
{
    /// <summary>No bursts.</summary>
    public static Rhythm None => default;

    /// <summary>Splits running time: monotonic in both parts.</summary>
    public Elapsed After(long run)
    {
        if (Period.Ticks == 0)
            return new Elapsed(run, 0);
        var (cycles, rest) = Math.DivRem(run, Period.Ticks);
        return new Elapsed(run, (cycles * Busy.Ticks) + Math.Min(rest, Busy.Ticks));
    }
}

/// <summary>A counter's growth: exact integers, so that its value after any span can be demanded exactly.</summary>
/// <param name="Steady">Units a second of running time.</param>
/// <param name="Burst">Units a second of busy time, on top.</param>
public readonly record struct Wave(long Steady, long Burst = 0)
{
    /// <summary>Whole units after that time, rounded down; never decreases.</summary>
    public long After(Elapsed elapsed) => Grown(Steady, elapsed.Run) + (Burst == 0 ? 0 : Grown(Burst, elapsed.Busy));

    /// <summary>The same at <paramref name="perMille"/> thousandths of the rates, rounded; what grows never stands still.</summary>
    public Wave Scaled(int perMille) => new(Scale(Steady, perMille), Scale(Burst, perMille));

    private static long Scale(long rate, int perMille) => rate == 0 ? 0 : Math.Max(1, ((rate * perMille) + 500) / 1000);

    // Seconds and rest apart: the product of a rate in ns and a year in ticks has no room in 64 bits.
    private static long Grown(long rate, long ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        return (rate * seconds) + (rate * rest / TimeSpan.TicksPerSecond);
    }
}
