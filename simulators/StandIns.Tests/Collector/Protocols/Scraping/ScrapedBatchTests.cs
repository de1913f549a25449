using System.Text.Json;
using Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Tests.Collector.Protocols.RemoteWrite;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Scraping;

public class ScrapedBatchTests
{
    private const string Genestack = """
        relabel_configs:
        - {target_label: job, replacement: node-exporter}
        - {target_label: instance, replacement: 'testnode:9100'}
        - {target_label: node, replacement: testnode}
        """;

    [TestCase("scraped-node-load1.json", "node_load1")]
    [TestCase("scraped-node-exporter-up.json", "up")]
    public void A_scraped_series_reaches_Prometheus_with_the_recorded_labels(string recording, string name)
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target(Genestack, "127.0.0.1:19100"), "# TYPE node_load1 gauge\nnode_load1 17.74\n");
        // What resourcedetection adds, and the name of the build that was recorded.
        foreach (var (key, value) in new[] { ("host.name", "vm"), ("os.type", "linux"), ("k8s.cluster.name", "env-cluster") })
            batch.ResourceMetrics.Single().Resource.Attributes.Add(MetricBatches.Text(key, value));
        batch.ResourceMetrics.Single().ScopeMetrics.Single().Scope.Version = "adot-v0.49.0";

        var settings = WriteSettings.From(ConfigNode.Parse("test.yaml", "endpoint: http://x/\nresource_to_telemetry_conversion: {enabled: true}\ntarget_info: {enabled: false}"));
        var series = Translator.Translate(batch, settings).Series.Requests(long.MaxValue).Single().Timeseries.Single(s => MetricBatches.Name(s) == name);

        using var json = JsonDocument.Parse(File.ReadAllText(TestParts.Recorded(recording)));
        var labels = json.RootElement.GetProperty("data").GetProperty("result")[0].GetProperty("metric").EnumerateObject();
        MetricBatches.Labels(series).ShouldBe(string.Join(",", labels.OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => $"{l.Name}={l.Value.GetString()}")));
    }

    [Test]
    public void A_counter_is_a_monotonic_cumulative_sum_and_only_created_tells_its_start()
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target(""), "# TYPE hits counter\n# HELP hits all of them\nhits_total{path=\"/\"} 7\nhits_created{path=\"/\"} 2.5\n# TYPE other counter\nother_total 1\n# EOF\n", openMetrics: true);

        var metric = ScrapedTexts.Metric(batch, "hits_total");
        metric.Description.ShouldBe("all of them");
        metric.Sum.IsMonotonic.ShouldBeTrue();
        metric.Sum.AggregationTemporality.ShouldBe(AggregationTemporality.Cumulative);
        var point = metric.Sum.DataPoints.Single();
        (point.AsDouble, point.TimeUnixNano, point.StartTimeUnixNano).ShouldBe((7, 5_000_000_000UL, 2_500_000_000UL));
        point.Attributes.ShouldBe([MetricBatches.Text("path", "/")]);
        metric.Metadata.ShouldBe([MetricBatches.Text("prometheus.type", "counter")]);
        ScrapedTexts.Metric(batch, "other_total").Sum.DataPoints.Single().StartTimeUnixNano.ShouldBe(0UL);
    }

    [Test]
    public void A_series_without_a_type_is_a_gauge()
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target(""), "plain_total 1\n# TYPE g gauge\n# UNIT g_bytes bytes\ng 2\n");

        ScrapedTexts.Metric(batch, "plain_total").Gauge.DataPoints.Single().AsDouble.ShouldBe(1);
        ScrapedTexts.Metric(batch, "g").Gauge.DataPoints.Single().AsDouble.ShouldBe(2);
    }

    [Test]
    public void A_histogram_has_the_counts_of_each_bucket()
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target(""), "# TYPE h histogram\nh_bucket{le=\"0.5\"} 1\nh_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 6\nh_sum 9\nh_count 6\n");

        var metric = ScrapedTexts.Metric(batch, "h");
        var point = metric.Histogram.DataPoints.Single();
        point.ExplicitBounds.ShouldBe([0.5, 1]);
        point.BucketCounts.ShouldBe([1UL, 2UL, 3UL]);
        (point.Count, point.Sum, point.Attributes.Count).ShouldBe((6UL, 9, 0));
    }

    [TestCase("# TYPE h histogram\nh_bucket{le=\"1\"} 3\nh_sum 9\n")]
    [TestCase("# TYPE h histogram\nh_bucket{le=\"1\"} 3\nh_bucket{le=\"2\"} 2\nh_sum 9\nh_count 6\n")]
    public void A_histogram_without_a_count_or_with_falling_ones_is_left_out(string text) =>
        ScrapedTexts.Batch(ScrapedTexts.Target(""), text).ResourceMetrics.Single().ScopeMetrics.Single().Metrics.ShouldNotContain(m => m.Name == "h");

    [Test]
    public void A_summary_has_its_quantiles()
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target(""), "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns{quantile=\"0.99\"} 2\ns_sum 30\ns_count 4\n");

        var point = ScrapedTexts.Metric(batch, "s").Summary.DataPoints.Single();
        point.QuantileValues.Select(q => (q.Quantile, q.Value)).ShouldBe([(0.5, 1), (0.99, 2)]);
        (point.Count, point.Sum).ShouldBe((4UL, 30));
    }

    [Test]
    public void Target_info_becomes_attributes_of_the_resource_and_an_info_metric_loses_its_suffix()
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target(""), "# TYPE target info\ntarget_info{version=\"3\"} 1\n# TYPE build info\nbuild_info{v=\"1\"} 1\n# EOF\n", openMetrics: true);

        batch.ResourceMetrics.Single().Resource.Attributes.ShouldContain(MetricBatches.Text("version", "3"));
        ScrapedTexts.Metric(batch, "build").Sum.IsMonotonic.ShouldBeFalse();
    }

    [Test]
    public void What_Kubernetes_tells_of_the_target_is_in_the_resource_and_this_machine_has_no_address()
    {
        var config = ScrapedTexts.Config("static_configs: [{targets: ['localhost:9100'], labels: {__meta_kubernetes_pod_name: p, __meta_kubernetes_namespace: n, __meta_kubernetes_pod_controller_kind: DaemonSet, __meta_kubernetes_pod_controller_name: d}}]");
        var batch = ScrapedTexts.Batch(config.Target(config.Static.Single())!, "a 1\n");

        var resource = batch.ResourceMetrics.Single().Resource.Attributes.ToDictionary(a => a.Key, a => a.Value.StringValue);
        resource.ShouldBe(new Dictionary<string, string>
        {
            ["service.name"] = "node", ["service.instance.id"] = "localhost:9100", ["server.port"] = "9100", ["url.scheme"] = "http",
            ["k8s.pod.name"] = "p", ["k8s.namespace.name"] = "n", ["k8s.daemonset.name"] = "d",
        }, ignoreOrder: true);
    }

    [Test]
    public void A_scraped_job_that_is_honored_is_a_resource_of_its_own()
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target("honor_labels: true"), "a{job=\"pushed\",instance=\"\"} 1\n");

        batch.ResourceMetrics.Select(r => r.Resource.Attributes.First(a => a.Key == "service.name").Value.StringValue).ShouldBe(["pushed", "node"]);
    }

    [Test]
    public void An_exemplar_keeps_its_trace()
    {
        var batch = ScrapedTexts.Batch(ScrapedTexts.Target(""), "# TYPE hits counter\nhits_total 7 # {trace_id=\"35f7f8a258795861822b604ea99a2a51\",user=\"u\"} 1 4\n# EOF\n", openMetrics: true);

        var exemplar = ScrapedTexts.Metric(batch, "hits_total").Sum.DataPoints.Single().Exemplars.Single();
        Convert.ToHexStringLower(exemplar.TraceId.Span).ShouldBe("35f7f8a258795861822b604ea99a2a51");
        exemplar.FilteredAttributes.ShouldBe([MetricBatches.Text("user", "u")]);
        exemplar.TimeUnixNano.ShouldBe(4_000_000_000UL);
    }
}
