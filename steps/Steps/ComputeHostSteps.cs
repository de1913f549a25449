using System.Collections.Immutable;
using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Simulators.Cloud.Domains;
using Validation.Steps.Expectations;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about compute hosts and their domains.</summary>
[Binding]
public sealed class ComputeHostSteps(Lent lent, StackClients stack, Claims claims)
{
    private DateTimeOffset _before;
    private DateTimeOffset _movedAt;

    private static ValidationRun Run => ValidationRun.Current;

    private ImmutableArray<Domain> Domains => [.. lent.Host.Look().Host.Domains.All];

    [Given("a compute host with {int} domains whose guest clocks stand still")]
    public Task AComputeHost(int domains) => lent.BorrowAsync(domains);

    [When("{int} seconds of guest time pass")]
    public async Task GuestTimePasses(int seconds)
    {
        _before = lent.Host.Look().Now;
        _movedAt = (await lent.Cloud.ChangeAsync($"{seconds} s pass", Guid.Empty, m => m.Clock.Advance(TimeSpan.FromSeconds(seconds)))).At;
    }

    [When("one of its domains is paused")]
    public Task Pause() => lent.Cloud.ChangeAsync("pause", lent.Server, m => m.Pause(lent.Server));

    [When("that domain is resumed")]
    public Task Resume() => lent.Cloud.ChangeAsync("resume", lent.Server, m => m.Resume(lent.Server));

    [Then("the packaged exporter's domains of that host are stored exactly")]
    public Task StoresTheDomains() => StoredAsync("the domains", DebianLibvirtExporter.Facts, () => lent.DebianExporter.FactsOf(Domains));

    [Given("the packaged exporter's counters of those domains are stored exactly")]
    [Then("the packaged exporter's counters of those domains are stored exactly")]
    public Task StoresTheCounters() => StoredAsync("the counters", DebianLibvirtExporter.Counters, () =>
    {
        var (host, now) = lent.Host.Look();
        return lent.DebianExporter.CountersOf([.. host.Domains.All], now);
    });

    [Then("every CPU counter has moved by exactly what the guests used")]
    public async Task CountersHaveMoved()
    {
        foreach (var domain in Domains)
            await MovedAsync(domain);
    }

    private Task StoredAsync(string what, string families, Func<IEnumerable<ExpectedSample>> expected)
    {
        var probe = new PrometheusInstant(stack.Prometheus, $"{{__name__=~\"{families}\", job=\"libvirt-debian\", host_name=\"{lent.Host.Name}\"}}");
        return claims.ComesToHoldAsync(async d => EverySampleIsExact.Check($"{what} of {lent.Host.Name}", expected(), await probe.ReadAsync(d)), Run.Plan.Scrape + Run.Patience);
    }

    private async Task MovedAsync(Domain domain)
    {
        var (before, after) = (lent.DebianExporter.CpuTimeOf(domain, _before), lent.DebianExporter.CpuTimeOf(domain, lent.Host.Look().Now));
        using var deadline = Run.In(Run.Patience);
        var probe = new PrometheusRange(stack.Prometheus, after.Key, TimeSpan.FromMinutes(5));
        ImmutableArray<CounterStep> steps = [new(lent.Since, before.Value), new(_movedAt, after.Value)];
        claims.Demand(CounterMovesAsModelled.Check(after.Key, steps, Run.Plan.ScrapeDuration, await probe.ReadAsync(deadline)));
    }
}
