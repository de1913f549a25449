using System.Globalization;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>
/// The generator's series. A counter and the count and buckets of a histogram begin with a zero at the end of the minute before
/// the first collection, so that Prometheus sees them grow; a sum and a gauge begin with their value.
/// </summary>
internal sealed class Registry(IReadOnlyDictionary<string, string> externalLabels, TimeSpan stale, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Metric, SeriesKey Labels), Series> _series = [];

    /// <summary>Adds to a counter.</summary>
    public void Add(string metric, SeriesKey labels, double by)
    {
        lock (_gate)
            Find(metric, labels, static () => new Series([])).Add(by, clock.GetUtcNow());
    }

    /// <summary>Puts a gauge to one. One that is there already does not become younger: so it is in Tempo.</summary>
    public void SetOne(string metric, SeriesKey labels)
    {
        lock (_gate)
        {
            if (!_series.ContainsKey((metric, labels)))
                Find(metric, labels, static () => new Series([]) { StartsAtZero = false }).Add(1, clock.GetUtcNow());
        }
    }

    /// <summary>Puts a value into a histogram.</summary>
    public void Observe(string metric, SeriesKey labels, double value, IReadOnlyList<double> bounds)
    {
        lock (_gate)
            Find(metric, labels, () => new Series(bounds)).Observe(value, clock.GetUtcNow());
    }

    /// <summary>All samples of now, and the zeros of those that are new.</summary>
    public List<TimeSeries> Collect()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var zero = now - now % 60_000 - 1_000;
        var all = new List<TimeSeries>();
        lock (_gate)
        {
            foreach (var ((metric, labels), series) in _series)
            {
                var isNew = series.IsNew && series.StartsAtZero;
                series.IsNew = false;
                foreach (var (suffix, bound, value, startsAtZero) in series.Samples())
                {
                    var one = new TimeSeries();
                    one.Labels.AddRange(Labels(metric + suffix, labels, bound));
                    if (isNew && startsAtZero)
                        one.Samples.Add(new Sample { Timestamp = zero });
                    one.Samples.Add(new Sample { Timestamp = now, Value = value });
                    all.Add(one);
                }
            }
        }

        return all;
    }

    /// <summary>Forgets series that had nothing for too long.</summary>
    public void RemoveStale()
    {
        var oldest = clock.GetUtcNow() - stale;
        lock (_gate)
        {
            foreach (var key in _series.Where(s => s.Value.Updated < oldest).Select(s => s.Key).ToList())
                _series.Remove(key);
        }
    }

    private Series Find(string metric, SeriesKey labels, Func<Series> make)
    {
        if (!_series.TryGetValue((metric, labels), out var series))
            _series.Add((metric, labels), series = make());
        return series;
    }

    private IEnumerable<Label> Labels(string metric, SeriesKey labels, double? bound)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["__name__"] = metric };
        foreach (var (name, value) in externalLabels)
            all[name] = value;
        foreach (var (name, value) in labels.Labels)
            all[name] = value;
        if (bound is { } le)
            all["le"] = double.IsPositiveInfinity(le) ? "+Inf" : le.ToString("R", CultureInfo.InvariantCulture);
        return all.Select(l => new Label { Name = l.Key, Value = l.Value });
    }

    private sealed class Series(IReadOnlyList<double> bounds)
    {
        private readonly double[] _buckets = new double[bounds.Count == 0 ? 0 : bounds.Count + 1];
        private double _sum;
        private double _count;

        public bool StartsAtZero { get; init; } = true;

        public bool IsNew { get; set; } = true;

        public DateTimeOffset Updated { get; private set; }

        public void Add(double by, DateTimeOffset now) => (_sum, Updated) = (_sum + by, now);

        public void Observe(double value, DateTimeOffset now)
        {
            (_sum, _count, Updated) = (_sum + value, _count + 1, now);
            for (var i = 0; i < _buckets.Length; i++)
            {
                if (i == bounds.Count || value <= bounds[i])
                    _buckets[i]++;
            }
        }

        public IEnumerable<(string Suffix, double? Bound, double Value, bool StartsAtZero)> Samples()
        {
            if (_buckets.Length == 0)
            {
                yield return ("", null, _sum, true);
                yield break;
            }

            yield return ("_sum", null, _sum, false);
            yield return ("_count", null, _count, true);
            for (var i = 0; i < _buckets.Length; i++)
                yield return ("_bucket", i == bounds.Count ? double.PositiveInfinity : bounds[i], _buckets[i], true);
        }
    }
}
