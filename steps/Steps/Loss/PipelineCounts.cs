using System.Collections.Immutable;
using Validation.Backends.Exposition;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Steps.Loss;

/// <summary>What the parts of the run's pipeline count of themselves, as one reading.</summary>
/// <param name="Samples">The samples of each component.</param>
public sealed record PipelineCounts(ImmutableSortedDictionary<string, ImmutableArray<MetricSample>> Samples)
{
    private const string Reason = "reason";

    private static readonly ImmutableArray<string> s_collectors = ["collector-daemon", "collector-deployment"];

    /// <summary>Nothing was counted.</summary>
    public static PipelineCounts None { get; } = new(ImmutableSortedDictionary<string, ImmutableArray<MetricSample>>.Empty);

    /// <summary>Asks the collectors first and the backends after them: what a collector has handed over by then, its backend has counted.</summary>
    /// <exception cref="Backends.BackendException">One did not answer.</exception>
    public static async Task<PipelineCounts> ReadAsync(ValidationRun run, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(run);
        var read = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<MetricSample>>(StringComparer.Ordinal);
        foreach (var name in s_collectors.AddRange("loki", "tempo", "prometheus"))
        {
            using var client = new ExporterClient(run.Bed[name].Endpoint(), name);
            read[name] = [.. (await client.MetricsAsync(deadline)).Value.SelectMany(f => f.Samples)];
        }

        return new PipelineCounts(read.ToImmutable());
    }

    /// <summary>Items that the collectors took in, less what only their debug exporter gets.</summary>
    public double Accepted(SignalWay way) => Received($"otelcol_receiver_accepted_{Of(way).Items}");

    /// <summary>Items that the collectors handed over, taken or refused.</summary>
    public double HandedOver(SignalWay way) => Exported($"otelcol_exporter_sent_{Of(way).Items}", way) + Exported($"otelcol_exporter_send_failed_{way.Items}", way);

    /// <summary>The hops between the sender and the query.</summary>
    /// <param name="way">The signal's.</param>
    /// <param name="accepted">What the collectors had taken in when all of it should have been handed over by now.</param>
    /// <param name="intended">What the run had refused on purpose: counters from before it and after it.</param>
    public ImmutableArray<Hop> Hops(SignalWay way, double accepted, (PipelineCounts Before, PipelineCounts After)? intended = null)
    {
        ArgumentNullException.ThrowIfNull(way);
        var discards = Discards(way);
        if (intended is var (before, after))
            discards = discards.SetItems(discards.Select(d => KeyValuePair.Create(d.Key, d.Value - after.Grown(before, way, d.Key))));
        var refused = ((string[])["refused", "failed"]).Select(s => $"otelcol_receiver_{s}_{way.Items}").Select(n => KeyValuePair.Create(n, Received(n)));
        // What the backend answered with an error was handed to it, and it may have stored a part: its own counters say, where it has them.
        var failed = KeyValuePair.Create($"otelcol_exporter_send_failed_{way.Items}", Exported($"otelcol_exporter_send_failed_{way.Items}", way));
        var full = KeyValuePair.Create($"otelcol_exporter_enqueue_failed_{way.Items}", Exported($"otelcol_exporter_enqueue_failed_{way.Items}", way));
        var ingested = way.Received is { } counter ? Of(way.Backend).Where(s => s.Name == counter).Sum(s => s.Value) - Discards(way).Values.Sum() : double.NaN;
        return
        [
            new Hop("collector receiver", $"otelcol_receiver_accepted_{way.Items}", accepted) { Said = Above0(refused) },
            new Hop("exporter queue", $"otelcol_exporter_sent_{way.Items} + send_failed", HandedOver(way)) { Said = Above0([full]) },
            new Hop("backend ingest", $"{way.Received} - discarded", ingested) { Said = Above0(way.Received is null ? [.. discards, failed] : discards) },
        ];
    }

    /// <summary>The counters of a signal as they were read.</summary>
    public Evidence Raw(SignalWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        var told = Samples.SelectMany(c => c.Value.Where(s => s.Counter().EndsWith(way.Items, StringComparison.Ordinal) || s.Name == way.Received || way.Discards.Contains(s.Name)
            || s.Name == "otelcol_exporter_queue_size").Select(s => $"{c.Key}: {s.Labels.Text} {s.Value}"));
        return Evidence.Text($"hops-{way.Tag}.txt", string.Join('\n', told));
    }

    private double Grown(PipelineCounts before, SignalWay way, string reason) =>
        Discards(way).GetValueOrDefault(reason) - before.Discards(way).GetValueOrDefault(reason);

    private static SignalWay Of(SignalWay way) => way ?? throw new ArgumentNullException(nameof(way));

    private static ImmutableSortedDictionary<string, double> Above0(IEnumerable<KeyValuePair<string, double>> said) => said.Where(s => s.Value > 0).ToImmutableSortedDictionary();

    private IEnumerable<MetricSample> Of(string component) => Samples.GetValueOrDefault(component, []);

    // The chart's plain filelog reads the files once more, for the exporter debug only.
    private double Received(string name) => s_collectors.SelectMany(Of).Where(s => s.Counter() == name && s.Labels["receiver"] != "filelog").Sum(s => s.Value);

    private double Exported(string name, SignalWay way) => s_collectors.SelectMany(Of).Where(s => s.Counter() == name && s.Labels["exporter"] == way.Exporter).Sum(s => s.Value);

    /// <summary>What the backend did not keep, by reason, all tenants and formats added up; where it gives none, by the counter's name.</summary>
    public ImmutableSortedDictionary<string, double> Discards(SignalWay way) => Of(Of(way).Backend).Where(s => way.Discards.Contains(s.Name))
        .GroupBy(s => s.Labels[Reason].Length > 0 ? s.Labels[Reason] : s.Name, StringComparer.Ordinal).ToImmutableSortedDictionary(g => g.Key, g => g.Sum(s => s.Value));
}
