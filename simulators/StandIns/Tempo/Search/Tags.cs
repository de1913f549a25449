using System.Collections.Immutable;
using Validation.Simulators.StandIns.Tempo.TraceQl;
using Validation.Simulators.Wire.Otlp;
using Attribute = Validation.Simulators.StandIns.Tempo.Storage.Attribute;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>Names of attributes and their values, of what search sees.</summary>
internal sealed class Tags(Searcher searcher)
{
    private static readonly ImmutableArray<string> s_scopes = ["span", "event", "link", "resource", "instrumentation"];

    /// <summary>The names that TraceQL itself has.</summary>
    public static ImmutableArray<string> Intrinsics { get; } =
    [
        "duration", "event:name", "event:timeSinceStart", "instrumentation:name", "instrumentation:version", "kind", "link:spanID",
        "link:traceID", "name", "rootName", "rootServiceName", "span:duration", "span:id", "span:kind", "span:name", "span:parentID",
        "span:status", "span:statusMessage", "status", "statusMessage", "trace:duration", "trace:id", "trace:rootName",
        "trace:rootService", "traceDuration",
    ];

    /// <summary>Names by scope; scopes without names are left out.</summary>
    /// <param name="scope">One scope, <c>intrinsic</c>, or empty for all.</param>
    /// <param name="range">Where to look.</param>
    /// <exception cref="BadQueryException">There is no such scope.</exception>
    public IReadOnlyList<(string Scope, IReadOnlyCollection<string> Names)> Names(string scope, (long Start, long End) range)
    {
        if (scope is not ("" or "none" or "intrinsic") && !s_scopes.Contains(scope))
            throw new BadQueryException($"invalid scope: {scope}");
        var all = s_scopes.Where(s => scope is "" or "none" || s == scope).ToDictionary(s => s, _ => new SortedSet<string>(StringComparer.Ordinal));
        if (all.Count > 0)
        {
            foreach (var span in searcher.Spans(null, range))
            {
                Add(all, "span", span.Span.Attributes);
                Add(all, "resource", span.Head.Resource.Attributes);
                Add(all, "instrumentation", span.Head.Scope.Attributes);
                foreach (var e in span.Span.Events)
                    Add(all, "event", e.Attributes);
                foreach (var link in span.Span.Links)
                    Add(all, "link", link.Attributes);
            }
        }

        var found = s_scopes.Where(s => all.TryGetValue(s, out var names) && names.Count > 0).Select(s => (s, (IReadOnlyCollection<string>)all[s])).ToList();
        if (scope is "" or "none" or "intrinsic")
            found.Add(("intrinsic", Intrinsics));
        return found;
    }

    /// <summary>Values of an attribute of any scope, as texts.</summary>
    public IReadOnlyCollection<string> Values(string name, (long Start, long End) range)
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var span in searcher.Spans(null, range))
        {
            if (name == "name")
                values.Add(span.Span.Name);
            foreach (var value in new[] { Attribute.Find(span.Span.Attributes, name), Attribute.Find(span.Head.Resource.Attributes, name) })
            {
                if (value is not null)
                    values.Add(Attribute.Text(value));
            }
        }

        return values;
    }

    /// <summary>Values of a field, in the order of their texts.</summary>
    public IReadOnlyList<TraceValue> Values(Field field, TraceQuery? query, (long Start, long End) range)
    {
        var values = new Dictionary<(TraceType, string), TraceValue>();
        foreach (var span in searcher.Spans(query, range))
        {
            var value = field.Of(span);
            foreach (var one in value.Type == TraceType.List ? value.Items : [value])
            {
                if (one.Type is not (TraceType.Nil or TraceType.Duration))
                    values.TryAdd((one.Type, one.ToString()), one);
            }
        }

        return [.. values.OrderBy(v => v.Key.Item2, StringComparer.Ordinal).Select(v => v.Value)];
    }

    private static void Add(Dictionary<string, SortedSet<string>> all, string scope, IEnumerable<KeyValue> attributes)
    {
        if (!all.TryGetValue(scope, out var names))
            return;
        foreach (var attribute in attributes)
            names.Add(attribute.Key);
    }
}
