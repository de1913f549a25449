using System.Globalization;
using Validation.Simulators.StandIns.Tempo.TraceQl;
using Validation.Simulators.Wire.Otlp;
using Attribute = Validation.Simulators.StandIns.Tempo.Storage.Attribute;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>
/// The search that is older than TraceQL. Tags that Tempo keeps in columns of their own match when the value is a part of them, others
/// when it is the whole; each tag may be on another span, but attributes without a column must be in one batch.
/// </summary>
internal static class LegacyTags
{
    private static readonly string[] s_resourceColumns =
        ["service.name", "cluster", "namespace", "pod", "container", "k8s.cluster.name", "k8s.namespace.name", "k8s.pod.name", "k8s.container.name"];

    /// <summary>Whether a trace has all tags.</summary>
    public static bool Match(TraceView trace, IReadOnlyList<(string Name, string Value)> tags)
    {
        var plain = tags.Where(t => !IsColumn(t)).ToList();
        return tags.Where(IsColumn).All(t => HasColumn(trace, t.Name, t.Value))
            && (plain.Count == 0 || trace.Spans.GroupBy(s => s.Head.Resource).Any(b => plain.All(t => b.Any(s => HasAttribute(s, t.Name, t.Value)))));
    }

    /// <summary>Texts that a trace must have somewhere.</summary>
    public static IEnumerable<string> Needed(IEnumerable<(string Name, string Value)> tags) =>
        tags.Where(t => t.Name is not ("status.code" or "http.status_code")).Select(t => t.Value);

    private static bool IsColumn((string Name, string Value) tag) => s_resourceColumns.Contains(tag.Name) || tag.Name switch
    {
        "name" or "root.name" or "root.service.name" or "status.code" or "http.method" or "http.url" => true,
        "http.status_code" => long.TryParse(tag.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static bool HasColumn(TraceView trace, string name, string value) => name switch
    {
        "root.name" => trace.Root?.Span.Name.Contains(value, StringComparison.Ordinal) ?? false,
        "root.service.name" => trace.Root?.Head.Service.Contains(value, StringComparison.Ordinal) ?? false,
        "name" => trace.Spans.Any(s => s.Span.Name.Contains(value, StringComparison.Ordinal)),
        "status.code" => trace.Spans.Any(s => TraceValue.OfStatus((int)(s.Span.Status?.Code ?? 0)).ToString() == value),
        "http.status_code" => trace.Spans.Any(s => Attribute.Find(s.Span.Attributes, name) is { HasIntValue: true } code
            && code.IntValue == long.Parse(value, CultureInfo.InvariantCulture)),
        "http.method" or "http.url" => trace.Spans.Any(s => IsPart(Attribute.Find(s.Span.Attributes, name), value)),
        _ => trace.Spans.Any(s => IsPart(Attribute.Find(s.Head.Resource.Attributes, name), value)),
    };

    private static bool IsPart(AnyValue? attribute, string value) =>
        attribute is { HasStringValue: true } && attribute.StringValue.Contains(value, StringComparison.Ordinal);

    private static bool HasAttribute(SpanView span, string name, string value) =>
        Attribute.Find(span.Span.Attributes, name) is { HasStringValue: true } own && own.StringValue == value
        || Attribute.Find(span.Head.Resource.Attributes, name) is { HasStringValue: true } common && common.StringValue == value;
}
