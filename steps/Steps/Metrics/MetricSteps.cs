using System.Collections.Immutable;
using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Metrics;

/// <summary>Words about metrics that are sent, and the series that come of them.</summary>
[Binding]
public sealed class MetricSteps(StackClients stack, Claims claims, MetricsInHand inHand)
{
    // The collector's batches wait ten seconds.
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private static ValidationRun Run => ValidationRun.Current;

    private SentMetrics Sent => inHand.Sent;

    [When("numbered points of every kind of metric are sent over {}")]
    public async Task AreSent(string way)
    {
        inHand.Sent = (await MetricTraffic.OfAsync(Run)).By(way);
        claims.Demand(Sent.Taken());
    }

    [Then("Prometheus stores exactly those points")]
    public Task StoresExactly() => StoresAsync(AddedLabels.None);

    [Then("Prometheus stores exactly those points, with these labels added:")]
    public Task StoresExactlyWith(DataTable table) => StoresAsync(CollectorLabels.Of(table));

    [Then("nothing is stored of its deltas")]
    public async Task NothingOfDeltas()
    {
        using var deadline = Run.In(Run.Patience);
        var series = await stack.Prometheus.SeriesAsync([$"{{__name__=~\"{string.Join('|', MetricStream.Dropped)}\", stream=\"{Sent.Metrics.Items.Name}\"}}"], deadline);
        claims.Demand(Verdict.Of("deltas are dropped", series.Value.Select(s => new Finding("unexpected", "no series", "a series", s.Text)), series.Raw));
    }

    [Then("nothing is stored of them")]
    public async Task NothingOfThem()
    {
        using var deadline = Run.In(Run.Patience);
        var series = await stack.Prometheus.SeriesAsync([Sent.Selector], deadline);
        claims.Demand(Verdict.Of($"nothing of {Sent.Metrics.Items.Name} is stored",
            series.Value.Select(s => new Finding("unexpected", "no series", "a series", s.Text)), series.Raw));
    }

    [Then("none of its exemplars is kept, as the contract says")]
    public async Task KeepsNoExemplars()
    {
        using var deadline = Run.In(Run.Patience);
        DateTimeOffset At(long seq) => DateTimeOffset.FromUnixTimeMilliseconds(Sent.Metrics.UnixMilliseconds(seq));
        var kept = await stack.Prometheus.ExemplarsAsync(Sent.Selector, At(0), At(MetricTraffic.Points), deadline);
        claims.Demand(ExemplarsAreNotKept.Check(Sent, Run.Contract.Topology.Component("prometheus").Actual.Text("exemplar_storage"), kept));
    }

    [Then("its counters begin again once, at the reset")]
    public async Task CountersBeginAgain()
    {
        var (before, reset) = (Sent.Metrics.UnixMilliseconds(Sent.Metrics.ResetAt - 1), Sent.Metrics.UnixMilliseconds(Sent.Metrics.ResetAt));
        var counter = $"harness_requests_total{Sent.Selector}";
        await StandsAsync("no reset before it", $"resets({counter}[{Window.TotalMinutes}m])", before, 0);
        await StandsAsync("one reset at it", $"resets({counter}[{Window.TotalMinutes}m])", reset, 1);
    }

    [Then("the gauge without a value ends where it has none")]
    public async Task GaugeEnds()
    {
        var (ends, gauge) = (Sent.Metrics.NoValueAt, $"count(harness_absent_seconds{Sent.Selector})");
        await StandsAsync("the gauge before its end", gauge, Sent.Metrics.UnixMilliseconds(ends - 1), 1);
        await StandsAsync("the gauge at its end", gauge, Sent.Metrics.UnixMilliseconds(ends), null);
        await StandsAsync("the gauge after its end", gauge, Sent.Metrics.UnixMilliseconds(ends + 1), 1);
    }

    [Then("no two of its series differ only in:")]
    public async Task NoneTwice(DataTable table)
    {
        using var deadline = Run.In(Run.Patience);
        var series = await stack.Prometheus.SeriesAsync([Sent.Selector], deadline);
        claims.Demand(NoSeriesTwice.Check(Sent.Metrics.Items.Name, [.. table.Rows.Select(r => r["label"])], series.Value, series.Raw));
    }

    private Task StoresAsync(AddedLabels added)
    {
        ImmutableArray<ExpectedSample> expected = [.. Sent.Expected(added)];
        return claims.ComesToHoldAsync(async d => EverySampleIsExact.Check(Sent.Metrics.Items.Name, expected,
            StoredPoints.Of(await stack.Prometheus.MatrixAsync($"{Sent.Selector}[{Window.TotalMinutes}m]", d))), Batch + Run.Patience);
    }

    private async Task StandsAsync(string what, string promql, long unixMilliseconds, double? value)
    {
        using var deadline = Run.In(Run.Patience);
        var reading = await new PrometheusInstant(stack.Prometheus, promql, DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds)).ReadAsync(deadline);
        claims.Demand(EverySampleIsExact.Check(what, value is { } v ? [new ExpectedSample("", v)] : [], reading with { Rows = [.. reading.Rows.Select(r => r with { Key = "" })] }));
    }
}
