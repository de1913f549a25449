using System.Text;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>Labels by name, in the order of the names.</summary>
internal sealed class Labels : SortedDictionary<string, string>
{
    /// <summary>None.</summary>
    public Labels()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>A copy.</summary>
    public Labels(Labels from)
        : base(from, StringComparer.Ordinal)
    {
    }

    /// <summary>The value of a label; empty when there is none, which is the same to Prometheus.</summary>
    public string Of(string name) => TryGetValue(name, out var value) ? value : "";

    /// <summary>Sets a label; an empty value removes it.</summary>
    public void Put(string name, string value)
    {
        if (value.Length == 0)
            Remove(name);
        else
            this[name] = value;
    }

    /// <summary>A text that is equal for equal labels.</summary>
    /// <param name="without">Labels that do not count.</param>
    public string Key(params ReadOnlySpan<string> without)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in this)
        {
            if (!without.Contains(name))
                text.Append(name).Append('\xff').Append(value).Append('\xff');
        }

        return text.ToString();
    }

    /// <summary>Whether a text may name a label.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
