using System.Collections.Immutable;
using Reqnroll;
using Validation.Harness;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Steps.Metrics;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Promises;

/// <summary>Words about metrics that applications send to the daemon collector.</summary>
[Binding]
public sealed class DaemonMetricSteps(StackClients stack, Claims claims)
{
    private const int Points = 5;

    private ImmutableArray<SentMetrics> _sent = [];

    private static ValidationRun Run => ValidationRun.Current;

    [When("numbered points of every kind of metric are sent to the daemon over:")]
    public async Task AreSent(DataTable ways)
    {
        using var deadline = Run.In(Run.Patience);
        foreach (var way in ways.Rows.Select(r => r["way"]))
            _sent = _sent.Add(await SendAsync(way, deadline));
    }

    [Then("the daemon refuses them with:")]
    public void AreRefused(DataTable answers)
    {
        foreach (var row in answers.Rows)
            claims.Demand(AnswersAre.Check($"metrics to the daemon over {row["way"]}", row["answer"], _sent.Single(s => s.Way == row["way"]).Sends));
    }

    [Then("none of them is in Prometheus for the quiet window")]
    public Task AreNotThere() => claims.StaysAsync(async d =>
    {
        var series = await stack.Prometheus.SeriesAsync([.. _sent.Select(s => s.Selector)], d);
        return Verdict.Of("Prometheus has nothing that was sent to the daemon",
            series.Value.Select(s => new Finding("there", "nothing; else the exception is needless", "a series", s.Text)), series.Raw);
    }, Run.Settings.QuietWindow);

    private static async Task<SentMetrics> SendAsync(string way, Deadline deadline)
    {
        var (transport, port) = way switch
        {
            "gRPC" => (OtlpTransport.Grpc, "otlp-grpc"),
            "HTTP with protobuf" => (OtlpTransport.HttpProtobuf, "otlp-http"),
            "HTTP with JSON" => (OtlpTransport.HttpJson, "otlp-http"),
            _ => throw new BadInputException("Unknown protocol", "a feature of the daemon", "gRPC, HTTP with protobuf or HTTP with JSON", way,
                "correct the name"),
        };
        var name = Run.Signals.NewName("metrics-daemon");
        var metrics = new MetricStream(Run.Signals.Items(name), Run.Clock.GetUtcNow() - TimeSpan.FromSeconds(Points), TimeSpan.FromSeconds(1));
        using var emitter = MetricEmitters.Otlp(transport, metrics, Run.Signals.LedgerOf(name), Run.Bed["collector-daemon"].Endpoint(port));
        return new SentMetrics(way, metrics, [await emitter.SendAsync(0, Points, deadline)]);
    }
}
