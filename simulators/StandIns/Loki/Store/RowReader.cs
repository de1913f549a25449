namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>
/// Reads a stream's lines in the order of their times, lines of one time in the order of arrival (backwards: all the other way round).
/// A line that is there twice with the same time is given once, as Loki does, whatever its metadata.
/// </summary>
internal static class RowReader
{
    private const int FewLines = 8;

    public static IEnumerable<Row> Read(IReadOnlyList<Segment> segments, long from, long to, bool forward)
    {
        var clusters = Clusters(segments);
        if (!forward)
            clusters.Reverse();
        foreach (var cluster in clusters)
        {
            var rows = Rows(cluster, from, to);
            if (!forward)
                rows.Reverse();
            foreach (var row in rows)
                yield return row;
        }
    }

    // Segments whose times overlap have to be sorted together.
    private static List<List<Segment>> Clusters(IReadOnlyList<Segment> segments)
    {
        var clusters = new List<List<(int Arrival, Segment Segment)>>();
        var newest = long.MinValue;
        foreach (var (arrival, segment) in segments.Index().OrderBy(s => s.Item.Oldest))
        {
            if (clusters.Count == 0 || segment.Oldest > newest)
                clusters.Add([]);
            clusters[^1].Add((arrival, segment));
            newest = Math.Max(newest, segment.Newest);
        }

        return [.. clusters.Select(c => c.OrderBy(s => s.Arrival).Select(s => s.Segment).ToList())];
    }

    private static List<Row> Rows(List<Segment> cluster, long from, long to)
    {
        var rows = new List<Row>(cluster.Sum(s => s.Count));
        foreach (var segment in cluster)
            segment.ReadInto(rows, from, to);
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].UnixNano >= rows[i - 1].UnixNano)
                continue;
            rows = [.. rows.OrderBy(r => r.UnixNano)];
            break;
        }

        return Distinct(rows);
    }

    private static List<Row> Distinct(List<Row> rows)
    {
        var kept = 0;
        for (var i = 0; i < rows.Count;)
        {
            var end = i + 1;
            while (end < rows.Count && rows[end].UnixNano == rows[i].UnixNano)
                end++;
            kept = end - i == 1 ? Keep(rows, kept, rows[i]) : KeepDistinct(rows, i, end, kept);
            i = end;
        }

        rows.RemoveRange(kept, rows.Count - kept);
        return rows;
    }

    private static int KeepDistinct(List<Row> rows, int from, int end, int kept)
    {
        var first = kept;
        var texts = end - from > FewLines ? new HashSet<string>(StringComparer.Ordinal) : null;
        for (var i = from; i < end; i++)
        {
            var row = rows[i];
            if (texts is not null ? texts.Add(row.Text) : !Has(rows, first, kept, row))
                kept = Keep(rows, kept, row);
        }

        return kept;
    }

    private static bool Has(List<Row> rows, int from, int end, Row row)
    {
        for (var i = from; i < end; i++)
        {
            if (rows[i].LineBytes.SequenceEqual(row.LineBytes))
                return true;
        }

        return false;
    }

    private static int Keep(List<Row> rows, int at, Row row)
    {
        rows[at] = row;
        return at + 1;
    }
}
