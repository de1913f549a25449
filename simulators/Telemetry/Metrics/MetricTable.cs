using System.Collections.Immutable;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>
/// The metrics of a stream: every kind, and the units whose names differ. Source of the names: prometheus/otlp-mapped-all, and for
/// <c>%</c> and a ratio that does not say so the collector's documentation of its naming.
/// </summary>
internal static class MetricTable
{
    /// <summary>What would be there if deltas were not dropped.</summary>
    public static readonly ImmutableArray<string> Dropped =
    [
        "harness_events_total", "harness_events", "harness_latency_delta_milliseconds_count", "harness_latency_delta_milliseconds_bucket", "harness_latency_delta_milliseconds_sum",
    ];

    public static ImmutableArray<Instrument> Make(MetricTimes times, bool exponential)
    {
        var labels = MetricLabels.Common(times.Items.Name);
        ImmutableArray<Instrument> table =
        [
            new GaugeInstrument(times, "harness.pool.size", "By", labels.Named("harness_pool_size_bytes"), 10, whole: false),
            new GaugeInstrument(times, "harness.queue.length", "{message}", labels.Named("harness_queue_length"), 11, whole: true),
            new GaugeInstrument(times, "harness.hit.ratio", "1", labels.Named("harness_hit_ratio"), 12, whole: false),
            new GaugeInstrument(times, "harness.saturation", "1", labels.Named("harness_saturation_ratio"), 13, whole: false),
            new GaugeInstrument(times, "harness.cpu.used", "%", labels.Named("harness_cpu_used_percent"), 14, whole: false),
            new GaugeInstrument(times, "harness.wind", "m/s", labels.Named("harness_wind_meters_per_second"), 15, whole: false),
            new GaugeInstrument(times, "harness.absent", "s", labels.Named("harness_absent_seconds"), 16, whole: false, pauses: true),
            new SumInstrument(times, "harness.requests", "1", labels.Named("harness_requests_total"), 20, whole: true, monotonic: true, exemplar: true),
            new SumInstrument(times, "harness.busy", "s", labels.Named("harness_busy_seconds_total"), 21, whole: false, monotonic: true),
            new SumInstrument(times, "harness.packets.total", "{packet}", labels.Named("harness_packets_total"), 22, whole: true, monotonic: true),
            new SumInstrument(times, "harness.updown", "1", labels.Named("harness_updown"), 23, whole: true, monotonic: false),
            new SumInstrument(times, "harness.events", "1", null, 24, whole: true, monotonic: true, delta: true),
            new HistogramInstrument(times, "harness.latency", "ms", labels, "harness_latency_milliseconds", 30, delta: false),
            new HistogramInstrument(times, "harness.latency.delta", "ms", labels, "", 40, delta: true),
            new SummaryInstrument(times, "harness.wait", "s", labels, "harness_wait_seconds", 50),
        ];
        return exponential ? table.Add(new ExponentialInstrument(times, "harness.payload", "By", labels.Named("harness_payload_bytes"), 60)) : table;
    }
}
