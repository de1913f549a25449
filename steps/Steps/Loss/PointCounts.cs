using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Exposition;
using Validation.Checks.Signals;
using Validation.Harness;

namespace Validation.Steps.Loss;

/// <summary>What a collector says of the points that it took over OTLP and writes to Prometheus: sums of its counters.</summary>
/// <param name="Counts">Sums by counter.</param>
/// <param name="Raw">The counters as they were read.</param>
public sealed record PointCounts(ImmutableSortedDictionary<string, double> Counts, Evidence Raw)
{
    private const string Accepted = "otelcol_receiver_accepted_metric_points";
    private const string Refused = "otelcol_receiver_refused_metric_points";
    private const string Failed = "otelcol_receiver_failed_metric_points";
    private const string Sent = "otelcol_exporter_sent_metric_points";
    private const string SendFailed = "otelcol_exporter_send_failed_metric_points";
    private const string EnqueueFailed = "otelcol_exporter_enqueue_failed_metric_points";

    private static readonly ImmutableArray<string> s_names = [Accepted, Refused, Failed, Sent, SendFailed, EnqueueFailed];

    /// <summary>The sums of a collector's metrics of itself. A counter that is not there has not counted yet.</summary>
    public static PointCounts Of(Answer<ImmutableArray<MetricFamily>> collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        var samples = collector.Value.SelectMany(f => f.Samples).Where(IsCounted).ToList();
        return new PointCounts(samples.GroupBy(s => s.Counter()).ToImmutableSortedDictionary(g => g.Key, g => g.Sum(s => s.Value)),
            Evidence.Text("counters.txt", string.Join('\n', samples.Select(s => $"{s.Labels.Text} {s.Value}"))));
    }

    /// <summary>The hops between an earlier reading and this one.</summary>
    public ImmutableArray<Hop> Since(PointCounts before)
    {
        ArgumentNullException.ThrowIfNull(before);
        double Grown(string name) => Counts.GetValueOrDefault(name) - before.Counts.GetValueOrDefault(name);
        ImmutableSortedDictionary<string, double> Said(params string[] names) => names.Where(n => Grown(n) != 0).ToImmutableSortedDictionary(n => n, Grown);
        return
        [
            new Hop("collector receiver", Accepted, Grown(Accepted)) { Said = Said(Refused, Failed) },
            // Prometheus takes a request as a whole or not at all: what it answered with an error has gone nowhere.
            new Hop("exporter", Sent, Grown(Sent)) { Said = Said(SendFailed, EnqueueFailed) },
        ];
    }

    private static bool IsCounted(MetricSample sample) => s_names.Contains(sample.Counter()) && (sample.Labels["exporter"] is "" or "prometheusremotewrite");
}
