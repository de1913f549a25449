using System.Collections.Immutable;
using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Checks.Signals;
using Validation.Harness.Signals;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Traces;

/// <summary>Words about the metrics that Tempo makes of traces.</summary>
[Binding]
public sealed class TraceMetricSteps(StackClients stack, Claims claims)
{
    // A batch of the collector, an edge that waits for its other side, and a collection of the generator, which nothing sets.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10 + 10 + 15);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private ImmutableArray<SpanRecord> _spans = [];

    private static ValidationRun Run => ValidationRun.Current;

    [Given("200 trees sent by services of their own")]
    public async Task SentByTheirOwn()
    {
        var sent = await TreeSender.OfOwnServices.CurrentAsync();
        claims.Demand(sent.AllTaken());
        _spans = [.. sent.Expected.SelectMany(t => t.Tree)];
    }

    [Then("Prometheus counts each of their spans once, by service, name, kind and status")]
    public Task SpansAreCounted() => EqualAsync("the span metrics",
        $$"""sum by (service, span_name, span_kind, status_code) (traces_spanmetrics_calls_total{service=~"{{TreeSender.OwnServices}}.+"})""", TraceMetrics.Calls(_spans));

    [Then("the service graph counts each of their calls once, by who called whom")]
    public Task CallsAreCounted() => EqualAsync("the service graph", Graph("traces_service_graph_request_total"),
        TraceMetrics.Requests(_spans).Concat(TraceMetrics.RequestsOfUsers(_spans)));

    [Then("the service graph counts each of their failed calls once")]
    public Task FailuresAreCounted() => EqualAsync("the service graph's failures", Graph("traces_service_graph_request_failed_total"), TraceMetrics.FailedRequests(_spans));

    private static string Graph(string metric) => $$"""sum by (client, server) ({{metric}}{server=~"{{TreeSender.OwnServices}}.+"})""";

    private Task EqualAsync(string what, string query, IEnumerable<ExpectedSample> expected) => claims.ComesToHoldAsync(
        async d => EverySampleIsExact.Check(what, expected, await new PrometheusInstant(stack.Prometheus, query).ReadAsync(d)), Within + Run.Patience, Every);
}
