using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Validation.Harness.Signals;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Jaeger;
using SpanKind = Validation.Harness.Signals.SpanKind;
using ValueType = Validation.Simulators.Wire.Jaeger.ValueType;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Spans as a program that is instrumented for Jaeger sends them. Source: OpenTelemetry's specification, "OpenTelemetry to Jaeger".</summary>
internal static class JaegerSpans
{
    private const uint Sampled = 1;

    /// <summary>One request of several services: each span names its own.</summary>
    public static PostSpansRequest ToRequest(IEnumerable<SpanRecord> spans)
    {
        var batch = new Batch();
        var processes = new Dictionary<string, Process>();
        foreach (var record in spans)
        {
            if (!processes.TryGetValue(record.Service, out var process))
                processes[record.Service] = process = Process(record);
            var span = ToJaeger(record);
            if (record.Scope.Length > 0)
                span.Tags.Add(Tag("otel.scope.name", record.Scope));
            span.Process = process;
            batch.Process ??= process;
            batch.Spans.Add(span);
        }

        return new PostSpansRequest { Batch = batch };
    }

    /// <summary>The span without its process.</summary>
    public static Span ToJaeger(SpanRecord record)
    {
        var duration = record.EndUnixNano - record.StartUnixNano;
        var span = new Span
        {
            TraceId = OtlpSpans.Id(record.TraceId), SpanId = OtlpSpans.Id(record.SpanId), OperationName = record.Name, Flags = Sampled,
            StartTime = Time(record.StartUnixNano),
            Duration = new Duration { Seconds = duration / 1_000_000_000, Nanos = (int)(duration % 1_000_000_000) },
        };
        if (record.ParentSpanId.Length > 0)
            span.References.Add(new SpanRef { TraceId = span.TraceId, SpanId = OtlpSpans.Id(record.ParentSpanId), RefType = SpanRefType.ChildOf });
        foreach (var link in record.Links)
            span.References.Add(new SpanRef { TraceId = OtlpSpans.Id(link.TraceId), SpanId = OtlpSpans.Id(link.SpanId), RefType = SpanRefType.FollowsFrom });
        span.Tags.AddRange(record.Attributes.Select(a => Tag(a.Key, a.Value)));
        if (record.Kind != SpanKind.Unspecified)
            span.Tags.Add(Tag("span.kind", record.Kind.ToString().ToLowerInvariant()));
        AddStatus(span, record);
        foreach (var happening in record.Events)
        {
            var log = new Log { Timestamp = Time(happening.UnixNano) };
            log.Fields.Add(Tag("event", happening.Name));
            log.Fields.AddRange(happening.Attributes.Select(a => Tag(a.Key, a.Value)));
            span.Logs.Add(log);
        }

        return span;
    }

    /// <summary>The service with its resource.</summary>
    public static Process Process(SpanRecord span)
    {
        var process = new Process { ServiceName = span.Service };
        process.Tags.AddRange(span.Resource.Where(a => a.Key != "service.name").Select(a => Tag(a.Key, a.Value)));
        return process;
    }

    private static void AddStatus(Span span, SpanRecord record)
    {
        if (record.Status == SpanStatus.Ok)
            span.Tags.Add(Tag("otel.status_code", "OK"));
        if (record.Status != SpanStatus.Error)
            return;
        span.Tags.Add(Tag("error", true));
        span.Tags.Add(Tag("otel.status_code", "ERROR"));
        if (record.StatusMessage.Length > 0)
            span.Tags.Add(Tag("otel.status_description", record.StatusMessage));
    }

    private static KeyValue Tag(string key, AttributeValue value) => value.Kind switch
    {
        AttributeKind.Flag => new KeyValue { Key = key, VType = ValueType.Bool, VBool = bool.Parse(value.Text) },
        AttributeKind.Whole => new KeyValue { Key = key, VType = ValueType.Int64, VInt64 = long.Parse(value.Text, CultureInfo.InvariantCulture) },
        AttributeKind.Real => new KeyValue { Key = key, VType = ValueType.Float64, VFloat64 = double.Parse(value.Text, CultureInfo.InvariantCulture) },
        AttributeKind.Bytes => new KeyValue { Key = key, VType = ValueType.Binary, VBinary = ByteString.FromBase64(value.Text) },
        _ => new KeyValue { Key = key, VStr = value.Text },
    };

    private static Timestamp Time(long unixNano) => new() { Seconds = unixNano / 1_000_000_000, Nanos = (int)(unixNano % 1_000_000_000) };
}
