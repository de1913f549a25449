using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks.Alerts;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about a domain that crashes, and the alert that tells of it.</summary>
[Binding]
public sealed class CrashSteps(Lent lent, Stack stack, Claims claims, Channel channel)
{
    private DateTimeOffset _crashedAt;
    private DateTimeOffset _recoveredAt;

    private static ValidationRun Run => ValidationRun.Current;

    private ExpectedAlert Alert(bool resolves) => new("NovaDomainCrashed", lent.DomainLabels.With("severity", "critical").With("namespace", "openstack"), resolves);

    private AlertEnvelope Envelope => AlertEnvelope.Of(_crashedAt, Run.Plan.Timing, joinsGroup: true);

    [When("one of its domains crashes")]
    public async Task Crashes() =>
        _crashedAt = (await lent.Host.ChangeAsync("crash", lent.Domain.Uuid, m => m.Crash(lent.Domain.Uuid, OnCrash.Preserve))).At;

    [When("that domain is started again")]
    public async Task StartedAgain() => _recoveredAt = (await lent.Host.ChangeAsync("reboot", lent.Domain.Uuid, m => m.Reboot(lent.Domain.Uuid))).At;

    [When("one of its domains crashes and is started again as soon as the alert is pending")]
    public async Task CrashesAndRecovers()
    {
        await Crashes();
        await claims.ComesToHoldAsync(d => ReachesAsync(AlertStage.Pending, Envelope.Pending, d), Run.Patience);
        await StartedAgain();
    }

    [Then("the alert {string} fires for that domain inside its envelope")]
    public async Task Fires(string alert)
    {
        alert.ShouldBe(Alert(false).Name);
        await claims.ComesToHoldAsync(d => ReachesAsync(AlertStage.Pending, Envelope.Pending, d), Run.Until(Envelope.Firing.Latest) + Run.Patience);
        await claims.ComesToHoldAsync(d => ReachesAsync(AlertStage.Firing, Envelope.Firing, d), Run.Until(Envelope.Firing.Latest) + Run.Patience);
    }

    [Then("the webhook is told of it exactly once inside its envelope")]
    public async Task IsToldOnce()
    {
        await claims.ComesToHoldAsync(_ => Task.FromResult(Told(AlertStatus.Firing, Envelope.Notified)), Run.Until(Envelope.Notified.Latest) + Run.Patience);
        await claims.StaysAsync(_ => Task.FromResult(channel.ToldOnce(Alert(resolves: false))), Run.Plan.GroupInterval * 2);
        claims.Measure("crash to notification", "s", (channel.FirstTold(Alert(false), AlertStatus.Firing) - _crashedAt).TotalSeconds,
            (Envelope.Notified.Earliest - _crashedAt).TotalSeconds, (Envelope.Notified.Latest - _crashedAt).TotalSeconds);
    }

    [Then("the webhook is told exactly once that it is resolved")]
    public async Task IsToldOfResolution()
    {
        var window = ResolveEnvelope.Of(_recoveredAt, Run.Plan.Timing).Notified;
        await claims.ComesToHoldAsync(_ => Task.FromResult(Told(AlertStatus.Resolved, window)), Run.Until(window.Latest) + Run.Patience);
        await claims.StaysAsync(_ => Task.FromResult(channel.ToldOnce(Alert(resolves: true))), Run.Plan.GroupInterval * 2);
        claims.Measure("recovery to notification", "s", (channel.FirstTold(Alert(true), AlertStatus.Resolved) - _recoveredAt).TotalSeconds, 0, (window.Latest - _recoveredAt).TotalSeconds);
    }

    [Then("the webhook is told nothing of that domain for the quiet window")]
    public Task IsToldNothing() => claims.StaysAsync(_ => Task.FromResult(channel.ToldNothing(lent.DomainLabels)), Run.Settings.QuietWindow);

    private Verdict Told(AlertStatus status, TimeWindow window) =>
        AlertFiresInItsEnvelope.Check(Alert(false), AlertStage.Notified, window, channel.Arrivals(status));

    private async Task<Verdict> ReachesAsync(AlertStage stage, TimeWindow window, Deadline deadline) =>
        AlertFiresInItsEnvelope.Check(Alert(false), stage, window, await AlertReadings.ReadAsync(stack, stage, deadline));
}
