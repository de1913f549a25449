using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Prometheus;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Sending;
using Validation.Steps.Metrics;

namespace Validation.Steps.Tests.Metrics;

public sealed class ExemplarsAreNotKeptTests
{
    private static readonly MetricStream Metrics = new(new NumberedItems(new Seed(7), "metrics-test"), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), TimeSpan.FromSeconds(1));

    [Test]
    public void No_exemplars_of_those_that_were_sent_hold() => Rules(2, "false").ShouldBeEmpty();

    [Test]
    public void Exemplars_that_are_kept_are_found()
    {
        var kept = Metrics.ExpectedExemplars(1)
            .Select(e => new ExemplarSeries(e.Series, [new Exemplar(e.Labels, e.Value, DateTimeOffset.FromUnixTimeMilliseconds(e.UnixMilliseconds))]));
        Rules(2, "false", [.. kept]).ShouldBe(["kept", "kept"]);
    }

    [Test]
    public void A_series_without_exemplars_is_none() => Rules(2, "false", [new ExemplarSeries(LabelSet.Empty, [])]).ShouldBeEmpty();

    [TestCase("true")]
    [TestCase(null)]
    public void A_contract_that_says_something_else_is_found(string? storage) => Rules(2, storage).ShouldBe(["contract"]);

    [Test]
    public void Nothing_that_could_be_kept_proves_nothing() => Rules(0, "false").ShouldBe(["none-sent"]);

    private static IEnumerable<string> Rules(int items, string? storage, params ImmutableArray<ExemplarSeries> kept)
    {
        var range = new ItemRange("metrics-test", 0, items);
        var sent = new SentMetrics("test", Metrics, items == 0 ? [] : [new Emission(new Sent<ItemRange>(0, range.Key, range, default, Fate.Acknowledged), new Answer(Fate.Acknowledged, "HTTP 200", ""))]);
        return ExemplarsAreNotKept.Check(sent, storage, new Answer<ImmutableArray<ExemplarSeries>>(kept, Evidence.Text("exemplars.json", "{}"))).Findings.Select(f => f.Rule);
    }
}
