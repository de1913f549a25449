using System.Collections.Immutable;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>What a batch became.</summary>
/// <param name="Series">The series.</param>
/// <param name="Problems">Why metrics are missing from it; empty when none is.</param>
internal sealed record Translation(SeriesSet Series, ImmutableArray<string> Problems);

/// <summary>Metrics of OpenTelemetry as series of Prometheus: the collector's translator <c>prometheusremotewrite</c>.</summary>
internal sealed class Translator
{
    private readonly WriteSettings _settings;
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);
    private readonly SeriesSet _series = new();
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    private Translator(WriteSettings settings) => _settings = settings;

    /// <summary>Prometheus' stale marker: a NaN of its own.</summary>
    public static double Stale { get; } = BitConverter.UInt64BitsToDouble(0x7ff0000000000002);

    /// <summary>Translates a batch.</summary>
    public static Translation Translate(ExportMetricsServiceRequest batch, WriteSettings settings)
    {
        var translator = new Translator(settings);
        foreach (var resource in batch.ResourceMetrics)
            translator.Add(resource);
        return new Translation(translator._series, translator._problems.ToImmutable());
    }

    /// <summary>Nanoseconds as Prometheus' milliseconds, cut.</summary>
    public static long Milliseconds(ulong nanoseconds) => (long)(nanoseconds / 1_000_000);

    private void Add(ResourceMetrics resource)
    {
        var latest = 0UL;
        foreach (var scope in resource.ScopeMetrics)
        {
            var labels = new LabelMaker(_settings, _names, resource.Resource, scope.Scope);
            foreach (var metric in scope.Metrics)
            {
                latest = Math.Max(latest, Latest(metric));
                Add(metric, labels);
            }
        }

        if (_settings.TargetInfo && latest > 0 && new LabelMaker(_settings, _names, resource.Resource, null).OfTarget() is { } target)
        {
            var name = _settings.Prefix.Length == 0 ? "target_info" : _settings.Prefix + "_target_info";
            _series.Of(name, target).Samples.Add(new Sample { Value = 1, Timestamp = Milliseconds(latest) });
        }
    }

    private void Add(Metric metric, LabelMaker labels)
    {
        if (!IsCumulative(metric))
        {
            _problems.Add($"invalid temporality and type combination for metric \"{metric.Name}\"");
            return;
        }

        if (PrometheusNames.OfMetric(metric, _settings.Prefix, _settings.Suffixes) is not { Length: > 0 } name)
        {
            _problems.Add($"normalization for metric \"{metric.Name}\" resulted in an invalid name");
            return;
        }

        var points = metric.DataCase switch
        {
            Metric.DataOneofCase.Gauge => Each(metric, metric.Gauge.DataPoints, p => labels.Of(p.Attributes), (p, l) => AddNumber(name, p, l, false)),
            Metric.DataOneofCase.Sum => Each(metric, metric.Sum.DataPoints, p => labels.Of(p.Attributes), (p, l) => AddNumber(name, p, l, true)),
            Metric.DataOneofCase.Histogram => Each(metric, metric.Histogram.DataPoints, p => labels.Of(p.Attributes), (p, l) => AddHistogram(name, p, l)),
            Metric.DataOneofCase.ExponentialHistogram => Each(metric, metric.ExponentialHistogram.DataPoints, p => labels.Of(p.Attributes), (p, l) => AddExponential(name, p, l)),
            Metric.DataOneofCase.Summary => Each(metric, metric.Summary.DataPoints, p => labels.Of(p.Attributes), (p, l) => AddSummary(name, p, l)),
            _ => 0,
        };
        if (points == 0)
            _problems.Add($"empty data points. {metric.Name} is dropped");
    }

    private int Each<T>(Metric metric, IReadOnlyCollection<T> points, Func<T, SortedDictionary<string, string>?> label, Action<T, SortedDictionary<string, string>> add)
    {
        foreach (var point in points)
        {
            if (label(point) is { } labels)
                add(point, labels);
            else
                _problems.Add($"a label of metric \"{metric.Name}\" has no usable name");
        }

        return points.Count;
    }

    private void AddNumber(string name, NumberDataPoint point, SortedDictionary<string, string> labels, bool exemplars)
    {
        var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
        var series = _series.Of(name, labels);
        Put(series, value, point.TimeUnixNano, point.Flags);
        if (exemplars)
            Exemplars.Add(point.Exemplars, series);
    }

    private void AddHistogram(string name, HistogramDataPoint point, SortedDictionary<string, string> labels)
    {
        if (point.HasSum)
            Put(_series.Of(name + "_sum", labels), point.Sum, point.TimeUnixNano, point.Flags);
        Put(_series.Of(name + "_count", labels), point.Count, point.TimeUnixNano, point.Flags);
        var buckets = new List<(double Bound, TimeSeries Series)>();
        var total = 0UL;
        for (var i = 0; i < point.ExplicitBounds.Count && i < point.BucketCounts.Count; i++)
        {
            total += point.BucketCounts[i];
            AddBucket(point.ExplicitBounds[i], total);
        }

        AddBucket(double.PositiveInfinity, point.Count);
        Exemplars.Add(point.Exemplars, buckets);

        void AddBucket(double bound, ulong count)
        {
            var series = _series.Of(name + "_bucket", labels, "le", AnyText.Plain(bound));
            Put(series, count, point.TimeUnixNano, point.Flags);
            buckets.Add((bound, series));
        }
    }

    private void AddExponential(string name, ExponentialHistogramDataPoint point, SortedDictionary<string, string> labels)
    {
        if (NativeHistograms.Of(point) is not { } histogram)
        {
            _problems.Add($"cannot convert exponential to native histogram. Scale must be >= -4, was {point.Scale}");
            return;
        }

        var series = _series.Of(name, labels);
        series.Histograms.Add(histogram);
        Exemplars.Add(point.Exemplars, series);
    }

    private void AddSummary(string name, SummaryDataPoint point, SortedDictionary<string, string> labels)
    {
        Put(_series.Of(name + "_sum", labels), point.Sum, point.TimeUnixNano, point.Flags);
        Put(_series.Of(name + "_count", labels), point.Count, point.TimeUnixNano, point.Flags);
        foreach (var quantile in point.QuantileValues)
            Put(_series.Of(name, labels, "quantile", AnyText.Plain(quantile.Quantile)), quantile.Value, point.TimeUnixNano, point.Flags);
    }

    private static void Put(TimeSeries series, double value, ulong time, uint flags) =>
        series.Samples.Add(new Sample { Value = (flags & 1) != 0 ? Stale : value, Timestamp = Milliseconds(time) });

    private static bool IsCumulative(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge or Metric.DataOneofCase.Summary => true,
        Metric.DataOneofCase.Sum => metric.Sum.AggregationTemporality == AggregationTemporality.Cumulative,
        Metric.DataOneofCase.Histogram => metric.Histogram.AggregationTemporality == AggregationTemporality.Cumulative,
        Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.AggregationTemporality == AggregationTemporality.Cumulative,
        _ => false,
    };

    private static ulong Latest(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(p => p.TimeUnixNano).DefaultIfEmpty().Max(),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(p => p.TimeUnixNano).DefaultIfEmpty().Max(),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(p => p.TimeUnixNano).DefaultIfEmpty().Max(),
        Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Select(p => p.TimeUnixNano).DefaultIfEmpty().Max(),
        Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Select(p => p.TimeUnixNano).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
