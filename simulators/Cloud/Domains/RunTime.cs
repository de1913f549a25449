namespace Validation.Simulators.Cloud.Domains;

/// <summary>How long a domain's virtual CPUs ran under its present load plan.</summary>
/// <param name="Banked">Ticks of 100 ns up to <paramref name="Mark"/>.</param>
/// <param name="Mark">When it last started, stopped, or was read into the bank.</param>
/// <param name="Runs">True when time counts now.</param>
public readonly record struct RunTime(long Banked, DateTimeOffset Mark, bool Runs)
{
    /// <summary>Ticks at that moment; a moment before the mark counts as the mark.</summary>
    public long At(DateTimeOffset now) => Runs && now > Mark ? Banked + (now - Mark).Ticks : Banked;

    /// <summary>The same time, counting from now on or not.</summary>
    public RunTime Turned(bool runs, DateTimeOffset now) => new(At(now), now, runs);

    /// <summary>Nothing counted yet.</summary>
    public static RunTime From(DateTimeOffset now, bool runs) => new(0, now, runs);
}
