using Reqnroll;
using Validation.Backends.Exposition;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Harness;
using Validation.Steps.Expectations;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Metrics;

/// <summary>Words about the domains of the node's compute host, whose exporter only the daemon collector scrapes.</summary>
[Binding]
public sealed class NodeLibvirtSteps(StackClients stack, Claims claims)
{
    // Genestack's scrape interval, whose first scrape may come a whole interval late, and its batches.
    private static readonly TimeSpan Scrape = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(10);

    private static ValidationRun Run => ValidationRun.Current;

    private static string Selector => $"{{__name__=~\"{InovexLibvirtExporter.Families}\", k8s_node_name=\"{Run.Node.Name}\"}}";

    [Given("{int} domains on the node, whose guest clocks stand still")]
    public Task AreOnTheNode(int domains) => Run.NodeCloud.CreateAsync(domains);

    [When("{int} seconds of guest time pass on the node")]
    public Task TimePasses(int seconds) =>
        Run.NodeCloud.ChangeAsync($"{seconds} s pass", Guid.Empty, m => m.Clock.Advance(TimeSpan.FromSeconds(seconds)));

    [Then("Prometheus stores exactly every libvirt sample of the node, with these labels added:")]
    public async Task StoresExactly(DataTable table)
    {
        var exporter = new InovexLibvirtExporter(Target(table, await CollectorVersionAsync()));
        await claims.ComesToHoldAsync(async d =>
        {
            var (host, now) = Run.Node.Host.Look();
            return EverySampleIsExact.Check($"the libvirt exporter of {Run.Node.Name}", exporter.Of(host, now), await new PrometheusInstant(stack.Prometheus, Selector).ReadAsync(d));
        }, Scrape + Batch + Run.Patience);
    }

    [Then("no two libvirt series of the node differ only in:")]
    public async Task NoneTwice(DataTable table)
    {
        using var deadline = Run.In(Run.Patience);
        var series = await stack.Prometheus.SeriesAsync([Selector], deadline);
        claims.Demand(NoSeriesTwice.Check($"the libvirt exporter of {Run.Node.Name}", [.. table.Rows.Select(r => r["label"])], series.Value, series.Raw));
    }

    // Of itself it tells in its own metrics; a stand-in's own version is another than the one that it stands in for.
    private static async Task<string> CollectorVersionAsync()
    {
        using var deadline = Run.In(Run.Patience);
        using var collector = new ExporterClient(Run.Bed["collector-daemon"].Endpoint(), "collector-daemon");
        return (await collector.MetricsAsync(deadline)).Value.SelectMany(f => f.Samples).First(s => s.Name == "target_info").Labels["service_version"];
    }

    private static LabelSet Target(DataTable table, string collectorVersion)
    {
        var exporter = Run.Bed[Run.Node.Host.Exporter].Endpoint();
        return LabelSet.From(table.Rows.Select(r => KeyValuePair.Create(r["label"], r["value"] switch
        {
            "the node" => Run.Node.Name,
            "the exporter" => exporter.Authority,
            "the exporter's port" => $"{exporter.Port}",
            "the collector's version" => collectorVersion,
            "the node's pod" => $"libvirt-libvirt-default-{Run.Node.Name}",
            var value => value,
        })));
    }
}
