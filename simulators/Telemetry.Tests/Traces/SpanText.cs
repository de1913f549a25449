using System.Collections.Immutable;
using System.Text;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Tests.Traces;

/// <summary>A span in full as text: two are equal when their texts are, and a difference can be read.</summary>
internal static class SpanText
{
    public static string Of(SpanRecord span)
    {
        var text = new StringBuilder($"{span.TraceId}/{span.SpanId}<{span.ParentSpanId}> {span.Service} {span.Scope} '{span.Name}' {span.Kind} {span.Status} '{span.StatusMessage}' {span.StartUnixNano}..{span.EndUnixNano}");
        text.Append("\n  ").Append(Of(span.Resource)).Append("\n  ").Append(Of(span.Attributes));
        foreach (var happening in span.Events)
            text.Append($"\n  {happening.UnixNano} {happening.Name} ").Append(Of(happening.Attributes));
        foreach (var link in span.Links)
            text.Append($"\n  {link.TraceId}/{link.SpanId} ").Append(Of(link.Attributes));
        return text.ToString();
    }

    public static string[] Sorted(IEnumerable<SpanRecord> spans) => [.. spans.Select(Of).Order(StringComparer.Ordinal)];

    private static string Of(ImmutableSortedDictionary<string, AttributeValue> attributes) => string.Join("; ", attributes.Select(a => $"{a.Key}={a.Value}"));
}
