using System.Collections.Immutable;
using System.Globalization;
using Validation.Checks;
using Validation.Checks.Alerts;
using Validation.Harness;

namespace Validation.Steps.Run;

/// <summary>The stack that the features examine, and the times that its configuration implies.</summary>
/// <param name="Spec">The components.</param>
/// <param name="Scrape">How often Prometheus scrapes.</param>
/// <param name="Evaluation">How often Prometheus evaluates its rules.</param>
/// <param name="For">How long a condition lasts before its alert fires.</param>
/// <param name="GroupWait">How long Alertmanager waits before the first notification of a group.</param>
/// <param name="GroupInterval">How long Alertmanager waits between notifications of a group that changed.</param>
public sealed record StackPlan(StackSpec Spec, TimeSpan Scrape, TimeSpan Evaluation, TimeSpan For, TimeSpan GroupWait, TimeSpan GroupInterval)
{
    /// <summary>Genestack's metrics and alerting, with times short enough to be watched, and its pipeline as it is.</summary>
    public static StackPlan Of(RunSettings settings, Uri webhook, ImmutableArray<ComputeHost> hosts, PipelinePlan pipeline)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentNullException.ThrowIfNull(pipeline);
        var (hold, groupWait, groupInterval) = (TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        var rules = Template("rules.yml", ("for", Seconds(hold)));
        var routing = Template("alertmanager.yml", ("group-wait", Seconds(groupWait)), ("group-interval", Seconds(groupInterval)), ("webhook", webhook.ToString()));
        var spec = new StackSpec("genestack-metrics",
        [
            Component("alertmanager", [], ("config", routing)),
            Component("node-exporter", [], ("scrape-job", "node")),
            Component("pushgateway", [], ("scrape-job", "pushgateway")),
            .. hosts.SelectMany(Exporters),
            Component("prometheus", ["alertmanager"],
                ("alertmanager", "alertmanager"), ("rules", rules), ("resend-delay", "5s"),
                ("scrape-interval", Seconds(settings.ScrapeInterval)), ("evaluation-interval", Seconds(settings.ScrapeInterval))),
            .. pipeline.Components,
        ]);
        return new StackPlan(spec, settings.ScrapeInterval, settings.ScrapeInterval, hold, groupWait, groupInterval);
    }

    /// <summary>Longest time that a scrape of this stack may take.</summary>
    public TimeSpan ScrapeDuration { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The times by which alerts are judged; two seconds are allowed for everything that has no setting.</summary>
    public AlertTiming Timing => new()
    {
        ScrapeInterval = Scrape, ScrapeDuration = ScrapeDuration, EvaluationInterval = Evaluation, For = For,
        GroupWait = GroupWait, GroupInterval = GroupInterval, DeliverySlack = TimeSpan.FromSeconds(2),
    };

    /// <summary>What Prometheus must scrape: itself, its Alertmanager, and every component that names a job.</summary>
    public IEnumerable<ExpectedTarget> Targets(ITestbed bed)
    {
        ArgumentNullException.ThrowIfNull(bed);
        return Spec.Components.Where(c => c.Settings.ContainsKey("scrape-job") || c.Name is "prometheus" or "alertmanager").Select(c => new ExpectedTarget(
            c.Settings.GetValueOrDefault("scrape-job", c.Name), bed[c.Name].Endpoint().Authority));
    }

    // Beside each compute host the exporter that Genestack runs, and the one that the distribution has.
    private static IEnumerable<ComponentSpec> Exporters(ComputeHost host)
    {
        (string, string)[] labels = [("scrape-label.host_name", host.Name)];
        yield return Component(host.Exporter, "inovex-exporter", [], [("libvirt-socket", host.Daemon.ReadOnlySocketPath), ("timeout", "300ms"), ("scrape-job", "libvirt"), .. labels]);
        if (!host.HasDebianExporter)
            yield break;
        yield return Component(host.DebianExporter, "libvirt-exporter", [],
            [("libvirt-uri", host.Daemon.TcpUri.ToString()), ("nova-metadata", "true"), ("scrape-job", "libvirt-debian"), .. labels]);
    }

    private static ComponentSpec Component(string name, ImmutableArray<string> needs, params ReadOnlySpan<(string Name, string Value)> settings) =>
        Component(name, name, needs, settings);

    private static ComponentSpec Component(string name, string program, ImmutableArray<string> needs, ReadOnlySpan<(string Name, string Value)> settings) =>
        new(name, program, needs, settings.ToArray().ToImmutableSortedDictionary(s => s.Name, s => s.Value));

    private static string Template(string file, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Stack", file));
        foreach (var (name, value) in values)
            text = text.Replace($"${{{name}}}", value, StringComparison.Ordinal);
        return text;
    }

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0}ms");
}
