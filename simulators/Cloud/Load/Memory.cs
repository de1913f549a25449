namespace Validation.Simulators.Cloud.Load;

/// <summary>Paging counters of a guest since it booted.</summary>
/// <param name="SwapIn">Swapped in, KiB.</param>
/// <param name="SwapOut">Swapped out, KiB.</param>
/// <param name="MajorFaults">Page faults that went to disk.</param>
/// <param name="MinorFaults">Page faults served from memory.</param>
public readonly record struct PagingCounters(long SwapIn, long SwapOut, long MajorFaults, long MinorFaults)
{
    /// <summary>Adds what was counted before.</summary>
    public static PagingCounters operator +(PagingCounters a, PagingCounters b) =>
        new(a.SwapIn + b.SwapIn, a.SwapOut + b.SwapOut, a.MajorFaults + b.MajorFaults, a.MinorFaults + b.MinorFaults);
}

/// <summary>What a guest does with its memory.</summary>
/// <param name="UsedPerMille">Thousandths of what it has that programs use.</param>
/// <param name="SwingPerMille">How much more it is at the peak of the rhythm.</param>
/// <param name="CachePerMille">Thousandths that hold disk caches.</param>
/// <param name="BalloonPerMille">Thousandths of the flavour's memory that the balloon leaves to the guest.</param>
/// <param name="SwapIn">KiB a second.</param>
/// <param name="SwapOut">KiB a second.</param>
/// <param name="MajorFaults">A second.</param>
/// <param name="MinorFaults">A second.</param>
public readonly record struct MemoryRates(int UsedPerMille, int SwingPerMille, int CachePerMille, int BalloonPerMille,
    Wave SwapIn, Wave SwapOut, Wave MajorFaults, Wave MinorFaults)
{
    /// <summary>The paging counters after that time.</summary>
    public PagingCounters After(Elapsed e) => new(SwapIn.After(e), SwapOut.After(e), MajorFaults.After(e), MinorFaults.After(e));
}

/// <summary>
/// A guest's memory at one moment, KiB, as its balloon driver reports it. Always
/// 0 &lt;= unused &lt;= usable &lt;= available &lt;= actual &lt;= maximum, and unused + caches &lt;= available.
/// </summary>
/// <param name="Actual">What the balloon leaves to the guest.</param>
/// <param name="Maximum">What its flavour gives it.</param>
/// <param name="Available">What its kernel manages.</param>
/// <param name="Usable">What programs could have without swapping.</param>
/// <param name="Unused">What nobody uses.</param>
/// <param name="DiskCaches">What holds disk caches.</param>
/// <param name="Rss">What the host has given to the process.</param>
/// <param name="LastUpdate">When the balloon driver reported, guest time; it does so every ten seconds.</param>
/// <param name="Paging">Counters.</param>
public readonly record struct MemoryReading(long Actual, long Maximum, long Available, long Usable, long Unused, long DiskCaches, long Rss,
    DateTimeOffset LastUpdate, PagingCounters Paging);
