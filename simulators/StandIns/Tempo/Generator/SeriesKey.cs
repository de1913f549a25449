using System.Text;

namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>Labels of a series without its name: sorted, without empty values; equal when they are the same.</summary>
internal sealed class SeriesKey : IEquatable<SeriesKey>
{
    private readonly string _text;

    private SeriesKey(List<(string Name, string Value)> labels)
    {
        Labels = labels;
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
            text.Append(name).Append('\u0001').Append(value).Append('\u0002');
        _text = text.ToString();
    }

    /// <summary>Names and values in ordinal order.</summary>
    public IReadOnlyList<(string Name, string Value)> Labels { get; }

    /// <summary>A key of labels in any order; of a name that comes twice the last counts.</summary>
    public static SeriesKey Of(IEnumerable<(string Name, string Value)> labels)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            sorted[name] = value;
        return new SeriesKey([.. sorted.Where(l => l.Value.Length > 0).Select(l => (l.Key, l.Value))]);
    }

    /// <inheritdoc />
    public bool Equals(SeriesKey? other) => other is not null && _text == other._text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SeriesKey);

    /// <inheritdoc />
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);
}
