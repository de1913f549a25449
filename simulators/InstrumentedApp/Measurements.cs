using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Validation.Simulators.InstrumentedApp;

/// <summary>The program's instruments, and beside them what they must have come to.</summary>
internal sealed class Measurements : IDisposable
{
    private const string Operations = "app.operations";
    private const string Work = "app.work";

    /// <summary>Name of the histogram.</summary>
    public const string Duration = "app.duration";

    private readonly Meter _meter = new(App.Source, "1.0.0");
    private readonly Counter<long> _operations;
    private readonly Counter<double> _work;
    private readonly Histogram<double> _duration;
    private readonly SortedDictionary<(string Name, string Unit, string Outcome), double> _sums = [];
    private readonly long[] _buckets = new long[Bounds.Length + 1];
    private (long Count, double Sum) _observed;

    public Measurements()
    {
        _operations = _meter.CreateCounter<long>(Operations, "{operation}", "operations done");
        _work = _meter.CreateCounter<double>(Work, "s", "time worked");
        _duration = _meter.CreateHistogram<double>(Duration, "ms", "time of an operation");
    }

    /// <summary>Bounds of the histogram's buckets.</summary>
    public static ImmutableArray<double> Bounds { get; } = [1, 10, 50, 100, 200];

    public ImmutableArray<AppCounter> Counters => [.. _sums.Select(s => new AppCounter(s.Key.Name, s.Key.Unit, s.Key.Outcome, s.Value))];

    public AppHistogram Histogram => new(Duration, "ms", _observed.Count, _observed.Sum, Bounds, [.. _buckets]);

    /// <summary>Measures one operation. Values are multiples of an eighth, so that sums are exact in any order.</summary>
    public void Take(string outcome, long operations, double seconds, double milliseconds)
    {
        var tag = KeyValuePair.Create<string, object?>("outcome", outcome);
        _operations.Add(operations, tag);
        _work.Add(seconds, tag);
        _duration.Record(milliseconds);
        Add((Operations, "{operation}", outcome), operations);
        Add((Work, "s", outcome), seconds);
        _observed = (_observed.Count + 1, _observed.Sum + milliseconds);
        _buckets[Bounds.Count(b => milliseconds > b)]++;
    }

    public void Dispose() => _meter.Dispose();

    private void Add((string Name, string Unit, string Outcome) key, double value) => _sums[key] = _sums.GetValueOrDefault(key) + value;
}
