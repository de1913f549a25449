using System.Collections.Immutable;
using Reqnroll;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Freshness;

/// <summary>Words about how soon signals can be asked for.</summary>
[Binding]
public sealed class FreshnessSteps(Claims claims)
{
    private FreshSignals _signals = null!;
    private string _what = "";
    private ImmutableArray<Arrival> _arrivals = [];

    private static FreshnessLimits Limits => ValidationRun.Current.Settings.Freshness;

    [Given("100 items of every signal and protocol, emitted one after the other")]
    public async Task Emitted() => _signals = await FreshSignals.CurrentAsync();

    [When("the {string} that came by {string} are looked at")]
    public void LookedAt(string signal, string protocol)
    {
        _what = $"{signal} by {protocol}";
        _arrivals = _signals.Arrivals[_what];
        if (Checks.Signals.Freshness.Of(_arrivals) is not { } freshness)
            return;
        claims.Measure($"freshness of {_what}, half", "s", freshness.P50.TotalSeconds);
        claims.Measure($"freshness of {_what}, 95 %", "s", freshness.P95.TotalSeconds);
        claims.Measure($"freshness of {_what}, 99 %", "s", freshness.P99.TotalSeconds);
    }

    [Then("each of them could be asked for within the limit for logs")]
    public void WithinLogs() => Within(Limits.Logs);

    [Then("each of them could be asked for within the limit for traces")]
    public void WithinTraces() => Within(Limits.Traces);

    [Then("each of them could be asked for within the limit for metrics")]
    public void WithinMetrics() => Within(Limits.Metrics);

    private void Within(TimeSpan limit) =>
        claims.Demand(ArrivesInTime.Check(_what, _arrivals, limit, Evidence.Text("freshness.txt", FreshnessHistogram.Text(_arrivals))));
}
