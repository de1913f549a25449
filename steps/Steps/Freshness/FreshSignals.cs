using System.Collections.Immutable;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.Traces;
using Validation.Steps.Logs;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Freshness;

/// <summary>How long the items of each signal and protocol took in this run: all are emitted side by side, once.</summary>
public sealed class FreshSignals
{
    private static readonly OncePerRun<FreshSignals> s_emitted = new(EmitAsync);

    private FreshSignals(ImmutableDictionary<string, ImmutableArray<Arrival>> arrivals) => Arrivals = arrivals;

    /// <summary>Arrivals by protocol: <c>file</c>, <c>otlp-grpc</c>, <c>metrics otlp-grpc</c> …</summary>
    public ImmutableDictionary<string, ImmutableArray<Arrival>> Arrivals { get; }

    /// <summary>Those of this run; emitted when they are asked for first.</summary>
    public static Task<FreshSignals> CurrentAsync() => s_emitted.CurrentAsync();

    private static async Task<FreshSignals> EmitAsync(ValidationRun run)
    {
        await LogBook.Current.ReadersAsync();
        var limits = run.Settings.Freshness;
        var longest = new[] { limits.Logs, limits.Traces, limits.Metrics }.Max();
        using var deadline = run.In((FreshnessLane.Spacing * FreshnessLane.Count) + longest + run.Patience);
        using var stack = new StackClients();
        var made = new Maker(run, stack, run.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(500));
        (string Name, FreshnessLane Lane)[] lanes =
        [
            ("logs by file", made.Logs()),
            ("traces by otlp-grpc", made.Traces(TraceProtocol.OtlpGrpc, "otlp-grpc")),
            ("traces by jaeger-grpc", made.Traces(TraceProtocol.JaegerGrpc, "jaeger-grpc")),
            ("traces by zipkin", made.Traces(TraceProtocol.ZipkinJson, "zipkin")),
            ("metrics by otlp-grpc", made.Metrics()),
            ("metrics by remote-write", made.RemoteWrite()),
        ];
        try
        {
            var arrivals = await Task.WhenAll(lanes.Select(l => l.Lane.RunAsync(made.Begin, deadline)));
            return new FreshSignals(lanes.Zip(arrivals).ToImmutableDictionary(l => l.First.Name, l => l.Second));
        }
        finally
        {
            made.Dispose();
        }
    }

    private sealed class Maker(ValidationRun run, StackClients stack, DateTimeOffset begin) : IDisposable
    {
        private readonly List<IDisposable> _owned = [];
        private readonly IComponent _collector = run.Bed["collector-deployment"];

        // To the millisecond: that is what Prometheus stores.
        public DateTimeOffset Begin { get; } = DateTimeOffset.FromUnixTimeMilliseconds(begin.ToUnixTimeMilliseconds());

        public FreshnessLane Logs()
        {
            var stream = new LogStream(Items("fresh.logs"), LogSource.Of("nova-scheduler"), Begin, FreshnessLane.Spacing);
            return FreshnessLanes.Logs(run.Signals.Folder.Writer(stream, run.Signals.LedgerOf(stream.Items.Name)), stack.Loki, Begin);
        }

        public FreshnessLane Traces(TraceProtocol protocol, string port)
        {
            var items = Items($"fresh.{port}");
            var emitter = Own(TraceEmitters.Create(protocol, new TraceStream(items, Begin, FreshnessLane.Spacing), run.Signals.LedgerOf(items.Name), _collector.Endpoint(port)));
            return FreshnessLanes.Traces(items, emitter, stack.Tempo);
        }

        public FreshnessLane Metrics()
        {
            var metrics = new MetricStream(Items("fresh.metrics"), Begin, FreshnessLane.Spacing);
            var emitter = Own(MetricEmitters.Otlp(OtlpTransport.Grpc, metrics, run.Signals.LedgerOf(metrics.Items.Name), _collector.Endpoint("otlp-grpc")));
            return FreshnessLanes.Metrics(metrics, emitter, stack.Prometheus);
        }

        public FreshnessLane RemoteWrite()
        {
            var metrics = new MetricStream(Items("fresh.remote-write"), Begin, FreshnessLane.Spacing);
            var emitter = Own(MetricEmitters.RemoteWrite(metrics, run.Signals.LedgerOf(metrics.Items.Name), new Uri(run.Bed["prometheus"].Endpoint(), "api/v1/write")));
            return FreshnessLanes.Metrics(metrics, emitter, stack.Prometheus);
        }

        public void Dispose() => _owned.ForEach(o => o.Dispose());

        private NumberedItems Items(string name) => run.Signals.Items(run.Signals.NewName(name));

        private T Own<T>(T owned)
            where T : IDisposable
        {
            _owned.Add(owned);
            return owned;
        }
    }
}
