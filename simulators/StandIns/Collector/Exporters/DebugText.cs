using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>A line for each resource, scope and item, near to what the debug exporter writes at <c>verbosity: normal</c>.</summary>
internal static class DebugText
{
    /// <summary>The lines of a batch.</summary>
    public static string Of(IMessage batch)
    {
        var text = new StringBuilder();
        switch (batch)
        {
            case ExportTraceServiceRequest traces:
                Write(text, traces);
                break;
            case ExportMetricsServiceRequest metrics:
                Write(text, metrics);
                break;
            case ExportLogsServiceRequest logs:
                Write(text, logs);
                break;
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ExportTraceServiceRequest batch)
    {
        foreach (var (i, resource) in batch.ResourceSpans.Index())
        {
            Title(text, "ResourceTraces", i, resource.SchemaUrl, resource.Resource?.Attributes);
            foreach (var (j, scope) in resource.ScopeSpans.Index())
            {
                Title(text, "ScopeTraces", j, $"{scope.Scope?.Name}", scope.Scope?.Attributes);
                foreach (var span in scope.Spans)
                    Line(text, $"{span.Name} {Convert.ToHexStringLower(span.TraceId.Span)} {Convert.ToHexStringLower(span.SpanId.Span)}", span.Attributes);
            }
        }
    }

    private static void Write(StringBuilder text, ExportLogsServiceRequest batch)
    {
        foreach (var (i, resource) in batch.ResourceLogs.Index())
        {
            Title(text, "ResourceLog", i, resource.SchemaUrl, resource.Resource?.Attributes);
            foreach (var (j, scope) in resource.ScopeLogs.Index())
            {
                Title(text, "ScopeLog", j, $"{scope.Scope?.Name}", scope.Scope?.Attributes);
                foreach (var record in scope.LogRecords)
                    Line(text, Value(record.Body), record.Attributes);
            }
        }
    }

    private static void Write(StringBuilder text, ExportMetricsServiceRequest batch)
    {
        foreach (var (i, resource) in batch.ResourceMetrics.Index())
        {
            Title(text, "ResourceMetrics", i, resource.SchemaUrl, resource.Resource?.Attributes);
            foreach (var (j, scope) in resource.ScopeMetrics.Index())
            {
                Title(text, "ScopeMetrics", j, $"{scope.Scope?.Name}", scope.Scope?.Attributes);
                foreach (var metric in scope.Metrics)
                    Write(text, metric);
            }
        }
    }

    private static void Write(StringBuilder text, Metric metric)
    {
        foreach (var point in metric.Gauge?.DataPoints ?? metric.Sum?.DataPoints ?? [])
            Point(text, metric.Name, point.Attributes, Number(point));
        foreach (var point in metric.Histogram?.DataPoints ?? [])
            Point(text, metric.Name, point.Attributes, string.Create(CultureInfo.InvariantCulture, $"count={point.Count} sum={point.Sum:R}"));
        foreach (var point in metric.ExponentialHistogram?.DataPoints ?? [])
            Point(text, metric.Name, point.Attributes, string.Create(CultureInfo.InvariantCulture, $"count={point.Count} sum={point.Sum:R}"));
        foreach (var point in metric.Summary?.DataPoints ?? [])
            Point(text, metric.Name, point.Attributes, string.Create(CultureInfo.InvariantCulture, $"count={point.Count} sum={point.Sum:R}"));
    }

    private static string Number(NumberDataPoint point) => point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt
        ? point.AsInt.ToString(CultureInfo.InvariantCulture)
        : point.AsDouble.ToString("R", CultureInfo.InvariantCulture);

    private static void Point(StringBuilder text, string name, RepeatedField<KeyValue> attributes, string value) =>
        text.Append(name).Append('{').AppendJoin(',', attributes.Select(a => $"{a.Key}={Value(a.Value)}")).Append("} ").Append(value).Append('\n');

    private static void Title(StringBuilder text, string kind, int index, string name, RepeatedField<KeyValue>? attributes) =>
        Line(text, $"{kind} #{index}{(name.Length > 0 ? " " : "")}{name}", attributes ?? []);

    private static void Line(StringBuilder text, string first, RepeatedField<KeyValue> attributes)
    {
        text.Append(first);
        foreach (var attribute in attributes)
            text.Append(' ').Append(attribute.Key).Append('=').Append(Value(attribute.Value));
        text.Append('\n');
    }

    private static string Value(AnyValue? value) => value?.ValueCase switch
    {
        null or AnyValue.ValueOneofCase.None => "",
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        _ => Encoding.UTF8.GetString(OtlpJson.Write(value)),
    };
}
