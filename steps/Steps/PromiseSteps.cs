using System.Collections.Immutable;
using Reqnroll;
using Validation.Checks;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about what the documentation promises of the running programs.</summary>
[Binding]
public sealed class PromiseSteps(PrometheusReadings prometheus, Claims claims)
{
    private static ValidationRun Run => ValidationRun.Current;

    [Then("the running Prometheus has {string} set to {string} as promised by {word}")]
    public async Task IsAsPromised(string setting, string value, string promise)
    {
        Run.Contract.Promise(promise);
        using var deadline = Run.In(Run.Patience);
        var kind = value is "true" or "false" ? SettingKind.Switch : value.EndsWith('d') ? SettingKind.Duration : SettingKind.Text;
        claims.Demand(SettingsAreAsPromised.Check("Prometheus", [new PromisedSetting(promise, setting, value, kind)], await prometheus.SettingsAsync(deadline)));
    }

    [Then("every scrape target of the stack is up")]
    public Task TargetsAreAllUp()
    {
        ImmutableArray<ExpectedTarget> expected = [.. Run.Plan.Targets(Run.Bed)];
        return claims.ComesToHoldAsync(async d => TargetsAreUp.Check(expected, await prometheus.TargetsAsync(d)), Run.Plan.Scrape + Run.Patience);
    }

    [Then("Prometheus forwards alerts to the stack's Alertmanager")]
    public async Task ForwardsAlerts()
    {
        using var deadline = Run.In(Run.Patience);
        var wanted = new PromisedSetting("P086", "active Alertmanagers", new Uri(Run.Bed["alertmanager"].Endpoint(), "api/v2/alerts").ToString());
        claims.Demand(SettingsAreAsPromised.Check("Prometheus", [wanted], await prometheus.AlertmanagersAsync(deadline)));
    }
}
