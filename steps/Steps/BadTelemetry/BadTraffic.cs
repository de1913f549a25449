using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Bad;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.OtlpLogs;
using Validation.Simulators.Telemetry.Sending;
using Validation.Steps.Loss;
using Validation.Steps.Metrics;
using Validation.Steps.Run;

namespace Validation.Steps.BadTelemetry;

/// <summary>
/// Everything bad, sent once a run when the first scenario asks for it, one after the other: before, between and after the bad requests
/// goes one good item each to the collector, to Loki and to Prometheus.
/// </summary>
/// <param name="Answers">What was answered to each bad request, by its name.</param>
/// <param name="Collected">The good points that went through the collector.</param>
/// <param name="Written">The good points that were written to Prometheus.</param>
/// <param name="Logs">The good log records that were sent to Loki.</param>
/// <param name="Counted">What the pipeline had counted before, and after.</param>
public sealed record BadTraffic(ImmutableDictionary<string, BadAnswer> Answers, SentMetrics Collected, SentMetrics Written, OtlpLogStream Logs,
    (PipelineCounts Before, PipelineCounts After) Counted)
{
    private static readonly ConditionalWeakTable<ValidationRun, Lazy<Task<BadTraffic>>> s_runs = [];

    /// <summary>When the traffic began; nothing of it is older, but for what is bad.</summary>
    public required DateTimeOffset Begin { get; init; }

    /// <summary>What a run has sent; the first caller sends it.</summary>
    public static Task<BadTraffic> OfAsync(ValidationRun run) => s_runs.GetValue(run, r => new Lazy<Task<BadTraffic>>(() => SendAsync(r))).Value;

    /// <summary>What the pipeline counted before the run sent what is bad, and after; null when it has not, or is not done yet.</summary>
    public static async Task<(PipelineCounts Before, PipelineCounts After)?> RefusedAsync(ValidationRun run) =>
        s_runs.TryGetValue(run, out var sent) && sent is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? (await sent.Value).Counted : null;

    /// <summary>The letters and digits by which a row's data are known: those of the run and the row's place.</summary>
    public static string Known(ValidationRun run, BadPayload payload)
    {
        ArgumentNullException.ThrowIfNull(run);
        return $"{run.Identity.Seed}x{Simulators.Telemetry.Bad.BadTelemetry.All.IndexOf(payload)}";
    }

    private static async Task<BadTraffic> SendAsync(ValidationRun run)
    {
        using var deadline = run.In(TimeSpan.FromMinutes(1));
        var begin = run.Clock.GetUtcNow() - TimeSpan.FromSeconds(Simulators.Telemetry.Bad.BadTelemetry.All.Length + 1);
        var (collected, written) = (Metrics(run, "beside-bad-collected", begin), Metrics(run, "beside-bad-written", begin));
        var logs = new OtlpLogStream(run.Signals.Items(run.Signals.NewName("beside-bad-logs")), begin, TimeSpan.FromSeconds(1));
        using var collector = MetricEmitters.Otlp(OtlpTransport.Grpc, collected, Ledger(run, collected.Items), run.Bed["collector-deployment"].Endpoint("otlp-grpc"));
        using var prometheus = MetricEmitters.RemoteWrite(written, Ledger(run, written.Items), new Uri(run.Bed["prometheus"].Endpoint(), "api/v1/write"));
        using var loki = OtlpLogEmitters.Create(OtlpTransport.HttpProtobuf, logs, Ledger(run, logs.Items), new Uri(run.Bed["loki"].Endpoint(), "otlp"));
        using var bad = new BadSender();

        var answers = ImmutableDictionary.CreateBuilder<string, BadAnswer>(StringComparer.Ordinal);
        var (good, stored) = (ImmutableArray.CreateBuilder<Emission>(), ImmutableArray.CreateBuilder<Emission>());
        var before = await PipelineCounts.ReadAsync(run, deadline);
        for (var place = 0; place <= Simulators.Telemetry.Bad.BadTelemetry.All.Length; place++)
        {
            good.Add(await collector.SendAsync(place, 1, deadline));
            stored.Add(await prometheus.SendAsync(place, 1, deadline));
            await loki.SendAsync(place, 1, deadline);
            if (place < Simulators.Telemetry.Bad.BadTelemetry.All.Length && Simulators.Telemetry.Bad.BadTelemetry.All[place] is var payload)
                answers[payload.Name] = await bad.SendAsync(payload, Door(run, payload.Receiver), new BadMoment(run.Clock.GetUtcNow(), Known(run, payload)), deadline);
        }

        var after = await PipelineCounts.ReadAsync(run, deadline);
        return new BadTraffic(answers.ToImmutable(), new SentMetrics("OTLP beside what is bad", collected, good.ToImmutable()),
            new SentMetrics("remote write beside what is bad", written, stored.ToImmutable()), logs, (before, after)) { Begin = begin };
    }

    private static MetricStream Metrics(ValidationRun run, string name, DateTimeOffset begin) =>
        new(run.Signals.Items(run.Signals.NewName(name)), begin, TimeSpan.FromSeconds(1));

    private static Ledger<ItemRange> Ledger(ValidationRun run, NumberedItems items) => run.Signals.LedgerOf(items.Name);

    /// <summary>The component that a receiver belongs to. Only the daemon collector takes logs over OTLP, as Genestack configures it.</summary>
    public static string Component(BadReceiver receiver) => receiver switch
    {
        BadReceiver.OtlpHttp => "collector-daemon",
        BadReceiver.JaegerHttp or BadReceiver.Zipkin => "collector-deployment",
        BadReceiver.Loki => "loki",
        _ => "prometheus",
    };

    private static Uri Door(ValidationRun run, BadReceiver receiver) => receiver switch
    {
        BadReceiver.OtlpHttp => run.Bed[Component(receiver)].Endpoint("otlp-http"),
        BadReceiver.JaegerHttp => run.Bed[Component(receiver)].Endpoint("jaeger-thrift-http"),
        BadReceiver.Zipkin => run.Bed[Component(receiver)].Endpoint("zipkin"),
        _ => run.Bed[Component(receiver)].Endpoint(),
    };
}
