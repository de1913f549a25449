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

    /// <summary>Adds an observation to a histogram.</summary>
    /// <param name="name">Its name, without <c>_bucket</c>.</param>
    /// <param name="value">What was observed.</param>
    /// <param name="bounds">Upper bounds of its buckets, ascending, without infinity; the same always.</param>
    /// <param name="labels">Its labels.</param>
    public void Observe(string name, double value, ReadOnlySpan<double> bounds, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Of(name, "histogram").Observe(value, bounds, labels);

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
            foreach (var (suffix, value) in family.All())
                text.Append(CultureInfo.InvariantCulture, $"{name}{suffix} {value:R}\n");
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

        // The keys of the cells put a series' buckets in the order of their bounds, then its sum, then its count.
        public void Observe(double value, ReadOnlySpan<double> bounds, ReadOnlySpan<(string Name, string Value)> labels)
        {
            for (var i = 0; i <= bounds.Length; i++)
            {
                var bound = i < bounds.Length ? bounds[i] : double.PositiveInfinity;
                var text = double.IsPositiveInfinity(bound) ? "+Inf" : bound.ToString("R", CultureInfo.InvariantCulture);
                Part($"{Text(labels)}0{i:d4}", "_bucket" + Text([.. labels, ("le", text)])).Add(value <= bound ? 1 : 0);
            }

            Part($"{Text(labels)}1", "_sum" + Text(labels)).Add(value);
            Part($"{Text(labels)}2", "_count" + Text(labels)).Add(1);
        }

        private Cell Part(string order, string suffix) => _cells.GetOrAdd(order, _ => new Cell { Suffix = suffix });

        public IEnumerable<(string Suffix, double Value)> All() => _cells.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Value.Suffix ?? c.Key, c.Value.Value));

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

        public string? Suffix { get; init; }

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
