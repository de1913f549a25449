using System.Collections.Immutable;
using Reqnroll;
using Validation.Checks.Alerts;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about what must not happen.</summary>
[Binding]
public sealed class QuietSteps(Stack stack, Claims claims, Channel channel)
{
    private readonly DateTimeOffset _since = ValidationRun.Current.Clock.GetUtcNow();
    private ImmutableArray<Reading<LabelSet>> _looks = [];

    private static ValidationRun Run => ValidationRun.Current;

    [Then("no alert but {string} fires for the quiet window")]
    public Task NothingElseFires(string always) => claims.StaysAsync(d => LookAsync([], always, d), Run.Settings.QuietWindow);

    [Then("the alert {string} fires for the whole quiet window")]
    public Task Fires(string always) => claims.StaysAsync(d => LookAsync(["NovaDomainCrashed", "TargetDown"], always, d), Run.Settings.QuietWindow);

    [Then("the webhook is told nothing in that window")]
    public void IsToldNothing() => claims.Demand(channel.ToldNothing(LabelSet.Empty, _since));

    [Then("the webhook has never been told of {string}")]
    public void IsNeverToldOf(string alert) => claims.Demand(channel.ToldNothing(LabelSet.Of((ExpectedAlert.NameLabel, alert))));

    private async Task<Verdict> LookAsync(ImmutableArray<string> may, string must, Deadline deadline)
    {
        _looks = _looks.Add(await AlertReadings.ReadAsync(stack, AlertStage.Firing, deadline));
        return NothingFires.Check(_looks, may, [must]);
    }
}
