using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Pipeline;

/// <summary>Metrics; their items are data points.</summary>
internal sealed class MetricSignal() : Signal<ExportMetricsServiceRequest>(Signals.Metrics, "metric_points")
{
    /// <inheritdoc/>
    public override int Count(ExportMetricsServiceRequest batch) => batch.ResourceMetrics.Sum(CountOf);

    /// <inheritdoc/>
    public override void Append(ExportMetricsServiceRequest to, ExportMetricsServiceRequest from) => to.ResourceMetrics.AddRange(from.ResourceMetrics);

    /// <inheritdoc/>
    public override ExportMetricsServiceRequest Take(ExportMetricsServiceRequest from, int items)
    {
        var taken = new ExportMetricsServiceRequest();
        Move(from.ResourceMetrics, taken.ResourceMetrics, ref items, CountOf, Split);
        return taken;
    }

    /// <inheritdoc/>
    public override IEnumerable<Resource> Resources(ExportMetricsServiceRequest batch) => batch.ResourceMetrics.Select(r => r.Resource ??= new Resource());

    /// <inheritdoc/>
    public override IEnumerable<(RepeatedField<KeyValue> Attributes, Resource Resource)> Attributes(ExportMetricsServiceRequest batch) =>
        from resource in batch.ResourceMetrics
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        from attributes in OfPoints(metric)
        select (attributes, resource.Resource ??= new Resource());

    /// <inheritdoc/>
    public override void SetSchema(ExportMetricsServiceRequest batch, string url)
    {
        foreach (var resource in batch.ResourceMetrics.Where(r => r.SchemaUrl.Length == 0))
            resource.SchemaUrl = url;
    }

    private static int CountOf(ResourceMetrics resource) => resource.ScopeMetrics.Sum(CountOf);

    private static int CountOf(ScopeMetrics scope) => scope.Metrics.Sum(CountOf);

    private static int CountOf(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Count,
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Count,
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Count,
        Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Count,
        Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Count,
        _ => 0,
    };

    private static IEnumerable<RepeatedField<KeyValue>> OfPoints(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(p => p.Attributes),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(p => p.Attributes),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(p => p.Attributes),
        Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Select(p => p.Attributes),
        Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Select(p => p.Attributes),
        _ => [],
    };

    private static ResourceMetrics Split(ResourceMetrics from, int items)
    {
        var part = new ResourceMetrics { Resource = from.Resource?.Clone(), SchemaUrl = from.SchemaUrl };
        Move(from.ScopeMetrics, part.ScopeMetrics, ref items, CountOf, Split);
        return part;
    }

    private static ScopeMetrics Split(ScopeMetrics from, int items)
    {
        var part = new ScopeMetrics { Scope = from.Scope?.Clone(), SchemaUrl = from.SchemaUrl };
        Move(from.Metrics, part.Metrics, ref items, CountOf, Split);
        return part;
    }

    private static Metric Split(Metric from, int items)
    {
        var part = new Metric { Name = from.Name, Description = from.Description, Unit = from.Unit };
        part.Metadata.AddRange(from.Metadata.Select(m => m.Clone()));
        switch (from.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                part.Gauge = new Gauge();
                Move(from.Gauge.DataPoints, part.Gauge.DataPoints, items);
                break;
            case Metric.DataOneofCase.Sum:
                part.Sum = new Sum { AggregationTemporality = from.Sum.AggregationTemporality, IsMonotonic = from.Sum.IsMonotonic };
                Move(from.Sum.DataPoints, part.Sum.DataPoints, items);
                break;
            case Metric.DataOneofCase.Histogram:
                part.Histogram = new Histogram { AggregationTemporality = from.Histogram.AggregationTemporality };
                Move(from.Histogram.DataPoints, part.Histogram.DataPoints, items);
                break;
            case Metric.DataOneofCase.ExponentialHistogram:
                part.ExponentialHistogram = new ExponentialHistogram { AggregationTemporality = from.ExponentialHistogram.AggregationTemporality };
                Move(from.ExponentialHistogram.DataPoints, part.ExponentialHistogram.DataPoints, items);
                break;
            case Metric.DataOneofCase.Summary:
                part.Summary = new Summary();
                Move(from.Summary.DataPoints, part.Summary.DataPoints, items);
                break;
        }

        return part;
    }
}
