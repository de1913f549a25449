using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>A family of scraped series on its way to be one metric of OpenTelemetry.</summary>
/// <param name="name">Name of the metric.</param>
/// <param name="metadata">What the target told of it.</param>
internal sealed class MetricFamily(string name, FamilyMetadata metadata)
{
    private static readonly string[] s_notAttributes = ["__name__", "job", "instance", "__scheme__", "__metrics_path__"];
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly List<Group> _order = [];

    private bool IsMerged => metadata.Type is "histogram" or "summary";

    private bool IsSum => metadata.Type is "counter" or "info" or "stateset";

    private string? Bound => metadata.Type switch { "histogram" => "le", "summary" => "quantile", _ => null };

    /// <summary>Adds a sample; false when it does not fit what its group has.</summary>
    public bool Add(SampleLine sample, long milliseconds)
    {
        var group = GroupOf(sample.Labels, milliseconds);
        if (group.Milliseconds != milliseconds)
            return false;
        if (sample.Exemplar is not null)
            group.Exemplars.Add(sample.Exemplar);
        if (!IsMerged)
        {
            if (IsSum && sample.Name.EndsWith("_created", StringComparison.Ordinal))
                group.Created = sample.Value;
            else
                group.Value = sample.Value;
            return true;
        }

        if (sample.Name == name + "_sum")
            group.Sum = sample.Value;
        else if (sample.Name == name + "_count")
            group.Count = sample.Value;
        else if (sample.Name == name + "_created")
            group.Created = sample.Value;
        else
            return double.TryParse(sample.Labels.Of(Bound!).Replace("Inf", "Infinity", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
                && Keep(group, bound, sample.Value);
        return true;
    }

    /// <summary>The metric; null when no point of it is whole.</summary>
    public Metric? ToMetric()
    {
        var metric = new Metric { Name = name, Description = metadata.Help, Unit = Units.ToUcum(metadata.Unit) };
        metric.Metadata.Add(Attribute("prometheus.type", metadata.Type));
        if (metadata.Type == "histogram")
        {
            metric.Histogram = new() { AggregationTemporality = AggregationTemporality.Cumulative };
            metric.Histogram.DataPoints.AddRange(_order.Select(ToHistogram).OfType<HistogramDataPoint>());
            return metric.Histogram.DataPoints.Count > 0 ? metric : null;
        }

        if (metadata.Type == "summary")
        {
            metric.Summary = new Summary();
            metric.Summary.DataPoints.AddRange(_order.Where(g => g.Count is not null).Select(ToSummary));
            return metric.Summary.DataPoints.Count > 0 ? metric : null;
        }

        var points = _order.Where(g => g.Value is not null).Select(ToNumber).ToList();
        if (IsSum)
            (metric.Sum = new Sum { AggregationTemporality = AggregationTemporality.Cumulative, IsMonotonic = metadata.Type == "counter" }).DataPoints.AddRange(points);
        else
            (metric.Gauge = new Gauge()).DataPoints.AddRange(points);
        return points.Count > 0 ? metric : null;
    }

    private Group GroupOf(Labels labels, long milliseconds)
    {
        var key = labels.Key([.. s_notAttributes, Bound ?? "__name__"]);
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups[key] = group = new Group(labels, milliseconds);
            _order.Add(group);
        }

        return group;
    }

    private HistogramDataPoint? ToHistogram(Group group)
    {
        if (group.Count is not { } count)
            return null;
        var stale = group.IsStale;
        var buckets = group.Bounds.OrderBy(b => b.Bound).Where(b => !double.IsPositiveInfinity(b.Bound)).ToList();
        var point = new HistogramDataPoint { TimeUnixNano = group.Nanoseconds, StartTimeUnixNano = group.Start, Flags = stale ? 1u : 0 };
        var before = 0.0;
        foreach (var (bound, value) in buckets.Append((double.PositiveInfinity, count)))
        {
            // Counts that fall from bucket to bucket cannot be told in OpenTelemetry.
            if (!stale && !(value >= before))
                return null;
            if (!double.IsPositiveInfinity(bound))
                point.ExplicitBounds.Add(bound);
            point.BucketCounts.Add(stale ? 0 : (ulong)(value - before));
            before = value;
        }

        if (!stale)
        {
            point.Count = (ulong)count;
            if (group.Sum is { } sum)
                point.Sum = sum;
        }

        Describe(group, point.Attributes);
        point.Exemplars.AddRange(group.Exemplars.Select(e => ToExemplar(e, group)));
        return point;
    }

    private SummaryDataPoint ToSummary(Group group)
    {
        var point = new SummaryDataPoint { TimeUnixNano = group.Nanoseconds, StartTimeUnixNano = group.Start, Flags = group.IsStale ? 1u : 0 };
        if (!group.IsStale)
            (point.Count, point.Sum) = ((ulong)group.Count!.Value, group.Sum ?? 0);
        foreach (var (bound, value) in group.Bounds.OrderBy(b => b.Bound))
            point.QuantileValues.Add(new SummaryDataPoint.Types.ValueAtQuantile { Quantile = bound, Value = group.IsStale ? 0 : value });
        Describe(group, point.Attributes);
        return point;
    }

    private NumberDataPoint ToNumber(Group group)
    {
        var point = new NumberDataPoint { TimeUnixNano = group.Nanoseconds, StartTimeUnixNano = IsSum ? group.Start : 0 };
        if (group.IsStale)
            point.Flags = 1;
        else
            point.AsDouble = group.Value!.Value;
        Describe(group, point.Attributes);
        point.Exemplars.AddRange(group.Exemplars.Select(e => ToExemplar(e, group)));
        return point;
    }

    private void Describe(Group group, RepeatedField<KeyValue> attributes)
    {
        foreach (var (label, value) in group.Labels)
        {
            if (value.Length > 0 && label != Bound && !s_notAttributes.Contains(label) && label is not ("otel_scope_name" or "otel_scope_version"))
                attributes.Add(Attribute(label, value));
        }
    }

    private static Exemplar ToExemplar(ExemplarLine from, Group group)
    {
        var exemplar = new Exemplar { AsDouble = from.Value, TimeUnixNano = from.Milliseconds is { } at ? (ulong)at * 1_000_000 : group.Nanoseconds };
        foreach (var (label, value) in from.Labels)
        {
            if (label == "trace_id" && Id(value, 16) is { } trace)
                exemplar.TraceId = trace;
            else if (label == "span_id" && Id(value, 8) is { } span)
                exemplar.SpanId = span;
            else
                exemplar.FilteredAttributes.Add(Attribute(label, value));
        }

        return exemplar;
    }

    private static ByteString? Id(string text, int bytes) =>
        text.Length > 0 && text.Length <= 2 * bytes && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? ByteString.CopyFrom(Convert.FromHexString(text.PadLeft(2 * bytes, '0'))) : null;

    private static bool Keep(Group group, double bound, double value)
    {
        group.Bounds.Add((bound, value));
        return true;
    }

    private static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private sealed class Group(Labels labels, long milliseconds)
    {
        public Labels Labels { get; } = labels;

        public long Milliseconds { get; } = milliseconds;

        public ulong Nanoseconds => (ulong)Milliseconds * 1_000_000;

        public double? Value { get; set; }

        public double? Sum { get; set; }

        public double? Count { get; set; }

        public double Created { get; set; }

        public List<(double Bound, double Value)> Bounds { get; } = [];

        public List<ExemplarLine> Exemplars { get; } = [];

        // The receiver tells a start only where the target tells when the series was created.
        public ulong Start => Created > 0 ? (ulong)(Created * 1e9) : 0;

        public bool IsStale => Marked(Value) || Marked(Sum) || Marked(Count);

        private static bool Marked(double? value) =>
            value is { } number && BitConverter.DoubleToUInt64Bits(number) == BitConverter.DoubleToUInt64Bits(Translator.Stale);
    }
}
