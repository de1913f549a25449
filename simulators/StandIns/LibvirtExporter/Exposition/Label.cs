using System.Text;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>The labels of a row, made once: as they are written, and as they are sorted.</summary>
/// <param name="Text">What stands between the braces, names in order, values escaped.</param>
/// <param name="Key">The values in that order with zero bytes between: comparing keys compares values one by one, as client_golang does.</param>
internal sealed record Label(byte[] Text, byte[] Key) : IComparable<Label>
{
    /// <summary>No labels.</summary>
    public static readonly Label None = new([], []);

    /// <summary>Labels whose names are given in alphabetical order, which is the order of the exposition.</summary>
    public static Label Of(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var text = new StringBuilder();
        var key = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"").Append(Escape(value)).Append('"');
            key.Append(key.Length == 0 ? "" : "\0").Append(value);
        }

        return new Label(Encoding.UTF8.GetBytes(text.ToString()), Encoding.UTF8.GetBytes(key.ToString()));
    }

    /// <inheritdoc />
    public int CompareTo(Label? other) => other is null ? 1 : Key.AsSpan().SequenceCompareTo(other.Key);

    private static string Escape(string value) =>
        value.AsSpan().IndexOfAny('\\', '"', '\n') < 0
            ? value
            : value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
