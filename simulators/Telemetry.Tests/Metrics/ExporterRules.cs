using System.Globalization;
using System.Text.RegularExpressions;
using Validation.Harness;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Tests.Metrics;

/// <summary>
/// What the collector's prometheusremotewrite exporter makes of OTLP, written down from its documentation: names with units and
/// <c>_total</c>, every attribute of the resource and the scope as labels. A recording holds it.
/// </summary>
internal static partial class ExporterRules
{
    private static readonly Dictionary<string, string> Units = new()
    {
        ["By"] = "bytes", ["s"] = "seconds", ["ms"] = "milliseconds", ["m"] = "meters", ["%"] = "percent", ["1"] = "",
    };

    public static IEnumerable<ExpectedPoint> Points(ExportMetricsServiceRequest request)
    {
        foreach (var resource in request.ResourceMetrics)
        {
            foreach (var scope in resource.ScopeMetrics)
            {
                var labels = Labels(resource.Resource.Attributes, scope.Scope);
                foreach (var point in scope.Metrics.SelectMany(m => Points(m, labels)))
                    yield return point;
            }
        }
    }

    private static IEnumerable<ExpectedPoint> Points(Metric metric, LabelSet labels)
    {
        var name = Name(metric);
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                return metric.Gauge.DataPoints.Select(p => Point(p, name, labels));
            case Metric.DataOneofCase.Sum when metric.Sum.AggregationTemporality == AggregationTemporality.Cumulative:
                return metric.Sum.DataPoints.Select(p => Point(p, name, labels));
            case Metric.DataOneofCase.Histogram when metric.Histogram.AggregationTemporality == AggregationTemporality.Cumulative:
                return metric.Histogram.DataPoints.SelectMany(p => Points(p, name, labels));
            case Metric.DataOneofCase.Summary:
                return metric.Summary.DataPoints.SelectMany(p => Points(p, name, labels));
            default:
                return [];
        }
    }

    private static ExpectedPoint Point(NumberDataPoint p, string name, LabelSet labels)
    {
        var value = (p.Flags & 1) == 1 ? double.NaN : p.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? p.AsInt : p.AsDouble;
        return new ExpectedPoint(With(labels, p.Attributes, name), Milliseconds(p.TimeUnixNano), value);
    }

    private static IEnumerable<ExpectedPoint> Points(HistogramDataPoint p, string name, LabelSet labels)
    {
        var at = Milliseconds(p.TimeUnixNano);
        var below = 0ul;
        for (var i = 0; i < p.BucketCounts.Count; i++)
        {
            below += p.BucketCounts[i];
            var le = i < p.ExplicitBounds.Count ? p.ExplicitBounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            yield return new ExpectedPoint(With(labels, p.Attributes, name + "_bucket").With("le", le), at, below);
        }

        yield return new ExpectedPoint(With(labels, p.Attributes, name + "_count"), at, p.Count);
        yield return new ExpectedPoint(With(labels, p.Attributes, name + "_sum"), at, p.Sum);
    }

    private static IEnumerable<ExpectedPoint> Points(SummaryDataPoint p, string name, LabelSet labels)
    {
        var at = Milliseconds(p.TimeUnixNano);
        foreach (var q in p.QuantileValues)
            yield return new ExpectedPoint(With(labels, p.Attributes, name).With("quantile", q.Quantile.ToString(CultureInfo.InvariantCulture)), at, q.Value);
        yield return new ExpectedPoint(With(labels, p.Attributes, name + "_count"), at, p.Count);
        yield return new ExpectedPoint(With(labels, p.Attributes, name + "_sum"), at, p.Sum);
    }

    private static string Name(Metric metric)
    {
        var words = Words().Split(metric.Name).Where(w => w.Length > 0).ToList();
        foreach (var unit in metric.Unit.Contains('{', StringComparison.Ordinal) ? [] : UnitWords(metric.Unit))
        {
            if (!words.Contains(unit))
                words.Add(unit);
        }

        if (metric is { DataCase: Metric.DataOneofCase.Sum, Sum.IsMonotonic: true })
        {
            words.Remove("total");
            words.Add("total");
        }

        if (metric is { DataCase: Metric.DataOneofCase.Gauge, Unit: "1" } && !words.Contains("ratio"))
            words.Add("ratio");
        return string.Join('_', words);
    }

    private static IEnumerable<string> UnitWords(string unit)
    {
        var parts = unit.Split('/');
        if (Units[parts[0]].Length > 0)
            yield return Units[parts[0]];
        if (parts.Length > 1)
            yield return "per_" + Units[parts[1]].TrimEnd('s');
    }

    private static LabelSet Labels(IEnumerable<KeyValue> resource, InstrumentationScope scope)
    {
        var attributes = resource.ToDictionary(a => a.Key, a => a.Value.ToAttributeValue().Text);
        var job = (attributes.TryGetValue("service.namespace", out var space) ? space + "/" : "") + attributes["service.name"];
        return LabelSet.From(attributes.Select(a => KeyValuePair.Create(Label(a.Key), a.Value))
            .Append(KeyValuePair.Create("job", job)).Append(KeyValuePair.Create("instance", attributes["service.instance.id"]))
            .Append(KeyValuePair.Create("otel_scope_name", scope.Name)).Append(KeyValuePair.Create("otel_scope_version", scope.Version)));
    }

    private static LabelSet With(LabelSet labels, IEnumerable<KeyValue> attributes, string name) =>
        attributes.Aggregate(labels, (set, a) => set.With(Label(a.Key), a.Value.ToAttributeValue().Text)).With(LabelSet.MetricName, name);

    private static string Label(string name) => (char.IsAsciiDigit(name[0]) ? "key_" : "") + Words().Replace(name, "_");

    private static long Milliseconds(ulong nano) => (long)(nano / 1_000_000);

    [GeneratedRegex("[^a-zA-Z0-9]")]
    private static partial Regex Words();
}
