using System.Globalization;
using Reqnroll;
using Validation.Backends.Loki;
using Validation.Checks;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Simulators.Telemetry.Bad;
using Validation.Steps.Loss;
using Validation.Steps.Metrics;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.BadTelemetry;

/// <summary>Words about telemetry that is refused, and about the good telemetry beside it.</summary>
[Binding]
public sealed class BadTelemetrySteps(StackClients stack, Claims claims)
{
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private BadTraffic? _traffic;

    private static ValidationRun Run => ValidationRun.Current;

    private BadTraffic Traffic => _traffic ?? throw new InvalidOperationException("The scenario has sent nothing yet: say 'When bad telemetry is sent between good' first.");

    [When("bad telemetry is sent between good")]
    public async Task IsSent() => _traffic = await BadTraffic.OfAsync(Run);

    [Then("{string} is answered {int}, in the documented words")]
    public void IsAnswered(string name, int status) => claims.Demand(IsAnsweredAsDocumented.Check(Row(name), status, Traffic.Answers[name]));

    [Then("{string} is answered {int}, in the documented words unless a stand-in answers")]
    public void IsAnsweredAlike(string name, int status) => claims.Demand(IsAnsweredAsDocumented.Check(Row(name), status, Traffic.Answers[name],
        Run.Bed[BadTraffic.Component(Row(name).Receiver)].Origin.Provenance == Provenance.StandIn));

    [Then("Prometheus stores {int} sample(s) of {string}")]
    public async Task Stores(int count, string name)
    {
        using var deadline = Run.In(Run.Patience);
        var answer = await stack.Prometheus.MatrixAsync($"{{run=\"{BadTraffic.Known(Run, Row(name))}\"}}[{Window.TotalMinutes}m]", deadline);
        ValuesAreAsMany(name, count, answer.Value.Sum(r => r.Samples.Length), answer.Raw);
    }

    [Then("Loki stores {int} line(s) of {string}")]
    public async Task StoresLines(int count, string name)
    {
        using var deadline = Run.In(Run.Patience);
        var answer = await stack.Loki.QueryRangeAsync($"{{app=\"bad{BadTraffic.Known(Run, Row(name))}\"}}", Since, deadline);
        ValuesAreAsMany(name, count, answer.Value.Length, answer.Raw);
    }

    [Then("Prometheus stores exactly all good points, those of the collector with these labels added:")]
    public async Task StoresGoodPoints(DataTable table)
    {
        await StoresAsync(Traffic.Written, AddedLabels.None);
        await StoresAsync(Traffic.Collected, CollectorLabels.Of(table));
    }

    [Then("Loki stores exactly all good log records")]
    public Task StoresGoodRecords() => claims.ComesToHoldAsync(async d =>
    {
        var items = Traffic.Logs.Items;
        var sent = Run.Signals.LedgerOf(items.Name).Snapshot();
        var answer = await stack.Loki.QueryRangeAsync($"{{service_instance_id=\"{items.Name}\"}}", Since, d);
        var check = new LogsArriveOnce(items, sent.Length, Traffic.Logs.Expected);
        foreach (var record in answer.Value)
            check.See(record);
        return check.Judge("the good log records", sent, answer.Raw);
    }, Run.Patience);

    [Then("Loki counts at least these lines as discarded:")]
    public void Counts(DataTable table) => claims.Demand(DiscardsAreCounted.Check(Traffic.Counted.Before.Discards(SignalWay.Logs), Traffic.Counted.After.Discards(SignalWay.Logs),
        table.Rows.Select(r => KeyValuePair.Create(r["reason"], double.Parse(r["lines"], CultureInfo.InvariantCulture)))));

    private LogWindow Since => LogWindow.Of(Traffic.Begin - Window, Traffic.Begin + Window);

    private static BadPayload Row(string name) => Simulators.Telemetry.Bad.BadTelemetry.All.Single(r => r.Name == name);

    private void ValuesAreAsMany(string name, int wanted, int got, Evidence raw) =>
        claims.Demand(Verdict.Of($"of {name} are stored {wanted}", wanted == got ? [] : [new Finding("count", $"{wanted}", $"{got}", name)], raw));

    private async Task StoresAsync(SentMetrics sent, AddedLabels added)
    {
        claims.Demand(sent.Taken());
        var expected = sent.Expected(added).ToList();
        await claims.ComesToHoldAsync(async d => EverySampleIsExact.Check(sent.Way, expected,
            StoredPoints.Of(await stack.Prometheus.MatrixAsync($"{sent.Selector}[{Window.TotalMinutes}m]", d))), Batch + Run.Patience);
    }
}
