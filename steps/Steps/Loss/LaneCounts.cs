using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Exposition;
using Validation.Checks.Signals;
using Validation.Harness;

namespace Validation.Steps.Loss;

/// <summary>What the hops of a lane of logs say of themselves: sums of their counters.</summary>
/// <param name="Counts">Sums by counter; those of <c>loki_discarded_samples_total</c> by <c>discarded REASON</c>.</param>
/// <param name="Raw">The counters as they were read.</param>
public sealed record LaneCounts(ImmutableSortedDictionary<string, double> Counts, Evidence Raw)
{
    private const string Accepted = "otelcol_receiver_accepted_log_records";
    private const string Sent = "otelcol_exporter_sent_log_records";
    private const string SendFailed = "otelcol_exporter_send_failed_log_records";
    private const string EnqueueFailed = "otelcol_exporter_enqueue_failed_log_records";
    private const string QueueSize = "otelcol_exporter_queue_size";
    private const string Received = "loki_distributor_lines_received_total";
    private const string DiscardedLines = "loki_discarded_samples_total";
    private const string Discarded = "discarded ";

    private static readonly ImmutableArray<string> s_names =
        [Accepted, "otelcol_receiver_refused_log_records", "otelcol_receiver_failed_log_records", Sent, SendFailed, EnqueueFailed, QueueSize, Received];

    /// <summary>Nothing was counted.</summary>
    public static LaneCounts None { get; } = new(ImmutableSortedDictionary<string, double>.Empty, Evidence.Text("counters.txt", ""));

    /// <summary>The metrics of a program that was not asked.</summary>
    public static Answer<ImmutableArray<MetricFamily>> NoAnswer { get; } = new([], Evidence.Text("counters.txt", ""));

    /// <summary>How many batches wait in the collector's queue, or are on their way out of it.</summary>
    public double Queued => Counts.GetValueOrDefault(QueueSize);

    /// <summary>How many lines found the queue full.</summary>
    public double Rejected => Counts.GetValueOrDefault(EnqueueFailed);

    /// <summary>The sums of a collector's and a Loki's metrics of themselves. A counter that is not there has not counted yet.</summary>
    public static LaneCounts Of(Answer<ImmutableArray<MetricFamily>> collector, Answer<ImmutableArray<MetricFamily>> loki)
    {
        ArgumentNullException.ThrowIfNull(collector);
        ArgumentNullException.ThrowIfNull(loki);
        var samples = collector.Value.Concat(loki.Value).SelectMany(f => f.Samples).Where(IsCounted).ToList();
        var counts = samples.GroupBy(s => s.Name == DiscardedLines ? Discarded + s.Labels["reason"] : s.Counter())
            .ToImmutableSortedDictionary(g => g.Key, g => g.Sum(s => s.Value));
        return new LaneCounts(counts, Evidence.Text("counters.txt", string.Join('\n', samples.Select(s => $"{s.Labels.Text} {s.Value}"))));
    }

    /// <summary>The hops between an earlier reading and this one.</summary>
    /// <param name="before">The earlier reading.</param>
    /// <param name="written">How many lines the ledger has.</param>
    /// <param name="rows">How many the query answered.</param>
    public ImmutableArray<Hop> Since(LaneCounts before, long written, long rows)
    {
        ArgumentNullException.ThrowIfNull(before);
        double Grown(string name) => Counts.GetValueOrDefault(name) - before.Counts.GetValueOrDefault(name);
        var discarded = Counts.Keys.Where(n => n.StartsWith(Discarded, StringComparison.Ordinal)).ToImmutableSortedDictionary(n => n[Discarded.Length..], Grown)
            .RemoveRange(Counts.Keys.Where(n => n.StartsWith(Discarded, StringComparison.Ordinal) && Grown(n) == 0).Select(n => n[Discarded.Length..]));
        ImmutableSortedDictionary<string, double> Said(params string[] names) => names.Where(n => Grown(n) != 0).ToImmutableSortedDictionary(n => n, Grown);
        return
        [
            new Hop("file", "the ledger", written),
            new Hop("collector receiver", Accepted, Grown(Accepted))
            {
                Said = Said("otelcol_receiver_refused_log_records", "otelcol_receiver_failed_log_records"),
            },
            // What the backend answered with an error was handed to it all the same, and it may have stored a part: its own counters say.
            new Hop("exporter queue", $"{Sent} + send_failed", Grown(Sent) + Grown(SendFailed)) { Said = Said(SendFailed, EnqueueFailed, QueueSize) },
            new Hop("backend ingest", $"{Received} - discarded", Grown(Received) - discarded.Values.Sum()) { Said = discarded },
            new Hop("query", "rows", rows),
        ];
    }

    // Genestack's own receivers have a name of their own; the chart's plain filelog reads the files once more, for the exporter debug only.
    private static bool IsCounted(MetricSample sample) => sample.Name == DiscardedLines || (s_names.Contains(sample.Counter())
        && sample.Labels["exporter"] is "" or "otlphttp/loki" && sample.Labels["data_type"] is "" or "logs" && sample.Labels["receiver"] != "filelog");
}
