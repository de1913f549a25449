using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>A label's or structured metadata's name and value.</summary>
internal readonly record struct Label(string Name, string Value);

/// <summary>Labels in ordinal order, equal when their text is: <c>{app="nova", service_name="nova"}</c>, quoted as Go quotes.</summary>
internal sealed class Labels : IEquatable<Labels>
{
    private string? _text;

    private Labels(ImmutableArray<Label> all) => All = all;

    public static Labels Empty { get; } = new([]);

    public ImmutableArray<Label> All { get; }

    // Made when it is asked for: most labels of lines are only written out.
    public string Text => _text ??= Write(All);

    /// <summary>Labels by name; of a name that comes twice the last one counts.</summary>
    public static Labels From(IEnumerable<Label> labels)
    {
        Label[] all = [.. labels];
        if (all.Length == 0)
            return Empty;
        var sorted = true;
        for (var i = 1; i < all.Length && sorted; i++)
            sorted = string.CompareOrdinal(all[i - 1].Name, all[i].Name) < 0;
        return new Labels(ImmutableCollectionsMarshal.AsImmutableArray(sorted ? all : Sorted(all)));
    }

    private static Label[] Sorted(Label[] all)
    {
        // Stable, so that the last one of a name is the last one given.
        Label[] sorted = [.. all.OrderBy(l => l.Name, StringComparer.Ordinal)];
        var kept = 0;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Name != sorted[kept].Name)
                kept++;
            sorted[kept] = sorted[i];
        }

        return kept == sorted.Length - 1 ? sorted : sorted[..(kept + 1)];
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
