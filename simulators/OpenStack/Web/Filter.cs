using System.Text.Json;
using System.Text.Json.Nodes;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>Filters as Keystone, Neutron and others take them: a field's name, and the values it may have.</summary>
internal static class Filter
{
    private static readonly HashSet<string> NoFields = new(StringComparer.Ordinal)
    {
        "fields", "limit", "marker", "sort_key", "sort_dir", "page_reverse", "sort",
    };

    /// <summary>The documents whose fields have one of the values that the query names; parameters that are no field are passed over.</summary>
    public static IEnumerable<JsonObject> Apply(IEnumerable<JsonObject> documents, Call call)
    {
        var wanted = call.Ask.Query.Where(p => !NoFields.Contains(p.Key)).ToArray();
        return wanted.Length == 0 ? documents : documents.Where(d => wanted.All(p => Fits(d, p.Key, call.Params(p.Key))));
    }

    /// <summary>A value as a query would write it.</summary>
    public static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue v when v.GetValueKind() is JsonValueKind.True => "true",
        JsonValue v when v.GetValueKind() is JsonValueKind.False => "false",
        _ => value.ToString(),
    };

    private static bool Fits(JsonObject document, string field, IReadOnlyList<string> values)
    {
        var comparison = StringComparison.Ordinal;
        var contains = false;
        foreach (var (suffix, ignoreCase) in new[] { ("__contains", false), ("__icontains", true) })
        {
            if (!field.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            (field, contains) = (field[..^suffix.Length], true);
            comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : comparison;
        }

        if (!document.TryGetPropertyValue(field, out var value))
            return true;
        // Yes and no are written in many ways.
        if (value is JsonValue flag && flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return values.Any(v => v.ToLowerInvariant() is "true" or "1" or "yes" or "" == flag.GetValue<bool>());
        var text = Text(value);
        return values.Any(v => contains ? text.Contains(v, comparison) : text == v);
    }
}
