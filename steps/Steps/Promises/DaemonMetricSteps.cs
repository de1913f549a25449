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
public sealed class DaemonMetricSteps(MetricsInHand inHand, Claims claims)
{
    private const int Points = 5;

    private static ValidationRun Run => ValidationRun.Current;

    [When("numbered points of every kind of metric are sent to the daemon over {string}")]
    public async Task AreSent(string way)
    {
        var (transport, port) = way switch
        {
            "gRPC" => (OtlpTransport.Grpc, "otlp-grpc"),
            "HTTP with protobuf" => (OtlpTransport.HttpProtobuf, "otlp-http"),
            "HTTP with JSON" => (OtlpTransport.HttpJson, "otlp-http"),
            _ => throw new BadInputException("Unknown protocol", "a feature of the daemon", "gRPC, HTTP with protobuf or HTTP with JSON", way,
                "correct the name"),
        };
        using var deadline = Run.In(Run.Patience);
        var name = Run.Signals.NewName("metrics-daemon");
        var metrics = new MetricStream(Run.Signals.Items(name), Run.Clock.GetUtcNow() - TimeSpan.FromSeconds(Points), TimeSpan.FromSeconds(1));
        using var emitter = MetricEmitters.Otlp(transport, metrics, Run.Signals.LedgerOf(name), Run.Bed["collector-daemon"].Endpoint(port));
        inHand.Sent = new SentMetrics(way, metrics, [await emitter.SendAsync(0, Points, deadline)]);
    }

    [Then("the daemon refuses them with {string}")]
    public void AreRefused(string status) => claims.Demand(AnswersAre.Check($"metrics to the daemon over {inHand.Sent.Way}", status, inHand.Sent.Sends));
}
