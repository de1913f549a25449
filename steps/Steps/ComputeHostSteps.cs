using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Steps.Expectations;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about compute hosts and their domains.</summary>
[Binding]
public sealed class ComputeHostSteps(Lent lent, Stack stack, Claims claims)
{
    private DateTimeOffset _before;
    private DateTimeOffset _movedAt;

    private static ValidationRun Run => ValidationRun.Current;

    [Given("a compute host with {int} domains whose guest clocks stand still")]
    public Task AComputeHost(int domains) => lent.BorrowAsync(domains);

    [When("{int} seconds of guest time pass")]
    public void GuestTimePasses(int seconds)
    {
        (_before, _movedAt) = (lent.Host.Look().Now, Run.Clock.GetUtcNow());
        lent.Host.Model.Clock.Advance(TimeSpan.FromSeconds(seconds));
    }

    [When("one of its domains is paused")]
    public Task Pause() => lent.Host.ChangeAsync("pause", lent.Domain.Uuid, m => m.Pause(lent.Domain.Uuid));

    [When("that domain is resumed")]
    public Task Resume() => lent.Host.ChangeAsync("resume", lent.Domain.Uuid, m => m.Resume(lent.Domain.Uuid));

    [Given("Prometheus stores exactly the domains of that host")]
    [Then("Prometheus stores exactly the domains of that host")]
    public Task StoresTheDomains() => StoredAsync("the domains", DebianLibvirtExporter.Facts, () => lent.Exporter.FactsOf(lent.Host.Look().Domains));

    [Given("Prometheus stores exactly the counters of those domains")]
    [Then("Prometheus stores exactly the counters of those domains")]
    public Task StoresTheCounters() => StoredAsync("the counters", DebianLibvirtExporter.Counters, () =>
    {
        var (domains, now) = lent.Host.Look();
        return lent.Exporter.CountersOf(domains, now);
    });

    [Then("every CPU counter has moved by exactly what the guests used")]
    public async Task CountersHaveMoved()
    {
        foreach (var domain in lent.Host.Look().Domains)
            await MovedAsync(domain);
    }

    private Task StoredAsync(string what, string families, Func<IEnumerable<ExpectedSample>> expected)
    {
        var probe = new PrometheusInstant(stack.Prometheus, $"{{__name__=~\"{families}\", compute_host=\"{lent.Host.Name}\"}}");
        return claims.ComesToHoldAsync(async d => EverySampleIsExact.Check($"{what} of {lent.Host.Name}", expected(), await probe.ReadAsync(d)), Run.Plan.Scrape + Run.Patience);
    }

    private async Task MovedAsync(Domain domain)
    {
        var (before, after) = (lent.Exporter.CpuTimeOf(domain, _before), lent.Exporter.CpuTimeOf(domain, lent.Host.Look().Now));
        using var deadline = Run.In(Run.Patience);
        var probe = new PrometheusRange(stack.Prometheus, after.Key, TimeSpan.FromMinutes(5));
        claims.Demand(CounterGrowsBy.Check(after.Key, _movedAt - Run.Plan.ScrapeDuration, Run.Clock.GetUtcNow(), after.Value - before.Value, await probe.ReadAsync(deadline)));
    }
}
