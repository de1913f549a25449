using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.OtlpLogs;
using Validation.Simulators.Telemetry.Traces;

namespace Validation.Bench.Signals;

/// <summary>The streams that are measured: the same on every machine.</summary>
internal static class Streams
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(1);

    public static OtlpLogStream Logs { get; } = new(Items("logs"), Begin, Spacing);

    public static MetricStream Metrics { get; } = new(Items("metrics"), Begin, Spacing);

    public static TraceStream Traces { get; } = new(Items("traces"), Begin, Spacing);

    /// <summary>Points that one number of the metrics has.</summary>
    public static int PointsEach { get; } = (int)Math.Round(Enumerable.Range(0, 100).Average(i => Points(i)));

    /// <summary>Spans that one tree has, on average.</summary>
    public static int SpansEach { get; } = (int)Math.Round(Enumerable.Range(0, 1_000).Average(i => Traces.Tree(i).Length));

    public static NumberedItems Items(string name) => new(new Seed(1), name);

    private static int Points(long seq) => Metrics.ToRequest(seq, 1).ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics)
        .Sum(m => (m.Gauge?.DataPoints.Count ?? 0) + (m.Sum?.DataPoints.Count ?? 0) + (m.Histogram?.DataPoints.Count ?? 0)
            + (m.ExponentialHistogram?.DataPoints.Count ?? 0) + (m.Summary?.DataPoints.Count ?? 0));
}
