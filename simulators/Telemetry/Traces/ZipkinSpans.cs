using System.Collections.Immutable;
using Validation.Harness.Signals;
using Validation.Simulators.Wire;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Spans as a program that is instrumented for Zipkin sends them: strings, microseconds, four kinds, and the tag <c>error</c>.</summary>
internal static class ZipkinSpans
{
    public static ZipkinSpan ToZipkin(SpanRecord span)
    {
        var tags = span.Attributes.ToImmutableSortedDictionary(a => a.Key, a => a.Value.Text, StringComparer.Ordinal);
        return new ZipkinSpan(span.TraceId, span.SpanId)
        {
            ParentId = span.ParentSpanId,
            Name = span.Name,
            Kind = span.Kind is SpanKind.Unspecified or SpanKind.Internal ? "" : span.Kind.ToString().ToUpperInvariant(),
            Timestamp = span.StartUnixNano / 1_000,
            Duration = (span.EndUnixNano - span.StartUnixNano) / 1_000,
            LocalEndpoint = new ZipkinEndpoint(span.Service, "127.0.0.1"),
            Annotations = [.. span.Events.Select(e => new ZipkinAnnotation(e.UnixNano / 1_000, e.Name))],
            Tags = span.Status == SpanStatus.Error ? tags.SetItem("error", "true") : tags,
        };
    }
}
