using System.Globalization;
using System.Text;

namespace Validation.Bench;

/// <summary>What was measured.</summary>
public sealed class Figures
{
    private readonly List<(string Server, string What, string Value, string Target, bool Missed)> _rows = [];

    /// <summary>How many targets were missed.</summary>
    public int Missed => _rows.Count(r => r.Missed);

    /// <summary>Adds a figure.</summary>
    /// <param name="server">Whose it is.</param>
    /// <param name="what">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="atMost">Its target; more is a miss.</param>
    public void Add(string server, string what, double value, string unit, double? atMost = null)
    {
        var missed = value > atMost;
        var target = atMost is { } most ? $"< {most:0.#} {unit}{(missed ? " MISSED" : "")}" : "";
        Add(server, what, string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}"), target, missed);
    }

    /// <summary>Adds a remark in the place of a figure.</summary>
    public void Note(string server, string what, string value) => Add(server, what, value, "", false);

    /// <summary>The table.</summary>
    public override string ToString()
    {
        var (server, what, value) = (_rows.Max(r => r.Server.Length), _rows.Max(r => r.What.Length), _rows.Max(r => r.Value.Length));
        var text = new StringBuilder();
        foreach (var row in _rows)
            text.AppendLine($"{row.Server.PadRight(server)}  {row.What.PadRight(what)}  {row.Value.PadLeft(value)}  {row.Target}".TrimEnd());
        return text.ToString();
    }

    private void Add(string server, string what, string value, string target, bool missed)
    {
        _rows.Add((server, what, value, target, missed));
        // Also at once: a bench that is stopped has shown what it knew.
        Console.Error.WriteLine($"{server}: {what}: {value} {target}".TrimEnd());
    }
}
