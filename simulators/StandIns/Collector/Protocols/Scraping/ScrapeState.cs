using Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>What is known of a target from scrape to scrape: its series, and its metadata. Not for two threads.</summary>
internal sealed class ScrapeState(ScrapeTarget target)
{
    private static readonly string[] s_report = ["up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added"];
    private Dictionary<string, Labels> _series = new(StringComparer.Ordinal);

    /// <summary>Metadata that the target ever told, by family.</summary>
    public Dictionary<string, FamilyMetadata> Families { get; } = new(StringComparer.Ordinal);

    /// <summary>Samples of a scrape: what the target told, after relabeling; stale markers for what it told before and not now; the report.</summary>
    /// <param name="answer">What it answered; null when the scrape failed, which ends all its series.</param>
    /// <param name="duration">How long it took.</param>
    public List<SampleLine> Samples(Exposition? answer, TimeSpan duration)
    {
        foreach (var (name, metadata) in answer?.Families ?? [])
            Families[name] = metadata;
        var samples = new List<SampleLine>();
        var now = new Dictionary<string, Labels>(StringComparer.Ordinal);
        var (kept, added) = (0, 0);
        foreach (var sample in answer?.Samples ?? [])
        {
            if (Relabeled(sample) is not { } relabeled)
                continue;
            kept++;
            samples.Add(relabeled);
            var key = relabeled.Labels.Key();
            added += _series.ContainsKey(key) || now.ContainsKey(key) ? 0 : 1;
            // A series with a time of its own ends by itself.
            if (relabeled.Milliseconds is null)
                now[key] = relabeled.Labels;
        }

        samples.AddRange(_series.Where(s => !now.ContainsKey(s.Key)).Select(s => Stale(s.Value)));
        _series = now;
        samples.AddRange(s_report.Zip([answer is null ? 0 : 1, duration.TotalSeconds, answer?.Samples.Count ?? 0, kept, added], Report));
        return samples;
    }

    /// <summary>Stale markers for everything: the target is gone.</summary>
    public List<SampleLine> End()
    {
        List<SampleLine> samples = [.. _series.Values.Select(Stale), .. s_report.Select(n => Report(n, Translator.Stale))];
        _series.Clear();
        return samples;
    }

    private static SampleLine Stale(Labels labels) => new(labels, Translator.Stale, null, null);

    private SampleLine Report(string name, double value) => new(new Labels(target.Labels) { ["__name__"] = name }, value, null, null);

    private SampleLine? Relabeled(SampleLine sample)
    {
        var labels = new Labels();
        foreach (var (name, value) in sample.Labels)
            labels.Put(name, value);
        foreach (var (name, value) in target.Labels)
        {
            var own = labels.Of(name);
            if (own.Length > 0 && target.Config.HonorLabels)
                continue;
            if (own.Length > 0)
                labels[FreeName("exported_" + name, labels)] = own;
            labels[name] = value;
        }

        if (!RelabelRule.Apply(target.Config.MetricRelabel, labels) || labels.Of("__name__").Length == 0)
            return null;
        return sample with { Labels = labels, Milliseconds = target.Config.HonorTimestamps ? sample.Milliseconds : null };
    }

    private string FreeName(string name, Labels labels)
    {
        while (labels.ContainsKey(name) || target.Labels.ContainsKey(name))
            name = "exported_" + name;
        return name;
    }
}
