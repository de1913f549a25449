using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>A line of an answer.</summary>
/// <param name="UnixNano">Its time.</param>
/// <param name="Text">The line.</param>
/// <param name="Metadata">Structured metadata.</param>
/// <param name="Parsed">Labels that the pipeline made.</param>
internal sealed record FoundLine(long UnixNano, string Text, Labels Metadata, Labels Parsed);

/// <summary>Lines of an answer that share their labels.</summary>
internal sealed record FoundStream(Labels Labels, List<FoundLine> Lines);

/// <summary>What an answer cost.</summary>
/// <param name="Bytes">Bytes of lines that were looked at.</param>
/// <param name="Lines">Lines that were looked at.</param>
/// <param name="Left">Lines that passed the pipeline.</param>
/// <param name="Returned">Lines or series in the answer.</param>
internal readonly record struct QueryCost(long Bytes, long Lines, long Left, long Returned);

/// <summary>Answers a log query.</summary>
/// <param name="Logs">The query.</param>
/// <param name="From">First nanosecond.</param>
/// <param name="To">The one after the last.</param>
/// <param name="Limit">Most lines.</param>
/// <param name="Forward">Oldest first.</param>
/// <param name="Interval">Least nanoseconds from a line to the next in the answer; 0 for all lines.</param>
/// <param name="Categorized">Keep labels of the stream, metadata and parsed labels apart.</param>
internal sealed record LogQuery(LogExpression Logs, long From, long To, int Limit, bool Forward, long Interval, bool Categorized)
{
    public (List<FoundStream> Streams, QueryCost Cost) Run(Tenant tenant)
    {
        var found = new Dictionary<string, FoundStream>(StringComparer.Ordinal);
        var line = new Line();
        long bytes = 0, seen = 0, kept = 0, left = 0;
        long? last = null;
        foreach (var (labels, row) in Merged(tenant))
        {
            bytes += row.LineLength;
            seen++;
            line.Begin(labels, tenant.Packer, row);
            if (!Logs.Process(line))
                continue;
            left++;
            if (Interval > 0 && last is { } before && Math.Abs(row.UnixNano - before) < Interval)
                continue;
            last = row.UnixNano;
            Add(found, line);
            if (++kept == Limit)
                break;
        }

        return ([.. found.Values.OrderBy(s => s.Labels.Text, StringComparer.Ordinal)], new QueryCost(bytes, seen, left, kept));
    }

    private void Add(Dictionary<string, FoundStream> found, Line line)
    {
        var labels = Categorized ? Labels.From(line.StreamLabels) : line.All;
        if (!found.TryGetValue(labels.Text, out var stream))
            found.Add(labels.Text, stream = new FoundStream(labels, []));
        stream.Lines.Add(Categorized
            ? new FoundLine(line.UnixNano, line.Text, Labels.From(line.Metadata), Labels.From(line.Parsed))
            : new FoundLine(line.UnixNano, line.Text, Labels.Empty, Labels.Empty));
    }

    // Streams are merged by time; lines of one time come in the order of their streams' labels.
    private IEnumerable<(Labels Labels, Row Row)> Merged(Tenant tenant)
    {
        var heads = new PriorityQueue<(Labels Labels, IEnumerator<Row> Rows), (long, int)>();
        var readers = new List<IEnumerator<Row>>();
        var order = 0;
        var sign = Forward ? 1 : -1;
        try
        {
            foreach (var (labels, segments) in tenant.Select(Logs.Selects, From, To))
            {
                var rows = RowReader.Read(segments, From, To, Forward).GetEnumerator();
                readers.Add(rows);
                if (rows.MoveNext())
                    heads.Enqueue((labels, rows), (sign * rows.Current.UnixNano, sign * order++));
            }

            while (heads.TryDequeue(out var head, out var priority))
            {
                yield return (head.Labels, head.Rows.Current);
                if (head.Rows.MoveNext())
                    heads.Enqueue(head, (sign * head.Rows.Current.UnixNano, priority.Item2));
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }
}
