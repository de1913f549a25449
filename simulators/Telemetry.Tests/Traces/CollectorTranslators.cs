using System.Text.Json.Nodes;
using Validation.Harness.Signals;
using Validation.Simulators.Wire.Jaeger;
using Attr = Validation.Harness.Signals.Attributes;
using JaegerSpan = Validation.Simulators.Wire.Jaeger.Span;
using JaegerType = Validation.Simulators.Wire.Jaeger.ValueType;
using SpanKind = Validation.Harness.Signals.SpanKind;

namespace Validation.Simulators.Telemetry.Tests.Traces;

/// <summary>
/// The collector's translators of Jaeger and Zipkin, written down a second time from their documentation, the other way round than the
/// emitters: from what came over the wire to what is handed on. A recording holds them.
/// </summary>
internal static class CollectorTranslators
{
    public static SpanRecord FromJaeger(JaegerSpan span, Process process, bool thrift)
    {
        var attributes = Values(span.Tags);
        var resource = Values(process.Tags);
        resource["service.name"] = process.ServiceName;
        var scope = thrift ? null : Take(attributes, "otel.scope.name");
        var kind = Take(attributes, "span.kind")?.Text;
        var start = (span.StartTime.Seconds * 1_000_000_000) + span.StartTime.Nanos;
        var parent = span.References.FirstOrDefault(r => r.TraceId == span.TraceId && r.RefType == SpanRefType.ChildOf);
        var (status, message) = Status(attributes);
        return new SpanRecord(Hex(span.TraceId), Hex(span.SpanId), parent is null ? "" : Hex(parent.SpanId), process.ServiceName, span.OperationName,
            kind is null ? SpanKind.Unspecified : Enum.Parse<SpanKind>(kind, ignoreCase: true), start, start + (span.Duration.Seconds * 1_000_000_000) + span.Duration.Nanos)
        {
            Status = status,
            StatusMessage = message,
            Attributes = Made(attributes),
            Resource = Made(resource),
            Scope = scope?.Text ?? "",
            Events = [.. span.Logs.Select(Event)],
            Links =
            [
                .. span.References.Where(r => r != parent).Select(r => new SpanLink(Hex(r.TraceId), Hex(r.SpanId),
                    Attr.Of(("opentracing.ref_type", r.RefType == SpanRefType.ChildOf ? "child_of" : "follows_from")))),
            ],
        };
    }

    public static SpanRecord FromZipkin(JsonNode span)
    {
        var tags = ((JsonObject?)span["tags"] ?? []).ToDictionary(t => t.Key, t => AttributeValue.FromString((string)t.Value!));
        var failed = tags.TryGetValue("error", out var error) && error.Text == "true" && tags.Remove("error");
        var service = (string)span["localEndpoint"]!["serviceName"]!;
        if ((string?)span["localEndpoint"]!["ipv4"] is { } address)
            tags["network.local.address"] = address;
        var start = (long)span["timestamp"]! * 1_000;
        return new SpanRecord((string)span["traceId"]!, (string)span["id"]!, (string?)span["parentId"] ?? "", service, (string)span["name"]!,
            (string?)span["kind"] is { } kind ? Enum.Parse<SpanKind>(kind, ignoreCase: true) : SpanKind.Unspecified, start, start + ((long)span["duration"]! * 1_000))
        {
            Status = failed ? SpanStatus.Error : SpanStatus.Unset,
            Attributes = Made(tags),
            Resource = Attr.Of(("service.name", service)),
            Events = [.. ((JsonArray?)span["annotations"] ?? []).Select(a => new SpanEvent((long)a!["timestamp"]! * 1_000, (string)a["value"]!, Attr.None))],
        };
    }

    private static (SpanStatus Status, string Message) Status(Dictionary<string, AttributeValue> attributes)
    {
        var failed = attributes.TryGetValue("error", out var error) && error is { Kind: AttributeKind.Flag, Text: "true" } && attributes.Remove("error");
        var code = Take(attributes, "otel.status_code")?.Text;
        var message = failed || code is not null ? Take(attributes, "otel.status_description")?.Text ?? "" : "";
        return (failed || code == "ERROR" ? SpanStatus.Error : code == "OK" ? SpanStatus.Ok : SpanStatus.Unset, message);
    }

    private static SpanEvent Event(Log log)
    {
        var fields = Values(log.Fields);
        var name = Take(fields, "event")?.Text ?? "";
        return new SpanEvent((log.Timestamp.Seconds * 1_000_000_000) + log.Timestamp.Nanos, name, Made(fields));
    }

    private static Dictionary<string, AttributeValue> Values(IEnumerable<KeyValue> tags) => tags.ToDictionary(t => t.Key, t => t.VType switch
    {
        JaegerType.Bool => AttributeValue.FromBoolean(t.VBool),
        JaegerType.Int64 => AttributeValue.FromInt64(t.VInt64),
        JaegerType.Float64 => AttributeValue.FromDouble(t.VFloat64),
        JaegerType.Binary => new AttributeValue(AttributeKind.Bytes, t.VBinary.ToBase64()),
        _ => AttributeValue.FromString(t.VStr),
    });

    private static AttributeValue? Take(Dictionary<string, AttributeValue> attributes, string name) => attributes.Remove(name, out var value) ? value : default(AttributeValue?);

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, AttributeValue> Made(Dictionary<string, AttributeValue> values) =>
        Attr.Of([.. values.Select(v => (v.Key, v.Value))]);

    private static string Hex(Google.Protobuf.ByteString id) => Convert.ToHexStringLower(id.Span);
}
