using System.Collections.Immutable;

namespace Validation.Steps.Loss;

/// <summary>The counters by which the hops on a signal's way count its items.</summary>
/// <param name="Tag">The scenarios' tag.</param>
/// <param name="Items">What the collector calls its items: <c>spans</c>.</param>
/// <param name="Exporter">The exporter of Genestack's collectors that hands them to the backend.</param>
/// <param name="Backend">Name of the component that stores them.</param>
/// <param name="Received">The backend's counter of items that came; null when it counts something else than the collector.</param>
/// <param name="Discards">The backend's counters of items that it did not keep.</param>
/// <param name="Uncounted">The hop whose loss no counter shows.</param>
public sealed record SignalWay(string Tag, string Items, string Exporter, string Backend, string? Received, ImmutableArray<string> Discards, string Uncounted)
{
    /// <summary>Log files. What a receiver never read of a file is counted by nobody.</summary>
    public static SignalWay Logs { get; } = new("logs", "log_records", "otlphttp/loki", "loki", "loki_distributor_lines_received_total",
        ["loki_discarded_samples_total"], "collector receiver");

    /// <summary>Traces. Tempo answers what it discards with a success, and counts it.</summary>
    public static SignalWay Traces { get; } = new("traces", "spans", "otlphttp/tempo", "tempo", "tempo_distributor_spans_received_total",
        ["tempo_discarded_spans_total"], "query");

    /// <summary>Metrics. A point becomes as many samples as its type has, so that Prometheus' counters cannot be compared with the collector's.</summary>
    public static SignalWay Metrics { get; } = new("metrics", "metric_points", "prometheusremotewrite", "prometheus", null,
        ["prometheus_tsdb_out_of_order_samples_total", "prometheus_tsdb_out_of_bound_samples_total", "prometheus_tsdb_too_old_samples_total"], "query");

    /// <summary>
    /// The ways that a scenario is about, by its tags: its own signal's, or all when it is about several. None when it is about a loss: what
    /// it loses goes another way, whose hops it names itself.
    /// </summary>
    public static ImmutableArray<SignalWay> Of(IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        ImmutableArray<SignalWay> all = [Logs, Traces, Metrics];
        if (!tags.Contains("signals") || tags.Contains("loss"))
            return [];
        return all.Where(w => tags.Contains(w.Tag)).ToImmutableArray() is { IsEmpty: false } own ? own : all;
    }
}
