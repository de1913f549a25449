using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>A label's or structured metadata's name and value.</summary>
internal readonly record struct Label(string Name, string Value);

/// <summary>Labels in ordinal order, equal when their text is: <c>{app="nova", service_name="nova"}</c>, quoted as Go quotes.</summary>
internal sealed class Labels : IEquatable<Labels>
{
    private Labels(ImmutableArray<Label> all) => (All, Text) = (all, Write(all));

    public static Labels Empty { get; } = new([]);

    public ImmutableArray<Label> All { get; }

    public string Text { get; }

    /// <summary>Labels by name; of a name that comes twice the last one counts.</summary>
    public static Labels From(IEnumerable<Label> labels)
    {
        var byName = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            byName[name] = value;
        return byName.Count == 0 ? Empty : new Labels([.. byName.Select(p => new Label(p.Key, p.Value))]);
    }

    /// <summary>A label's value; null when it is not there.</summary>
    public string? Get(string name)
    {
        foreach (var label in All)
        {
            if (label.Name == name)
                return label.Value;
        }

        return null;
    }

    public bool Equals(Labels? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as Labels);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;

    private static string Write(ImmutableArray<Label> labels)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in labels)
        {
            if (text.Length > 1)
                text.Append(", ");
            text.Append(name).Append('=');
            Quote(text, value);
        }

        return text.Append('}').ToString();
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' => text.Append('\\').Append(letter),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
