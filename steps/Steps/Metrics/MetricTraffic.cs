using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Validation.Harness;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.Sending;
using Validation.Steps.Run;

namespace Validation.Steps.Metrics;

/// <summary>
/// The numbered metrics of a run, one stream a way into Prometheus. All are sent once, when the first scenario asks for one: the collector
/// holds back what it has for up to ten seconds, and the scenarios wait for that together.
/// </summary>
public sealed class MetricTraffic
{
    /// <summary>Points of every metric of a stream.</summary>
    public const int Points = 60;

    private const int PointsEachSend = 15;

    private static readonly ConditionalWeakTable<ValidationRun, Lazy<Task<MetricTraffic>>> s_runs = [];

    private readonly ImmutableSortedDictionary<string, SentMetrics> _ways;

    private MetricTraffic(ImmutableSortedDictionary<string, SentMetrics> ways) => _ways = ways;

    /// <summary>What a run has sent; the first caller sends it.</summary>
    public static Task<MetricTraffic> OfAsync(ValidationRun run) =>
        s_runs.GetValue(run, r => new Lazy<Task<MetricTraffic>>(() => SendAsync(r))).Value;

    /// <summary>What went a way.</summary>
    /// <param name="way"><c>gRPC</c>, <c>HTTP with protobuf</c>, <c>HTTP with JSON</c> or <c>remote write</c>.</param>
    /// <exception cref="KeyNotFoundException">Nothing goes that way.</exception>
    public SentMetrics By(string way) => _ways.TryGetValue(way, out var sent)
        ? sent
        : throw new KeyNotFoundException($"No metrics are sent over {way}, but over {string.Join(", ", _ways.Keys)}.");

    private static async Task<MetricTraffic> SendAsync(ValidationRun run)
    {
        var begin = run.Clock.GetUtcNow() - TimeSpan.FromSeconds(Points);
        var collector = run.Bed["collector-deployment"];
        SentMetrics[] ways =
        [
            await SendAsync(run, begin, "gRPC", "metrics-grpc", (m, l) => MetricEmitters.Otlp(OtlpTransport.Grpc, m, l, collector.Endpoint("otlp-grpc"))),
            await SendAsync(run, begin, "HTTP with protobuf", "metrics-http", (m, l) => MetricEmitters.Otlp(OtlpTransport.HttpProtobuf, m, l, collector.Endpoint("otlp-http"), gzip: true)),
            await SendAsync(run, begin, "HTTP with JSON", "metrics-json", (m, l) => MetricEmitters.Otlp(OtlpTransport.HttpJson, m, l, collector.Endpoint("otlp-http"))),
            await SendAsync(run, begin, "remote write", "metrics-remote", (m, l) => MetricEmitters.RemoteWrite(m, l, new Uri(run.Bed["prometheus"].Endpoint(), "api/v1/write"))),
        ];
        return new MetricTraffic(ways.ToImmutableSortedDictionary(w => w.Way, w => w, StringComparer.Ordinal));
    }

    private static async Task<SentMetrics> SendAsync(ValidationRun run, DateTimeOffset begin, string way, string name,
        Func<MetricStream, Ledger<Harness.Items.ItemRange>, IEmitter> emitter)
    {
        var stream = run.Signals.NewName(name);
        var metrics = new MetricStream(run.Signals.Items(stream), begin, TimeSpan.FromSeconds(1));
        using var deadline = run.In(run.Patience);
        using var sender = emitter(metrics, run.Signals.LedgerOf(stream));
        var sent = ImmutableArray.CreateBuilder<Emission>();
        for (var from = 0; from < Points; from += PointsEachSend)
            sent.Add(await sender.SendAsync(from, PointsEachSend, deadline));
        return new SentMetrics(way, metrics, sent.ToImmutable());
    }
}
