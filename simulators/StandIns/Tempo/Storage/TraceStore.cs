using System.Collections.Immutable;

namespace Validation.Simulators.StandIns.Tempo.Storage;

/// <summary>What became of spans that were handed to the store.</summary>
internal enum Kept
{
    /// <summary>They are held.</summary>
    Yes,

    /// <summary>They are held, and the trace was not live before.</summary>
    New,

    /// <summary>There are too many traces that are not complete.</summary>
    LiveTracesExceeded,

    /// <summary>The trace is too large.</summary>
    TraceTooLarge,
}

/// <summary>
/// All traces, in memory. A trace grows until it was quiet for a while; then it is cut, and from there on search sees what was cut. It
/// is found by its id all the time. Spans that come after a cut make a row of their own, as in Tempo's log; the rows become one when
/// the block is cut.
/// </summary>
internal sealed class TraceStore(TempoConfig config, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, TraceEntry> _traces = [];
    private readonly HashSet<TraceEntry> _live = [];
    private readonly HashSet<TraceEntry> _block = [];
    private List<TraceEntry> _searchable = [];
    private DateTimeOffset _blockStart = clock.GetUtcNow();

    /// <summary>How many traces are not complete.</summary>
    public int LiveTraces
    {
        get
        {
            lock (_gate)
                return _live.Count;
        }
    }

    /// <summary>Takes batches of a trace, or does not.</summary>
    /// <param name="id">The trace.</param>
    /// <param name="batches">Its batches.</param>
    /// <param name="start">Start of their first span.</param>
    /// <param name="end">End of their last span.</param>
    /// <param name="bytes">What they count against the limit.</param>
    public Kept Push(UInt128 id, IReadOnlyList<PackedBatch> batches, ulong start, ulong end, int bytes)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            // Tempo asks this for every push, also to a trace that is live already.
            if (config.Limits.MaxTraces > 0 && _live.Count >= config.Limits.MaxTraces)
                return Kept.LiveTracesExceeded;
            var entry = _traces.GetValueOrDefault(id);
            if (config.Limits.MaxTraceBytes > 0 && (entry?.BlockBytes ?? 0) + bytes > config.Limits.MaxTraceBytes)
                return Kept.TraceTooLarge;
            if (entry is null)
                _traces.Add(id, entry = new TraceEntry(id));
            entry.BlockBytes += bytes;
            _block.Add(entry);
            var isNew = entry.Live is null;
            if (entry.Live is not { } live)
            {
                entry.Live = live = new LiveTrace(now);
                _live.Add(entry);
            }

            live.Batches.AddRange(batches);
            (live.Appended, live.Start, live.End) = (now, Math.Min(live.Start, start), Math.Max(live.End, end));
            return isNew ? Kept.New : Kept.Yes;
        }
    }

    /// <summary>Cuts the traces that were quiet long enough, or all; then the block, when it is old enough or all is cut.</summary>
    public void Cut(bool all = false)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var entry in _live.Where(e => all || now - e.Live!.Appended > config.TraceIdle || now - e.Live.Created > config.TraceLive).ToList())
            {
                var live = entry.Live!;
                if (entry.Rows.Length == 0)
                    _searchable.Add(entry);
                entry.Rows = [.. entry.Rows, new TraceRow([.. Rebatch(live.Batches)], live.Start, live.End)];
                entry.Live = null;
                _live.Remove(entry);
            }

            if (all || now - _blockStart > config.MaxBlock)
                CutBlock(now);
        }
    }

    /// <summary>Forgets traces that ended before the retention.</summary>
    /// <returns>How many.</returns>
    public int Expire()
    {
        var oldest = (ulong)(clock.GetUtcNow() - config.Retention - DateTimeOffset.UnixEpoch).Ticks * 100;
        lock (_gate)
        {
            var gone = _searchable.Where(e => e.Live is null && e.Rows.All(r => r.End < oldest)).ToHashSet();
            if (gone.Count == 0)
                return 0;
            _searchable = [.. _searchable.Where(e => !gone.Contains(e))];
            foreach (var entry in gone)
            {
                _traces.Remove(entry.Id);
                _block.Remove(entry);
            }

            return gone.Count;
        }
    }

    /// <summary>All parts of a trace in the order in which Tempo merges them, the live one first; none when there is no such trace.</summary>
    public ImmutableArray<TraceRow> Parts(UInt128 id)
    {
        lock (_gate)
        {
            return _traces.TryGetValue(id, out var entry)
                ? [.. entry.Live is { } live ? [new TraceRow([.. live.Batches], live.Start, live.End)] : Array.Empty<TraceRow>(), .. entry.Rows]
                : [];
        }
    }

    /// <summary>What search sees, what was cut last first.</summary>
    public IEnumerable<(UInt128 Id, TraceRow[] Rows)> Searchable()
    {
        TraceEntry[] all;
        lock (_gate)
            all = [.. _searchable];
        for (var i = all.Length - 1; i >= 0; i--)
            yield return (all[i].Id, all[i].Rows);
    }

    // Batches of the same head become one, as Tempo's encoding of a block does (vparquet4, rebatchTrace).
    private static IEnumerable<PackedBatch> Rebatch(List<PackedBatch> batches) => batches.Count == 1 ? batches
        : batches.GroupBy(b => b.Head).Select(g => g.Count() == 1 ? g.First() : new PackedBatch(g.Key, [.. g.SelectMany(b => b.Bytes)]));

    private void CutBlock(DateTimeOffset now)
    {
        foreach (var entry in _block)
        {
            entry.BlockBytes = 0;
            if (entry.Rows.Length > 1)
                entry.Rows = [Merge.Into(entry.Rows)];
        }

        _block.Clear();
        _block.TrimExcess();
        _blockStart = now;
    }
}
