using System.Collections.Immutable;
using System.Globalization;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Tempo.TraceQl;
using Kind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>A series of TraceQL metrics.</summary>
/// <param name="Labels">What it is of.</param>
/// <param name="Values">A value a point; NaN where there is none.</param>
internal sealed record MetricsSeries(ImmutableArray<(string Name, TraceValue Value)> Labels, double[] Values);

/// <summary>Evaluates TraceQL metrics: the value at a point is of the spans that started after the point before it, until it.</summary>
internal sealed class MetricsQuery(Searcher searcher, TempoConfig config, TimeProvider clock)
{
    private const long Second = 1_000_000_000;
    private const long MostPoints = 100_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(3);

    /// <summary>Evaluates over time; also gives the points in Unix milliseconds.</summary>
    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public (IReadOnlyList<MetricsSeries> Series, ImmutableArray<long> Points) Range(QueryParameters parameters)
    {
        var (query, start, end) = Read(parameters);
        var step = Step(parameters.Text("step"), end - start);
        start -= start % step;
        end += (step - end % step) % step;
        if ((end - start) / step >= MostPoints)
            throw new BadQueryException($"the stand-in for Tempo does not know metrics of more than {MostPoints} steps");
        var count = (int)((end - start) / step) + 1;
        var series = Evaluate(query, start - step, end, step, count);
        return (series, [.. Enumerable.Range(0, count).Select(i => (start + i * step) / 1_000_000)]);
    }

    /// <summary>Evaluates to one value a series.</summary>
    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public IReadOnlyList<MetricsSeries> Instant(QueryParameters parameters)
    {
        var (query, start, end) = Read(parameters);
        return Evaluate(query, start, end, end - start, 1);
    }

    private (TraceQuery Query, long Start, long End) Read(QueryParameters parameters)
    {
        var query = QueryParameters.TraceQl(parameters.Text("q") ?? parameters.Text("query") ?? "");
        if (query.Metrics is null)
            throw new BadQueryException("not a metrics query");
        if (query.Metrics.Name == "quantile_over_time")
            throw new BadQueryException("the stand-in for Tempo does not know quantile_over_time");
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var end = Moment(parameters.Text("end")) ?? now;
        var start = Moment(parameters.Text("start")) ?? Math.Min(end, now) - 3600 * Second;
        if (end <= start)
            throw new BadQueryException("end must be greater than start");
        return end - start > s_longest.Ticks * 100
            ? throw new BadQueryException("metrics query time range exceeds the maximum allowed duration of 3h0m0s")
            : (query, start, end);
    }

    private static long? Moment(string? text)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return text.Length <= 10 ? whole * Second : whole;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && decimal.Abs(seconds) < long.MaxValue / Second)
            return (long)(seconds * Second);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (at - DateTimeOffset.UnixEpoch).Ticks * 100
            : throw new BadQueryException($"cannot parse \"{text}\" to a valid timestamp");
    }

    // Without a step Tempo chooses one that gives about 100 points.
    private static long Step(string? text, long span)
    {
        if (text is null)
            return Math.Max(span / 100 / Second, 1) * Second;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 1e-9 and < long.MaxValue / Second)
            return (long)(seconds * Second);
        return GoDurations.TryParse(text, out var step) && step > TimeSpan.Zero
            ? step.Ticks * 100
            : throw new BadQueryException($"cannot parse \"{text}\" to a valid duration");
    }

    private List<MetricsSeries> Evaluate(TraceQuery query, long after, long until, long step, int points)
    {
        var metrics = query.Metrics!;
        var cells = new SortedDictionary<string, (ImmutableArray<(string, TraceValue)> Labels, Cell[] Points)>(StringComparer.Ordinal);
        foreach (var span in searcher.Spans(query, (after / Second, until / Second + 1)))
        {
            var at = (long)span.Span.StartTimeUnixNano;
            if (at <= after || at > until || (config.Generator.FilterServerSpans && span.Span.Kind != Kind.Server && !span.Span.ParentSpanId.IsEmpty))
                continue;
            var value = metrics.Of?.Of(span) ?? TraceValue.Of(1L);
            if (!value.IsNumber)
                continue;
            ImmutableArray<(string, TraceValue)> labels = metrics.By.Count == 0
                ? [("__name__", TraceValue.Of(metrics.Name))]
                : [.. metrics.By.Select(f => (f.ToString(), f.Of(span)))];
            var key = string.Join('\u0001', labels.Select(l => $"{l.Item2.Type}{l.Item2}"));
            if (!cells.TryGetValue(key, out var series))
                cells.Add(key, series = (labels, [.. Enumerable.Range(0, points).Select(_ => new Cell())]));
            series.Points[(at - after - 1) / step].Add(value.Type == TraceType.Duration ? value.Number / Second : value.Number);
        }

        return [.. cells.Values.Select(s => new MetricsSeries(s.Labels, [.. s.Points.Select(p => p.Value(metrics.Name, step))]))];
    }

    private sealed class Cell
    {
        private long _count;
        private double _sum;
        private double _min = double.PositiveInfinity;
        private double _max = double.NegativeInfinity;

        public void Add(double value) => (_count, _sum, _min, _max) = (_count + 1, _sum + value, Math.Min(_min, value), Math.Max(_max, value));

        public double Value(string function, long step) => function switch
        {
            "rate" => _count / (step / (double)Second),
            "count_over_time" => _count,
            _ when _count == 0 => double.NaN,
            "min_over_time" => _min,
            "max_over_time" => _max,
            "avg_over_time" => _sum / _count,
            _ => _sum,
        };
    }
}
