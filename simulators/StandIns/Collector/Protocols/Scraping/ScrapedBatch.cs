using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>Scraped samples as a batch of OpenTelemetry, as the collector's receiver <c>prometheus</c> makes it.</summary>
internal sealed class ScrapedBatch
{
    /// <summary>Scope of series that name none.</summary>
    public const string ScopeName = "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver";

    private static readonly Dictionary<string, FamilyMetadata> s_report = new(StringComparer.Ordinal)
    {
        ["up"] = new("gauge", "The scraping was successful", ""),
        ["scrape_duration_seconds"] = new("gauge", "Duration of the scrape", "seconds"),
        ["scrape_samples_scraped"] = new("gauge", "The number of samples the target exposed", ""),
        ["scrape_series_added"] = new("gauge", "The approximate number of new series in this scrape", ""),
        ["scrape_samples_post_metric_relabeling"] = new("gauge", "The number of samples remaining after metric relabeling was applied", ""),
    };

    private readonly ScrapeTarget _target;
    private readonly Dictionary<string, FamilyMetadata> _metadata;
    private readonly long _milliseconds;
    private readonly Dictionary<(string Job, string Instance), Resource> _resources = [];
    private readonly Dictionary<(string Job, string Instance, string Scope, string Version), Dictionary<string, MetricFamily>> _families = [];

    private ScrapedBatch(ScrapeTarget target, Dictionary<string, FamilyMetadata> metadata, long milliseconds) =>
        (_target, _metadata, _milliseconds) = (target, metadata, milliseconds);

    /// <summary>Makes the batch.</summary>
    /// <param name="target">The target.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="metadata">What it told of its families.</param>
    /// <param name="milliseconds">When it was scraped, since 1970.</param>
    public static ExportMetricsServiceRequest Of(ScrapeTarget target, List<SampleLine> samples, Dictionary<string, FamilyMetadata> metadata, long milliseconds)
    {
        var batch = new ScrapedBatch(target, metadata, milliseconds);
        foreach (var sample in samples)
            batch.Add(sample);
        return batch.Build();
    }

    /// <summary>Number of data points in a batch.</summary>
    public static int Points(ExportMetricsServiceRequest batch) =>
        batch.ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics).Sum(m => m.DataCase switch
        {
            Metric.DataOneofCase.Gauge => m.Gauge.DataPoints.Count,
            Metric.DataOneofCase.Sum => m.Sum.DataPoints.Count,
            Metric.DataOneofCase.Histogram => m.Histogram.DataPoints.Count,
            Metric.DataOneofCase.Summary => m.Summary.DataPoints.Count,
            _ => 0,
        });

    private void Add(SampleLine sample)
    {
        var job = First(sample.Labels.Of("job"), _target.Labels.Of("job"));
        var instance = First(sample.Labels.Of("instance"), _target.Labels.Of("instance"));
        if (!_resources.TryGetValue((job, instance), out var resource))
            _resources[(job, instance)] = resource = ScrapedResource.Of(job, instance, _target.Discovered);
        if (sample.Name == "target_info")
        {
            ScrapedResource.AddTargetInfo(resource, sample.Labels);
            return;
        }

        if (sample.Name == "otel_scope_info")
            return;
        var scope = (job, instance, sample.Labels.Of("otel_scope_name"), sample.Labels.Of("otel_scope_version"));
        if (!_families.TryGetValue(scope, out var families))
            _families[scope] = families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);
        var (name, metadata) = FamilyOf(sample.Name);
        if (!families.TryGetValue(name, out var family))
            families[name] = family = new MetricFamily(name, metadata);
        family.Add(sample, sample.Milliseconds ?? _milliseconds);
    }

    private (string Name, FamilyMetadata Metadata) FamilyOf(string name)
    {
        if (s_report.TryGetValue(name, out var report))
            return (name, report);
        if (_metadata.TryGetValue(name, out var own))
            return (name, own);
        var trimmed = Trim(name);
        if (name.EndsWith("_created", StringComparison.Ordinal) && (Is(trimmed, "counter") || Is(trimmed + "_total", "counter")))
            return (trimmed + "_total", _metadata.GetValueOrDefault(trimmed + "_total") ?? _metadata[trimmed]);
        if (!_metadata.TryGetValue(trimmed, out var family))
            return (name, FamilyMetadata.Unknown);
        // An info metric loses its suffix, as in the real receiver; only what OpenMetrics calls a counter keeps the whole name.
        return (family.Type is "histogram" or "summary" or "info" ? trimmed : name, family);
    }

    private bool Is(string family, string type) => _metadata.TryGetValue(family, out var metadata) && metadata.Type == type;

    private ExportMetricsServiceRequest Build()
    {
        var batch = new ExportMetricsServiceRequest();
        foreach (var (key, resource) in _resources)
        {
            var metrics = new ResourceMetrics { Resource = resource };
            foreach (var (scope, families) in _families.Where(f => (f.Key.Job, f.Key.Instance) == key))
            {
                var named = scope.Scope.Length + scope.Version.Length > 0;
                var made = new ScopeMetrics { Scope = new InstrumentationScope { Name = named ? scope.Scope : ScopeName, Version = named ? scope.Version : CollectorBuild.Version } };
                made.Metrics.AddRange(families.Values.Select(f => f.ToMetric()).OfType<Metric>());
                if (made.Metrics.Count > 0)
                    metrics.ScopeMetrics.Add(made);
            }

            if (metrics.ScopeMetrics.Count > 0)
                batch.ResourceMetrics.Add(metrics);
        }

        return batch;
    }

    private static string First(string a, string b) => a.Length > 0 ? a : b;

    private static string Trim(string name)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["_bucket", "_count", "_sum", "_total", "_info", "_created"])
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                return name[..^suffix.Length];
        }

        return name;
    }
}
