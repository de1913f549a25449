using System.Collections.Immutable;
using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Cloud.Load;
using Validation.Steps.Expectations;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about what Genestack's libvirt exporter tells.</summary>
[Binding]
public sealed class LibvirtFamilySteps(Lent lent, StackClients stack, Claims claims)
{
    private static ValidationRun Run => ValidationRun.Current;

    [Given("one of its domains has the load {word}")]
    public Task HasTheLoad(Profile profile) => lent.Cloud.ChangeAsync($"load {profile}", lent.Server, m => m.SetProfile(lent.Server, profile));

    [When("{int} domains are created")]
    public Task AreCreated(int count) => lent.Cloud.CreateAsync(count);

    [When("one of its domains is deleted")]
    public Task IsDeleted() => lent.Cloud.ChangeAsync("delete", lent.Server, m => m.Delete(lent.Server));

    [When("one of its domains is switched off")]
    public Task IsSwitchedOff() => lent.Cloud.ChangeAsync("stop", lent.Server, m => m.Stop(lent.Server));

    [Given("Prometheus stores exactly every libvirt sample of that host")]
    [Then("Prometheus stores exactly every libvirt sample of that host")]
    public Task StoresEverything() => StoresAsync(lent.Host);

    [Then("Prometheus stores exactly every libvirt sample of both hosts")]
    public async Task StoresEverythingOfBoth()
    {
        await StoresAsync(lent.Host);
        await StoresAsync(lent.Other);
    }

    [Then("Prometheus stores that the domain timed out, and exactly every libvirt sample of the others")]
    public Task StoresTimeout() => StoresAsync(lent.Host, lent.Server);

    [Then("{word} of that domain is above zero")]
    public async Task IsAboveZero(string metric)
    {
        using var deadline = Run.In(Run.Patience);
        var reading = await new PrometheusInstant(stack.Prometheus, $"max({metric}{{host_name=\"{lent.Host.Name}\", domain=\"{lent.Domain.Name}\"}}) > 0").ReadAsync(deadline);
        claims.Demand(Verdict.Of($"{metric} shows the load", reading.Rows.IsEmpty ? [new Finding("value", "above 0", "0 or nothing", metric)] : [], reading.Raw));
    }

    [Then("every libvirt family of the contract is stored with its documented labels, but for:")]
    public async Task AreDocumented(DataTable exceptions)
    {
        using var deadline = Run.In(Run.Patience);
        var reading = await new PrometheusInstant(stack.Prometheus, Selector(lent.Host)).ReadAsync(deadline);
        ImmutableArray<DocumentedFamily> families = [.. Run.Contract.Families.BySource("libvirt").Where(f => !f.IsPattern).Select(f => new DocumentedFamily(f.PromName, f.Labels))];
        claims.Demand(FamiliesAreAsDocumented.Check("libvirt", families, [.. exceptions.Rows.Select(r => new UndocumentedLabel(r["family"], r["label"]))], reading));
    }

    private async Task StoresAsync(ComputeHost host, Guid? timedOut = null)
    {
        var probe = new PrometheusInstant(stack.Prometheus, Selector(host));
        await claims.ComesToHoldAsync(async d =>
        {
            var (now, time) = host.Look();
            return EverySampleIsExact.Check($"the libvirt exporter of {host.Name}", Lent.ExporterOf(host).Of(now, time, timedOut), await probe.ReadAsync(d));
        }, Run.Plan.Scrape + Run.Patience);
    }

    private static string Selector(ComputeHost host) => $"{{__name__=~\"{InovexLibvirtExporter.Families}\", job=\"libvirt\", host_name=\"{host.Name}\"}}";
}
