using System.Collections.Immutable;
using Validation.Backends.Loki;
using Validation.Backends.Prometheus;
using Validation.Backends.Tempo;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs.Files;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Sending;

namespace Validation.Steps.Freshness;

/// <summary>Makes the lanes of each signal, between an emitter and a client of the backend that stores it.</summary>
public static class FreshnessLanes
{
    // A trace that is not there is asked for by its id alone; behind so many of them nobody looks until one of them comes.
    private const int MostAbsent = 5;

    /// <summary>Lines of a log file, asked for in Loki by the stream's mark.</summary>
    public static FreshnessLane Logs(LogWriter writer, LokiClient loki, DateTimeOffset begin)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var items = writer.Stream.Items;
        var window = LogWindow.Of(begin - TimeSpan.FromMinutes(1), begin + TimeSpan.FromMinutes(5));
        var query = $"{{namespace=\"openstack\"}} |= \"{Mark.Prefix}{items.Name}/\"";
        return new FreshnessLane(items.Name, (seq, d) => writer.WriteAsync(seq, 1, d), async (_, d) =>
            [.. (await loki.QueryRangeAsync(query, window, d)).Value.Select(l => Mark.Find(l.Body)).OfType<Mark>().Where(m => m.IsOf(items)).Select(m => m.Seq)]);
    }

    /// <summary>Traces, asked for in Tempo by their ids, the oldest first.</summary>
    public static FreshnessLane Traces(NumberedItems items, IEmitter emitter, TempoClient tempo) => new(items.Name, Send(emitter), async (open, d) =>
    {
        var (there, absent) = (new List<long>(), 0);
        foreach (var seq in open)
        {
            if ((await tempo.TraceAsync(items.TraceId(seq), d)).Value is { IsEmpty: false })
                there.Add(seq);
            else if (++absent == MostAbsent)
                break;
        }

        return there;
    });

    /// <summary>Samples, asked for in Prometheus by the stream's label, and known by their times.</summary>
    public static FreshnessLane Metrics(MetricStream metrics, IEmitter emitter, PrometheusClient prometheus)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var times = Enumerable.Range(0, FreshnessLane.Count).ToImmutableDictionary(i => metrics.UnixMilliseconds(i), i => (long)i);
        var query = $"harness_updown{{stream=\"{metrics.Items.Name}\"}}[5m]";
        return new FreshnessLane(metrics.Items.Name, Send(emitter), async (_, d) =>
            [.. (await prometheus.MatrixAsync(query, d)).Value.SelectMany(r => r.Samples)
                .Select(s => times.GetValueOrDefault(s.At.ToUnixTimeMilliseconds(), -1)).Where(seq => seq >= 0)]);
    }

    private static Func<long, Deadline, Task<Sent<ItemRange>>> Send(IEmitter emitter) => async (seq, d) => (await emitter.SendAsync(seq, 1, d)).Row;
}
