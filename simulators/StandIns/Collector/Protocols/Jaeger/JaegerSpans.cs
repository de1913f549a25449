using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Validation.Simulators.Wire.Jaeger;
using Validation.Simulators.Wire.Otlp;
using JaegerKeyValue = Validation.Simulators.Wire.Jaeger.KeyValue;
using JaegerSpan = Validation.Simulators.Wire.Jaeger.Span;
using JaegerValueType = Validation.Simulators.Wire.Jaeger.ValueType;
using Span = Validation.Simulators.Wire.Otlp.Span;

namespace Validation.Simulators.StandIns.Collector.Protocols.Jaeger;

/// <summary>Spans of Jaeger as spans of OpenTelemetry: the rules of the collector's translator <c>jaeger</c>.</summary>
internal static class JaegerSpans
{
    // What the translator from OpenTelemetry writes where a resource names no service.
    private const string NoServiceName = "OTLPResourceNoServiceName";

    private const string ScopeName = "otel.scope.name";
    private const string ScopeVersion = "otel.scope.version";

    /// <summary>Translates a batch: a span's own process wins over the batch's.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="scoped">Whether tags that name a scope become one. Those that came as Thrift stay tags: its translator knows no scope.</param>
    public static ExportTraceServiceRequest ToRequest(Batch batch, bool scoped)
    {
        var request = new ExportTraceServiceRequest();
        foreach (var process in batch.Spans.Where(s => !s.Equals(new JaegerSpan())).GroupBy(s => s.Process ?? batch.Process ?? new Process()))
        {
            var spans = new ResourceSpans { Resource = ToResource(process.Key) };
            foreach (var scope in process.Select(s => (Span: s, Scope: scoped ? ScopeOf(s) : (Name: "", Version: ""))).GroupBy(s => s.Scope))
            {
                var part = new ScopeSpans { Scope = new InstrumentationScope { Name = scope.Key.Name, Version = scope.Key.Version } };
                part.Spans.AddRange(scope.Select(s => ToSpan(s.Span, scope.Key.Name.Length > 0)));
                spans.ScopeSpans.Add(part);
            }

            request.ResourceSpans.Add(spans);
        }

        return request;
    }

    private static Resource ToResource(Process process)
    {
        var resource = new Resource();
        if (process.ServiceName == NoServiceName)
            return resource;
        var attributes = new SpanAttributes();
        if (process.ServiceName.Length > 0)
            attributes.Put("service.name", process.ServiceName);
        PutAll(process.Tags, attributes);
        if (attributes.Get("host.name") is null && attributes.Take("hostname") is { } host)
            attributes.Put("host.name", host);
        if (attributes.Get("opencensus.exporterversion") is null && attributes.Take("jaeger.version") is { } version)
            attributes.Put("opencensus.exporterversion", "Jaeger-" + version.StringValue);
        attributes.CopyTo(resource.Attributes);
        return resource;
    }

    private static Span ToSpan(JaegerSpan from, bool hasScope)
    {
        var parent = ParentOf(from);
        var start = Nanoseconds(from.StartTime);
        var span = new Span
        {
            TraceId = SpanAttributes.Id(from.TraceId.Span, 16),
            SpanId = SpanAttributes.Id(from.SpanId.Span, 8),
            Name = from.OperationName,
            StartTimeUnixNano = start,
            EndTimeUnixNano = start + (ulong)((from.Duration?.Seconds ?? 0) * 1_000_000_000 + (from.Duration?.Nanos ?? 0)),
            ParentSpanId = parent is null ? ByteString.Empty : SpanAttributes.Id(parent.SpanId.Span, 8),
        };
        var attributes = new SpanAttributes();
        PutAll(from.Tags, attributes);
        if (attributes.Take("span.kind") is { } kind)
            span.Kind = ToKind(kind.StringValue);
        span.Status = JaegerStatus.Take(attributes, span.Kind);
        span.TraceState = attributes.Take("w3c.tracestate")?.StringValue ?? "";
        if (hasScope)
        {
            attributes.Take(ScopeName);
            attributes.Take(ScopeVersion);
        }

        attributes.CopyTo(span.Attributes);
        span.Events.AddRange(from.Logs.Select(ToEvent));
        span.Links.AddRange(from.References.Where(r => parent is null || r.RefType != SpanRefType.ChildOf || !r.SpanId.Equals(parent.SpanId)).Select(ToLink));
        return span;
    }

    private static Span.Types.Event ToEvent(Log log)
    {
        var attributes = new SpanAttributes();
        PutAll(log.Fields, attributes);
        var happened = new Span.Types.Event { TimeUnixNano = Nanoseconds(log.Timestamp), Name = attributes.Take("event")?.StringValue ?? "" };
        attributes.CopyTo(happened.Attributes);
        return happened;
    }

    private static Span.Types.Link ToLink(SpanRef reference)
    {
        var attributes = new SpanAttributes();
        attributes.Put("opentracing.ref_type", reference.RefType == SpanRefType.ChildOf ? "child_of" : "follows_from");
        var link = new Span.Types.Link { TraceId = SpanAttributes.Id(reference.TraceId.Span, 16), SpanId = SpanAttributes.Id(reference.SpanId.Span, 8) };
        attributes.CopyTo(link.Attributes);
        return link;
    }

    // The parent is the first reference of the same trace that says so, or else the first that follows one.
    private static SpanRef? ParentOf(JaegerSpan span)
    {
        var same = span.References.Where(r => SpanAttributes.Id(r.TraceId.Span, 16).Equals(SpanAttributes.Id(span.TraceId.Span, 16))).ToList();
        var parent = same.Find(r => r.RefType == SpanRefType.ChildOf) ?? same.FirstOrDefault();
        return parent is not null && parent.SpanId.Span.IndexOfAnyExcept((byte)0) >= 0 ? parent : null;
    }

    private static (string Name, string Version) ScopeOf(JaegerSpan span)
    {
        var name = span.Tags.FirstOrDefault(t => t.Key == ScopeName)?.VStr ?? "";
        return (name, name.Length == 0 ? "" : span.Tags.FirstOrDefault(t => t.Key == ScopeVersion)?.VStr ?? "");
    }

    private static void PutAll(RepeatedField<JaegerKeyValue> tags, SpanAttributes to)
    {
        foreach (var tag in tags)
        {
            to.Put(tag.Key, tag.VType switch
            {
                JaegerValueType.String => new AnyValue { StringValue = tag.VStr },
                JaegerValueType.Bool => new AnyValue { BoolValue = tag.VBool },
                JaegerValueType.Int64 => new AnyValue { IntValue = tag.VInt64 },
                JaegerValueType.Float64 => new AnyValue { DoubleValue = tag.VFloat64 },
                JaegerValueType.Binary => new AnyValue { BytesValue = tag.VBinary },
                _ => new AnyValue { StringValue = $"<Unknown Jaeger TagType \"{tag.VType}\">" },
            });
        }
    }

    private static ulong Nanoseconds(Timestamp? time) => time is null ? 0 : (ulong)(time.Seconds * 1_000_000_000 + time.Nanos);

    private static Span.Types.SpanKind ToKind(string kind) => kind switch
    {
        "client" => Span.Types.SpanKind.Client,
        "server" => Span.Types.SpanKind.Server,
        "producer" => Span.Types.SpanKind.Producer,
        "consumer" => Span.Types.SpanKind.Consumer,
        "internal" => Span.Types.SpanKind.Internal,
        _ => Span.Types.SpanKind.Unspecified,
    };
}
