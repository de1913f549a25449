using System.Text.Json;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Zipkin;

/// <summary>Zipkin's version 1 in JSON: annotations instead of kinds, and binary annotations instead of tags.</summary>
internal static class ZipkinV1
{
    private const string UnknownService = "unknown-service";
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads a list of spans.</summary>
    /// <exception cref="FormatException">It is none, or an id is wrong.</exception>
    public static ExportTraceServiceRequest Read(ReadOnlyMemory<byte> body, TimeProvider clock)
    {
        List<V1Span> spans;
        try
        {
            spans = JsonSerializer.Deserialize<List<V1Span>>(body.Span, s_options) ?? [];
        }
        catch (JsonException problem)
        {
            throw new FormatException($"zipkinv1: {problem.Message}", problem);
        }

        if (spans.Exists(s => s is null || s.Annotations.Contains(null!) || s.BinaryAnnotations.Contains(null!)))
            throw new FormatException("zipkinv1: null where a span or an annotation must be");
        var request = new ExportTraceServiceRequest();
        foreach (var service in spans.Select(s => ToSpan(s, clock)).GroupBy(s => s.Endpoint))
        {
            var resource = new Resource();
            var attributes = new SpanAttributes();
            attributes.Put("service.name", service.Key.ServiceName);
            foreach (var (key, value) in new[] { ("ipv4", service.Key.Ipv4), ("ipv6", service.Key.Ipv6), ("port", service.Key.Port == 0 ? "" : $"{service.Key.Port}") })
            {
                if (value.Length > 0)
                    attributes.Put(key, value);
            }

            attributes.CopyTo(resource.Attributes);
            var part = new ScopeSpans { Scope = new InstrumentationScope() };
            part.Spans.AddRange(service.Select(s => s.Span));
            request.ResourceSpans.Add(new ResourceSpans { Resource = resource, ScopeSpans = { part } });
        }

        return request;
    }

    private static (Span Span, V1Endpoint Endpoint) ToSpan(V1Span from, TimeProvider clock)
    {
        var span = new Span
        {
            TraceId = Id(from.TraceId, "zipkinV1 span traceId", 16, 32, "hex traceId span has wrong length (expected 16 or 32)", "traceId is zero", 16),
            SpanId = Id(from.Id, "zipkinV1 span id", 16, 16, "hex Id has wrong length (expected 16)", "ID is zero", 8),
            ParentSpanId = from.ParentId.Length == 0 ? ByteString.Empty : Id(from.ParentId, "zipkinV1 span parentId", 16, 16, "hex Id has wrong length (expected 16)", "ID is zero", 8),
            Name = from.Name,
        };
        var endpoint = AddAnnotations(from.Annotations, span);
        var attributes = new SpanAttributes();
        var (component, status) = ZipkinV1Tags.Put(from.BinaryAnnotations, attributes);
        span.Status = status;
        if (endpoint.ServiceName == UnknownService && component.Length > 0)
            endpoint = endpoint with { ServiceName = component };
        if (from.Timestamp > 0)
            (span.StartTimeUnixNano, span.EndTimeUnixNano) = ((ulong)from.Timestamp * 1000, (ulong)(from.Timestamp + from.Duration) * 1000);
        if (span.StartTimeUnixNano == 0)
        {
            span.StartTimeUnixNano = span.EndTimeUnixNano = (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
            attributes.Put(ZipkinSpans.StartAbsent, new AnyValue { BoolValue = true });
        }

        attributes.CopyTo(span.Attributes);
        return (span, endpoint);
    }

    // The first annotation that tells a side of the call tells the kind; those are no events.
    private static V1Endpoint AddAnnotations(List<V1Annotation> annotations, Span span)
    {
        V1Endpoint? endpoint = null;
        foreach (var annotation in annotations.Where(a => a.Value.Length > 0))
        {
            var time = (ulong)Math.Max(0, annotation.Timestamp) * 1000;
            var kind = ToKind(annotation.Value);
            if (kind != Span.Types.SpanKind.Unspecified && annotation.Endpoint is { ServiceName.Length: > 0 })
                endpoint ??= annotation.Endpoint;
            if (span.Kind == Span.Types.SpanKind.Unspecified)
                span.Kind = kind;
            if (span.StartTimeUnixNano == 0 || time < span.StartTimeUnixNano)
                span.StartTimeUnixNano = time;
            span.EndTimeUnixNano = Math.Max(span.EndTimeUnixNano, time);
            if (kind == Span.Types.SpanKind.Unspecified)
                span.Events.Add(new Span.Types.Event { TimeUnixNano = time, Name = annotation.Value });
        }

        return endpoint ?? new V1Endpoint { ServiceName = UnknownService };
    }

    private static Span.Types.SpanKind ToKind(string value) => value switch
    {
        "cs" or "cr" => Span.Types.SpanKind.Client,
        "ss" or "sr" => Span.Types.SpanKind.Server,
        "ms" => Span.Types.SpanKind.Producer,
        "mr" => Span.Types.SpanKind.Consumer,
        _ => Span.Types.SpanKind.Unspecified,
    };

    private static ByteString Id(string text, string what, int shorter, int longer, string wrongLength, string zero, int bytes)
    {
        if (text.Length != shorter && text.Length != longer)
            throw new FormatException($"{what}: {wrongLength}");
        if (text.FirstOrDefault(c => !char.IsAsciiHexDigit(c)) is not '\0' and var wrong)
            throw new FormatException($"{what}: encoding/hex: invalid byte: U+{(int)wrong:X4} '{wrong}'");
        return text.Trim('0').Length == 0 ? throw new FormatException($"{what}: {zero}") : SpanAttributes.Id(text, bytes);
    }
}
