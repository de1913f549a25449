using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.StandIns.Tempo.TraceQl;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>Looks through the rows that were cut, the newest first.</summary>
internal sealed class Searcher(TraceStore store)
{
    /// <summary>The traces that a request asks for, the newest first, and how many bytes were looked at.</summary>
    public (IReadOnlyList<FoundTrace> Traces, long Bytes) Find(SearchRequest request)
    {
        var found = new List<FoundTrace>();
        var needed = request.Query is { } query ? Prefilter.Of(query) : Prefilter.Of(LegacyTags.Needed(request.Tags));
        long bytes = 0;
        foreach (var (id, rows) in store.Searchable())
        {
            FoundTrace? trace = null;
            foreach (var row in rows)
            {
                bytes += row.Batches.Sum(b => (long)b.Bytes.Length + b.Head.Packed.Length);
                if (!IsInRange(row, request.Range) || !needed.MayMatch(row))
                    continue;
                var view = new TraceView(id, row);
                if (Sets(view, request) is { } sets)
                    (trace ??= new FoundTrace(id)).Add(view, sets);
            }

            if (trace is not null)
                found.Add(trace);
            if (found.Count == request.Limit)
                break;
        }

        return ([.. found.OrderByDescending(t => t.Start)], bytes);
    }

    /// <summary>The spans that a query matches, or all, row by row.</summary>
    public IEnumerable<SpanView> Spans(TraceQuery? query, (long Start, long End) range)
    {
        var needed = query is null ? null : Prefilter.Of(query);
        foreach (var (id, rows) in store.Searchable())
        {
            foreach (var row in rows.Where(r => IsInRange(r, range) && (needed?.MayMatch(r) ?? true)))
            {
                var view = new TraceView(id, row);
                foreach (var span in query is null ? view.Spans : query.Run(view).SelectMany(s => s.Spans).Distinct())
                    yield return span;
            }
        }
    }

    // Null when the trace does not match; no sets when it is a search by tags.
    private static IReadOnlyList<Spanset>? Sets(TraceView view, SearchRequest request)
    {
        if (request.Query is { } query)
            return query.Run(view) is { Count: > 0 } sets ? sets : null;
        var milliseconds = (long)((view.End - view.Start) / 1_000_000);
        return (request.MinMilliseconds == 0 || milliseconds >= request.MinMilliseconds)
            && (request.MaxMilliseconds == 0 || milliseconds <= request.MaxMilliseconds)
            && LegacyTags.Match(view, request.Tags) ? [] : null;
    }

    private static bool IsInRange(TraceRow row, (long Start, long End) range) =>
        range == (0, 0) || (row.Start <= (ulong)range.End * 1_000_000_000 && row.End >= (ulong)range.Start * 1_000_000_000);
}
