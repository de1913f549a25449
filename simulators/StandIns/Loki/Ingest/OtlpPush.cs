using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Validation.Simulators.StandIns.Loki.Config;
using Validation.Simulators.StandIns.Loki.Store;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>
/// Makes streams and lines of OTLP logs: resource attributes become labels or metadata, everything else of a record becomes metadata.
/// Source: grafana.com/docs/loki/latest/send-data/otel, "How does the OTel data model map to Loki".
/// </summary>
internal sealed class OtlpPush(OtlpRules rules, Limits limits, TimeProvider clock)
{
    private const string ServiceName = "service_name";

    public Push Read(ExportLogsServiceRequest request)
    {
        var streams = new Dictionary<string, PushedLines>(StringComparer.Ordinal);
        foreach (var resource in request.ResourceLogs.Where(r => r.ScopeLogs.Any(s => s.LogRecords.Count > 0)))
        {
            var (labels, metadata) = Resource(resource);
            foreach (var scope in resource.ScopeLogs)
            {
                var shared = (List<Label>)[.. metadata, .. Scope(scope.Scope)];
                foreach (var record in scope.LogRecords)
                    Add(streams, labels, Line(record, shared, out var more), more);
            }
        }

        return new Push([.. streams.Values], "otlp");
    }

    private static void Add(Dictionary<string, PushedLines> streams, Labels labels, PushedLine line, List<Label> more)
    {
        var all = more.Count == 0 ? labels : Labels.From([.. labels.All, .. more]);
        if (!streams.TryGetValue(all.Text, out var stream))
            streams.Add(all.Text, stream = new PushedLines(all, []));
        stream.Lines.Add(line);
    }

    private (Labels Labels, List<Label> Metadata) Resource(ResourceLogs logs)
    {
        var (labels, metadata) = (new List<Label>(), new List<Label>());
        var attributes = (IReadOnlyList<KeyValue>?)logs.Resource?.Attributes ?? [];
        var named = attributes.Any(a => a.Key == "service.name" && Text(a.Value).Length > 0);
        foreach (var attribute in attributes)
        {
            var action = OtlpRules.ActionOf(rules.Resource, attribute.Key);
            if (action == AttributeAction.Drop)
                continue;
            var flat = new List<Label>();
            Flatten(attribute.Key, "", attribute.Value, flat);
            (action == AttributeAction.IndexLabel ? labels : metadata).AddRange(flat);
            if (action != AttributeAction.IndexLabel || named || flat.FindIndex(l => limits.DiscoverServiceName.Contains(l.Name)) is not (>= 0 and var found))
                continue;
            labels.Add(new Label(ServiceName, flat[found].Value));
            named = true;
        }

        if (!named && !limits.DiscoverServiceName.IsEmpty)
            labels.Add(new Label(ServiceName, "unknown_service"));
        return (Labels.From(labels), metadata);
    }

    private List<Label> Scope(InstrumentationScope? scope)
    {
        var metadata = new List<Label>();
        if (scope is null)
            return metadata;
        foreach (var attribute in scope.Attributes.Where(a => OtlpRules.ActionOf(rules.Scope, a.Key) == AttributeAction.StructuredMetadata))
            Flatten(attribute.Key, "", attribute.Value, metadata);
        AddIf(metadata, "scope_name", scope.Name);
        AddIf(metadata, "scope_version", scope.Version);
        AddIf(metadata, "scope_dropped_attributes_count", scope.DroppedAttributesCount);
        return metadata;
    }

    private PushedLine Line(LogRecord record, List<Label> shared, out List<Label> labels)
    {
        labels = [];
        var metadata = new List<Label>(record.Attributes.Count + shared.Count + 7);
        foreach (var attribute in record.Attributes)
        {
            var action = OtlpRules.ActionOf(rules.Log, attribute.Key);
            if (action != AttributeAction.Drop)
                Flatten(attribute.Key, "", attribute.Value, action == AttributeAction.IndexLabel ? labels : metadata);
        }

        if (record.TimeUnixNano != 0)
            AddIf(metadata, "observed_timestamp", record.ObservedTimeUnixNano);
        AddIf(metadata, "severity_number", (ulong)record.SeverityNumber);
        AddIf(metadata, "severity_text", record.SeverityText);
        if (rules.SeverityTextAsLabel)
            AddIf(labels, "severity_text", record.SeverityText);
        AddIf(metadata, "dropped_attributes_count", record.DroppedAttributesCount);
        AddIf(metadata, "flags", record.Flags);
        AddIf(metadata, "trace_id", Id(record.TraceId.Span));
        AddIf(metadata, "span_id", Id(record.SpanId.Span));
        metadata.AddRange(shared);
        var at = record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano;
        return new PushedLine(at != 0 ? (long)at : Times.UnixNano(clock.GetUtcNow()), record.Body is null ? "" : Text(record.Body), metadata);
    }

    private static string Id(ReadOnlySpan<byte> id) => id.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(id) : "";

    private static void AddIf(List<Label> metadata, string name, string value)
    {
        if (value.Length > 0)
            metadata.Add(new Label(name, value));
    }

    private static void AddIf(List<Label> metadata, string name, ulong value)
    {
        if (value != 0)
            metadata.Add(new Label(name, value.ToString(CultureInfo.InvariantCulture)));
    }

    // A map becomes a label a leaf, with the keys joined by underscores.
    private static void Flatten(string key, string prefix, AnyValue? value, List<Label> into)
    {
        var name = LabelNames.Of(prefix.Length == 0 ? key : $"{prefix}_{key}");
        if (value?.ValueCase == AnyValue.ValueOneofCase.KvlistValue)
        {
            foreach (var member in value.KvlistValue.Values)
                Flatten(member.Key, name, member.Value, into);
        }
        else
        {
            into.Add(new Label(name, Text(value)));
        }
    }

    /// <summary>A value as text: arrays and maps as compact JSON, bytes in base64.</summary>
    private static string Text(AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue: return value.StringValue;
            case AnyValue.ValueOneofCase.BoolValue: return value.BoolValue ? "true" : "false";
            case AnyValue.ValueOneofCase.IntValue: return value.IntValue.ToString(CultureInfo.InvariantCulture);
            case AnyValue.ValueOneofCase.DoubleValue: return GoNumber.Json(value.DoubleValue);
            case AnyValue.ValueOneofCase.BytesValue: return value.BytesValue.ToBase64();
            case AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue:
                using (var stream = new MemoryStream())
                {
                    // As Go's encoder without escaping for HTML.
                    using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                        Write(writer, value);
                    return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
                }

            default: return "";
        }
    }

    private static void Write(Utf8JsonWriter writer, AnyValue value)
    {
        switch (value.ValueCase)
        {
            case AnyValue.ValueOneofCase.ArrayValue:
                writer.WriteStartArray();
                foreach (var item in value.ArrayValue.Values)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                writer.WriteStartObject();
                // Go writes the keys of a map in order; of a key that comes twice the last one counts.
                foreach (var (key, last) in value.KvlistValue.Values.GroupBy(m => m.Key).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Last())))
                {
                    writer.WritePropertyName(key);
                    Write(writer, last.Value ?? new AnyValue());
                }

                writer.WriteEndObject();
                break;
            case AnyValue.ValueOneofCase.IntValue: writer.WriteNumberValue(value.IntValue); break;
            case AnyValue.ValueOneofCase.BoolValue: writer.WriteBooleanValue(value.BoolValue); break;
            case AnyValue.ValueOneofCase.DoubleValue when double.IsFinite(value.DoubleValue): writer.WriteRawValue(GoNumber.Json(value.DoubleValue)); break;
            case AnyValue.ValueOneofCase.None: writer.WriteNullValue(); break;
            default: writer.WriteStringValue(Text(value)); break;
        }
    }
}
