using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;

/// <summary>Metrics of one scrape of one scraper.</summary>
/// <param name="now">When, in nanoseconds since 1970.</param>
/// <param name="boot">When the host was started, likewise.</param>
internal sealed class MetricSet(ulong now, ulong boot)
{
    private readonly Dictionary<string, Metric> _all = new(StringComparer.Ordinal);

    /// <summary>The metrics in the order of their first points.</summary>
    public IEnumerable<Metric> All => _all.Values;

    /// <summary>Number of points.</summary>
    public int Points { get; private set; }

    /// <summary>Adds to what only rises.</summary>
    public void Counter(string name, string unit, double value, params ReadOnlySpan<(string Key, string Value)> attributes) =>
        Sum(name, unit, true).DataPoints.Add(Point(new NumberDataPoint { AsDouble = value, StartTimeUnixNano = boot }, attributes));

    /// <summary>Adds to what only rises, in whole numbers.</summary>
    public void Counter(string name, string unit, long value, params ReadOnlySpan<(string Key, string Value)> attributes) =>
        Sum(name, unit, true).DataPoints.Add(Point(new NumberDataPoint { AsInt = value, StartTimeUnixNano = boot }, attributes));

    /// <summary>Adds to what rises and falls and can be added up.</summary>
    public void Level(string name, string unit, long value, params ReadOnlySpan<(string Key, string Value)> attributes) =>
        Sum(name, unit, false).DataPoints.Add(Point(new NumberDataPoint { AsInt = value, StartTimeUnixNano = boot }, attributes));

    /// <summary>Adds to what cannot be added up.</summary>
    public void Gauge(string name, string unit, double value) =>
        (Of(name, unit).Gauge ??= new Gauge()).DataPoints.Add(Point(new NumberDataPoint { AsDouble = value }, []));

    private Sum Sum(string name, string unit, bool monotonic) =>
        Of(name, unit).Sum ??= new Sum { AggregationTemporality = AggregationTemporality.Cumulative, IsMonotonic = monotonic };

    private Metric Of(string name, string unit)
    {
        if (!_all.TryGetValue(name, out var metric))
            _all[name] = metric = new Metric { Name = name, Unit = unit };
        return metric;
    }

    private NumberDataPoint Point(NumberDataPoint point, ReadOnlySpan<(string Key, string Value)> attributes)
    {
        Points++;
        point.TimeUnixNano = now;
        foreach (var (key, value) in attributes)
            point.Attributes.Add(new KeyValue { Key = key, Value = new AnyValue { StringValue = value } });
        return point;
    }
}
