using System.Text.RegularExpressions;

namespace Validation.Bdd.Features;

/// <summary>Puts the values of an example row into an outline's texts.</summary>
internal static class Outline
{
    private static readonly Regex Placeholder = new("<([^<>]+)>", RegexOptions.CultureInvariant);

    /// <summary>Replaces each <c>&lt;name&gt;</c> that is a column; anything else between angle brackets stays.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        values.Count == 0 ? text : Placeholder.Replace(text, m => values.TryGetValue(m.Groups[1].Value, out var value) ? value : m.Value);

    /// <summary>The names between angle brackets.</summary>
    public static IEnumerable<string> Names(string text) => Placeholder.Matches(text).Cast<Match>().Select(m => m.Groups[1].Value);

    /// <summary>The title of one case: filled, then the values that the title does not name: <c>Resets (sockets: 2)</c>.</summary>
    public static string Title(string title, IReadOnlyDictionary<string, string> values)
    {
        var named = Names(title).ToArray();
        var rest = values.Where(v => !named.Contains(v.Key)).Select(v => $"{v.Key}: {v.Value}").ToArray();
        return Fill(title, values) + (rest.Length == 0 ? "" : $" ({string.Join(", ", rest)})");
    }

    /// <summary>The values of a row by column, in the order of the columns.</summary>
    public static IReadOnlyDictionary<string, string> Values(ExamplesModel examples, ExampleRow row)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < examples.Columns.Count; i++)
            values[examples.Columns[i]] = row.Values[i];
        return values;
    }
}
