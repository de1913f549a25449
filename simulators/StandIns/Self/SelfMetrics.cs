using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Self;

/// <summary>
/// A program's metrics of itself, in Prometheus' text format. A series exists from its first use, as with the real programs;
/// one that must be there at zero is added with 0.
/// </summary>
internal sealed class SelfMetrics
{
    private readonly ConcurrentDictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <summary>Adds to a counter.</summary>
    public void Add(string name, double by, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Of(name, "counter").Series(labels).Add(by);

    /// <summary>Sets a gauge.</summary>
    public void Set(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Of(name, "gauge").Series(labels).Set(value);

    /// <summary>The value of a series; null when it does not exist.</summary>
    public double? Value(string name, params ReadOnlySpan<(string Name, string Value)> labels) =>
        _families.TryGetValue(name, out var family) ? family.Find(labels) : null;

    /// <summary>All families in Prometheus' text format 0.0.4, in the order of their names.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        foreach (var (name, family) in _families.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {family.Type}\n");
            foreach (var (labels, value) in family.All())
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
        }

        return text.ToString();
    }

    private Family Of(string name, string type) => _families.GetOrAdd(name, _ => new Family(type));

    private sealed class Family(string type)
    {
        private readonly ConcurrentDictionary<string, Cell> _cells = new(StringComparer.Ordinal);

        public string Type { get; } = type;

        public Cell Series(ReadOnlySpan<(string Name, string Value)> labels) => _cells.GetOrAdd(Text(labels), _ => new Cell());

        public double? Find(ReadOnlySpan<(string Name, string Value)> labels) => _cells.TryGetValue(Text(labels), out var cell) ? cell.Value : null;

        public IEnumerable<(string Labels, double Value)> All() => _cells.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value.Value));

        private static string Text(ReadOnlySpan<(string Name, string Value)> labels)
        {
            if (labels.IsEmpty)
                return "";
            var text = new StringBuilder("{");
            foreach (var (name, value) in labels)
            {
                if (text.Length > 1)
                    text.Append(',');
                text.Append(name).Append("=\"").Append(value.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
            }

            return text.Append('}').ToString();
        }
    }

    private sealed class Cell
    {
        private readonly Lock _gate = new();
        private double _value;

        public double Value
        {
            get
            {
                lock (_gate)
                    return _value;
            }
        }

        public void Add(double by)
        {
            lock (_gate)
                _value += by;
        }

        public void Set(double value)
        {
            lock (_gate)
                _value = value;
        }
    }
}
