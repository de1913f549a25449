using System.Collections.Immutable;
using Validation.Checks;
using Validation.Harness;

namespace Validation.Steps.Support;

/// <summary>What Prometheus says of itself.</summary>
public sealed class PrometheusReadings(Stack stack)
{
    /// <summary>Its flags, its version as <c>version</c> (the major number) and its storage retention as <c>storage retention</c>.</summary>
    public async Task<Reading<string>> SettingsAsync(Deadline deadline)
    {
        var flags = await stack.Prometheus.FlagsAsync(deadline);
        var build = await stack.Prometheus.BuildInfoAsync(deadline);
        var runtime = await stack.Prometheus.RuntimeInfoAsync(deadline);
        var rows = flags.Value.Append(KeyValuePair.Create("version", build.Value.Version.Split('.')[0]))
            .Append(KeyValuePair.Create("storage retention", runtime.Value.StorageRetention));
        return new Reading<string>(Rows(rows), Evidence.Text("prometheus-settings.txt", string.Join("\n\n", new[] { flags.Raw, build.Raw, runtime.Raw }.Select(Text))));
    }

    /// <summary>The targets that it scrapes.</summary>
    public async Task<Reading<TargetState>> TargetsAsync(Deadline deadline)
    {
        var answer = await stack.Prometheus.TargetsAsync(deadline);
        return new Reading<TargetState>(
            [
                .. answer.Value.ActiveTargets.Select(t => new Seen<TargetState>(t.ScrapeUrl,
                    new TargetState(t.Labels["job"], t.Labels["instance"], t.Health.ToString().ToLowerInvariant(), t.LastError), t.LastScrape ?? default)),
            ], answer.Raw);
    }

    /// <summary>The Alertmanagers that it tells.</summary>
    public async Task<Reading<string>> AlertmanagersAsync(Deadline deadline)
    {
        var answer = await stack.Prometheus.AlertmanagersAsync(deadline);
        return new Reading<string>(Rows(answer.Value.ActiveAlertmanagers.Select(a => KeyValuePair.Create("active Alertmanagers", a.Url))), answer.Raw);
    }

    private static ImmutableArray<Seen<string>> Rows(IEnumerable<KeyValuePair<string, string>> settings) =>
        [.. settings.Select(s => new Seen<string>(s.Key, s.Value, default))];

    private static string Text(Evidence evidence) => System.Text.Encoding.UTF8.GetString(evidence.Content.Span);
}
