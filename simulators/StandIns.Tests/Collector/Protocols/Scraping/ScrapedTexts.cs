using System.Globalization;
using Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;
using Validation.Simulators.StandIns.Collector.Protocols.Scraping;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Scraping;

/// <summary>Targets, and what scrapes of them become, as short texts.</summary>
internal static class ScrapedTexts
{
    public static readonly string[] Report = ["scrape_duration_seconds", "scrape_samples_post_metric_relabeling", "scrape_samples_scraped", "scrape_series_added", "up"];

    public static ScrapeTarget Target(string yaml, string target = "10.0.0.7:9100") => Config($"{yaml}\nstatic_configs: [{{targets: ['{target}']}}]") is var config
        ? config.Target(config.Static.Single())! : throw new InvalidOperationException();

    public static ScrapeConfig Config(string yaml) => new(ConfigNode.Parse("test.yaml", "job_name: node\n" + yaml), ConfigNode.Parse("test.yaml", ""));

    public static ExportMetricsServiceRequest Batch(ScrapeTarget target, string text, bool openMetrics = false)
    {
        var state = new ScrapeState(target);
        return ScrapedBatch.Of(target, state.Samples(ExpositionReader.Read(text, openMetrics), TimeSpan.Zero), state.Families, 5000);
    }

    public static Metric Metric(ExportMetricsServiceRequest batch, string name) =>
        batch.ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics).Single(m => m.Name == name);

    /// <summary>The samples as "name{labels} value", without the report's unless asked for.</summary>
    public static IEnumerable<string> Lines(IEnumerable<SampleLine> samples, bool report = false) => samples
        .Where(s => report == Report.Contains(s.Name))
        .Select(s => $"{s.Name}{{{string.Join(",", s.Labels.Where(l => l.Key is not ("__name__" or "job" or "instance")).Select(l => $"{l.Key}={l.Value}"))}}} {Value(s.Value)}");

    private static string Value(double value) =>
        BitConverter.DoubleToUInt64Bits(value) == BitConverter.DoubleToUInt64Bits(Translator.Stale) ? "stale" : value.ToString("R", CultureInfo.InvariantCulture);
}
