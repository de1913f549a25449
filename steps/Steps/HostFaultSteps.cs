using Reqnroll;
using Validation.Checks.Alerts;
using Validation.Harness;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about compute hosts that are broken on purpose.</summary>
[Binding]
public sealed class HostFaultSteps(Lent lent, StackClients stack, Claims claims)
{
    private DateTimeOffset _goneAt;

    private static ValidationRun Run => ValidationRun.Current;

    [When("one of its domains hangs")]
    public Task Hangs() => lent.Cloud.ChangeAsync("hang", lent.Server, _ => lent.Break(lent.Host.Daemon.Faults.Hang(Procedure.ConnectGetAllDomainStats, lent.Domain.Name)));

    [When("it answers again")]
    public Task AnswersAgain() => lent.Cloud.ChangeAsync("heal", lent.Server, _ => lent.Heal());

    [When("the host disappears")]
    public async Task Disappears() =>
        _goneAt = (await lent.Cloud.RecordAsync($"{lent.Host.Name} disappears", lent.Host.Daemon.StopAsync)).At;

    [When("the host returns")]
    public Task Returns() => lent.Cloud.RecordAsync($"{lent.Host.Name} returns", lent.Host.Daemon.StartAsync);

    [Then("the alert {string} is pending within one scrape and one evaluation")]
    public Task IsPending(string alert)
    {
        var expected = new ExpectedAlert(alert, LabelSet.Of(("host_name", lent.Host.Name), ("severity", "critical")));
        var window = AlertEnvelope.Of(_goneAt, Run.Plan.Timing).Pending;
        return claims.ComesToHoldAsync(async d => AlertFiresInItsEnvelope.Check(expected, AlertStage.Pending, window,
            await AlertReadings.ReadAsync(stack, AlertStage.Pending, d)), Run.Until(window.Latest) + Run.Patience);
    }
}
