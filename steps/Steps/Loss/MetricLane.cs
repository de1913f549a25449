using Validation.Backends.Exposition;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Steps.Metrics;
using Validation.Steps.Run;

namespace Validation.Steps.Loss;

/// <summary>A lane of metrics to the run's Prometheus, through a collector that no other scenario sends to.</summary>
public sealed class MetricLane : IDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    private readonly ExporterClient _collector = new(Run.Bed[PipelinePlan.ImpatientCollector].Endpoint(), PipelinePlan.ImpatientCollector);
    private PointCounts? _before;
    private SentMetrics? _sent;

    private static ValidationRun Run => ValidationRun.Current;

    /// <summary>Sends points of every kind of metric in one request, all in the past.</summary>
    /// <param name="items">How many of each.</param>
    /// <param name="exponential">Whether exponential histograms are among them.</param>
    /// <param name="deadline">Until when.</param>
    public async Task<SentMetrics> SendAsync(int items, bool exponential, Deadline deadline)
    {
        _before = PointCounts.Of(await _collector.MetricsAsync(deadline));
        var name = Run.Signals.NewName(exponential ? "metrics-exponential" : "metrics-after-exponential");
        var metrics = new MetricStream(Run.Signals.Items(name), Run.Clock.GetUtcNow() - (items * Spacing), Spacing, exponential: exponential);
        var endpoint = Run.Bed[PipelinePlan.ImpatientCollector].Endpoint("otlp-grpc");
        using var emitter = MetricEmitters.Otlp(OtlpTransport.Grpc, metrics, Run.Signals.LedgerOf(name), endpoint);
        return _sent = new SentMetrics("gRPC", metrics, [await emitter.SendAsync(0, items, deadline)]);
    }

    /// <summary>Whether every hop has passed on what was sent last, and which has not.</summary>
    public async Task<Verdict> ReportAsync(Deadline deadline)
    {
        var now = PointCounts.Of(await _collector.MetricsAsync(deadline));
        return WhereLost.Check($"{_sent!.Points} points of {_sent.Metrics.Items.Name}", _sent.Points, now.Since(_before!), now.Raw);
    }

    /// <inheritdoc />
    public void Dispose() => _collector.Dispose();
}
