using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>One of <c>scrape_configs</c>.</summary>
internal sealed class ScrapeConfig
{
    private static readonly string[] s_known =
    [
        "job_name", "scrape_interval", "scrape_timeout", "metrics_path", "scheme", "params", "honor_labels", "honor_timestamps", "static_configs",
        "file_sd_configs", "relabel_configs", "metric_relabel_configs", "authorization", "bearer_token_file", "tls_config", "follow_redirects", "enable_compression",
    ];

    /// <summary>Reads one.</summary>
    /// <exception cref="BadInputException">A setting is wrong, or is not stood in for.</exception>
    public ScrapeConfig(ConfigNode node, ConfigNode global)
    {
        foreach (var key in node.Keys)
        {
            if (key == "kubernetes_sd_configs")
                throw node[key].Bad("file_sd_configs or static_configs in its place, which whoever starts this stand-in writes with the targets and their __meta_kubernetes_ labels", "discovery by Kubernetes, which it has no part of");
            if (!s_known.Contains(key))
                throw node[key].Bad($"one of {string.Join(", ", s_known)}: the others are not stood in for", key);
        }

        Job = node["job_name"].Text();
        Interval = node["scrape_interval"].Duration(global["scrape_interval"].Duration(TimeSpan.FromMinutes(1)));
        Limit = node["scrape_timeout"].Duration(Shorter(global["scrape_timeout"].Duration(TimeSpan.FromSeconds(10)), Interval));
        if (Interval <= TimeSpan.Zero)
            throw node["scrape_interval"].Bad("more than 0s");
        if (Limit > Interval)
            throw node["scrape_timeout"].Bad($"at most scrape_interval, which is {Interval.TotalSeconds}s");
        HonorLabels = node["honor_labels"].Flag(false);
        HonorTimestamps = node["honor_timestamps"].Flag(true);
        Relabel = RelabelRule.All(node["relabel_configs"]);
        MetricRelabel = RelabelRule.All(node["metric_relabel_configs"]);
        SkipVerify = node["tls_config"]["insecure_skip_verify"].Flag(false);
        BearerFile = node["authorization"]["credentials_file"].Text(node["bearer_token_file"].Text(""));
        Bearer = node["authorization"]["credentials"].Text("");
        BearerType = node["authorization"]["type"].Text("Bearer");
        Common = ReadCommon(node);
        Static = [.. node["static_configs"].Items.SelectMany(Groups)];
        Files = [.. node["file_sd_configs"].Items.SelectMany(f => f["files"].Texts)];
    }

    /// <summary>Name of the job.</summary>
    public string Job { get; }

    /// <summary>Between two scrapes of a target.</summary>
    public TimeSpan Interval { get; }

    /// <summary>Limit of a scrape.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Whether a scraped label wins over the target's of the same name.</summary>
    public bool HonorLabels { get; }

    /// <summary>Whether the times that a target tells count.</summary>
    public bool HonorTimestamps { get; }

    /// <summary>Rules for targets.</summary>
    public ImmutableArray<RelabelRule> Relabel { get; }

    /// <summary>Rules for samples.</summary>
    public ImmutableArray<RelabelRule> MetricRelabel { get; }

    /// <summary>Whether any certificate of a target is good.</summary>
    public bool SkipVerify { get; }

    /// <summary>Kind of the credentials.</summary>
    public string BearerType { get; }

    /// <summary>Credentials; empty for none.</summary>
    public string Bearer { get; }

    /// <summary>A file that holds the credentials, read at each scrape; empty for none.</summary>
    public string BearerFile { get; }

    /// <summary>Patterns of the files that name targets.</summary>
    public ImmutableArray<string> Files { get; }

    /// <summary>Labels that each target has before relabeling.</summary>
    public Labels Common { get; }

    /// <summary>Discovered labels of the targets that the configuration names itself.</summary>
    public ImmutableArray<Labels> Static { get; }

    /// <summary>Discovered labels of a group of targets: <c>targets</c> and <c>labels</c>.</summary>
    public static IEnumerable<Labels> Groups(ConfigNode group)
    {
        foreach (var target in group["targets"].Texts)
        {
            var labels = new Labels();
            foreach (var key in group["labels"].Keys)
                labels.Put(key, group["labels"][key].Text(""));
            labels["__address__"] = target;
            yield return labels;
        }
    }

    /// <summary>The target with these discovered labels; null when a rule drops it or it has no address.</summary>
    public ScrapeTarget? Target(Labels discovered)
    {
        var all = new Labels(discovered);
        foreach (var (name, value) in Common)
            all.TryAdd(name, value);
        var labels = new Labels(all);
        if (!RelabelRule.Apply(Relabel, labels) || labels.Of("__address__").Length == 0)
            return null;
        if (labels.Of("instance").Length == 0)
            labels["instance"] = labels.Of("__address__");
        return new ScrapeTarget(this, all, labels);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private Labels ReadCommon(ConfigNode node)
    {
        var labels = new Labels
        {
            ["job"] = Job,
            ["__scheme__"] = node["scheme"].Text("http"),
            ["__metrics_path__"] = node["metrics_path"].Text("/metrics"),
            ["__scrape_interval__"] = node["scrape_interval"].Text($"{Interval.TotalSeconds}s"),
            ["__scrape_timeout__"] = node["scrape_timeout"].Text($"{Limit.TotalSeconds}s"),
        };
        if (labels["__scheme__"] is not ("http" or "https"))
            throw node["scheme"].Bad("http or https");
        // Prometheus lets a rule change the first value of a parameter only.
        foreach (var key in node["params"].Keys)
        {
            if (node["params"][key].Texts is [var first, ..])
                labels["__param_" + key] = first;
        }

        return labels;
    }
}
