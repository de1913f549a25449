using Reqnroll;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Steps.Metrics;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Loss;

/// <summary>Words about metrics that are lost on their way.</summary>
[Binding]
public sealed class MetricLaneSteps(MetricLane lane, MetricsInHand inHand, Claims claims)
{
    // The collector's batch, and the five seconds after which it gives up.
    private static readonly TimeSpan s_way = TimeSpan.FromSeconds(10 + 5);

    private static ValidationRun Run => ValidationRun.Current;

    [Given("a lane of metrics of its own, whose collector gives up after {int} seconds")]
    public void ALane(int seconds)
    {
        var config = Run.Plan.Spec.Components.Single(c => c.Name == PipelinePlan.ImpatientCollector).Settings["config"];
        var wanted = $"max_elapsed_time: {seconds}s";
        claims.Demand(Verdict.Of("the lane's collector gives up in time",
            config.Contains(wanted, StringComparison.Ordinal) ? [] : [new Finding("setting", wanted, "none")]));
    }

    [When("{int} numbered points of every kind of metric go that way at once, exponential histograms among them")]
    public Task SendExponential(int items) => SendAsync(items, exponential: true);

    [When("{int} numbered points of every kind of metric go that way at once")]
    public Task Send(int items) => SendAsync(items, exponential: false);

    [Then("the report of the points names {string} with {string}")]
    public Task TheReportNames(string hop, string reason) =>
        claims.ComesToHoldAsync(async d => LossIsNamed.Check(await lane.ReportAsync(d), hop, reason), s_way + Run.Patience);

    [Then("every hop of the lane passes on every point")]
    public Task EveryHopPasses() => claims.ComesToHoldAsync(lane.ReportAsync, s_way + Run.Patience);

    private async Task SendAsync(int items, bool exponential)
    {
        using var deadline = Run.In(Run.Patience);
        inHand.Sent = await lane.SendAsync(items, exponential, deadline);
        claims.Demand(inHand.Sent.Taken());
    }
}
