using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>Writes traces in the JSON of Tempo's API: ids in base64, 64-bit numbers as texts, nothing that is zero or empty.</summary>
internal static class OtlpJsonWriter
{
    /// <summary>A list of batches.</summary>
    public static void Batches(Utf8JsonWriter json, IEnumerable<(BatchHead Head, List<Span> Spans)> batches)
    {
        json.WriteStartArray();
        foreach (var (head, spans) in batches)
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Attributes(json, head.Resource.Attributes);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            Text(json, "name", head.Scope.Name);
            Text(json, "version", head.Scope.Version);
            Attributes(json, head.Scope.Attributes);
            json.WriteEndObject();
            json.WriteStartArray("spans");
            foreach (var span in spans)
                Write(json, span);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>An attribute's value.</summary>
    public static void Value(Utf8JsonWriter json, AnyValue? value)
    {
        json.WriteStartObject();
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue:
                json.WriteString("stringValue", value.StringValue);
                break;
            case AnyValue.ValueOneofCase.BoolValue:
                json.WriteBoolean("boolValue", value.BoolValue);
                break;
            case AnyValue.ValueOneofCase.IntValue:
                json.WriteString("intValue", value.IntValue.ToString(CultureInfo.InvariantCulture));
                break;
            case AnyValue.ValueOneofCase.DoubleValue:
                Real(json, "doubleValue", value.DoubleValue);
                break;
            case AnyValue.ValueOneofCase.BytesValue:
                json.WriteBase64String("bytesValue", value.BytesValue.Span);
                break;
            case AnyValue.ValueOneofCase.ArrayValue:
                json.WriteStartObject("arrayValue");
                List(json, "values", value.ArrayValue.Values, Value);
                json.WriteEndObject();
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                json.WriteStartObject("kvlistValue");
                List(json, "values", value.KvlistValue.Values, Attribute);
                json.WriteEndObject();
                break;
            default:
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>A number, which JSON may not have one for.</summary>
    public static void Real(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static void Write(Utf8JsonWriter json, Span span)
    {
        json.WriteStartObject();
        Bytes(json, "traceId", span.TraceId);
        Bytes(json, "spanId", span.SpanId);
        Text(json, "traceState", span.TraceState);
        Bytes(json, "parentSpanId", span.ParentSpanId);
        Number(json, "flags", span.Flags);
        Text(json, "name", span.Name);
        if (span.Kind != Span.Types.SpanKind.Unspecified)
            json.WriteString("kind", $"SPAN_KIND_{span.Kind.ToString().ToUpperInvariant()}");
        Nano(json, "startTimeUnixNano", span.StartTimeUnixNano);
        Nano(json, "endTimeUnixNano", span.EndTimeUnixNano);
        Attributes(json, span.Attributes);
        Number(json, "droppedAttributesCount", span.DroppedAttributesCount);
        List(json, "events", span.Events, Event);
        Number(json, "droppedEventsCount", span.DroppedEventsCount);
        List(json, "links", span.Links, Link);
        Number(json, "droppedLinksCount", span.DroppedLinksCount);
        json.WriteStartObject("status");
        Text(json, "message", span.Status?.Message ?? "");
        if (span.Status is { Code: not Status.Types.StatusCode.Unset } status)
            json.WriteString("code", $"STATUS_CODE_{status.Code.ToString().ToUpperInvariant()}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter json, Span.Types.Event e)
    {
        json.WriteStartObject();
        Nano(json, "timeUnixNano", e.TimeUnixNano);
        Text(json, "name", e.Name);
        Attributes(json, e.Attributes);
        Number(json, "droppedAttributesCount", e.DroppedAttributesCount);
        json.WriteEndObject();
    }

    private static void Link(Utf8JsonWriter json, Span.Types.Link link)
    {
        json.WriteStartObject();
        Bytes(json, "traceId", link.TraceId);
        Bytes(json, "spanId", link.SpanId);
        Text(json, "traceState", link.TraceState);
        Attributes(json, link.Attributes);
        Number(json, "droppedAttributesCount", link.DroppedAttributesCount);
        Number(json, "flags", link.Flags);
        json.WriteEndObject();
    }

    private static void Attributes(Utf8JsonWriter json, RepeatedField<KeyValue> attributes) => List(json, "attributes", attributes, Attribute);

    private static void Attribute(Utf8JsonWriter json, KeyValue attribute)
    {
        json.WriteStartObject();
        json.WriteString("key", attribute.Key);
        json.WritePropertyName("value");
        Value(json, attribute.Value);
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, RepeatedField<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
            json.WriteString(name, text);
    }

    private static void Bytes(Utf8JsonWriter json, string name, ByteString bytes)
    {
        if (!bytes.IsEmpty)
            json.WriteBase64String(name, bytes.Span);
    }

    private static void Nano(Utf8JsonWriter json, string name, ulong at)
    {
        if (at > 0)
            json.WriteString(name, at.ToString(CultureInfo.InvariantCulture));
    }

    private static void Number(Utf8JsonWriter json, string name, uint number)
    {
        if (number > 0)
            json.WriteNumber(name, number);
    }
}
