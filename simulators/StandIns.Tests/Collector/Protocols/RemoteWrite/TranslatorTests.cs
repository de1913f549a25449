using Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.RemoteWrite;

public class TranslatorTests
{
    [Test]
    public void Keys_that_become_one_label_are_joined_in_the_order_of_the_keys_unless_equal()
    {
        var batch = MetricBatches.Of(MetricBatches.Gauge("g", "", 1, MetricBatches.Text("a_b", "2"), MetricBatches.Text("a.b", "1"), MetricBatches.Text("c.d", "3"), MetricBatches.Text("c_d", "3")));

        Labels(batch).ShouldBe(["__name__=g,a_b=1;2,c_d=3"]);
    }

    [Test]
    public void Resource_attributes_are_labels_only_where_asked_for_and_win_over_the_points_own()
    {
        var batch = MetricBatches.Of(MetricBatches.Gauge("g", "", 1, MetricBatches.Text("zone", "point")));
        batch.ResourceMetrics[0].Resource.Attributes.Add(MetricBatches.Text("zone", "resource"));

        Labels(batch).ShouldBe(["__name__=g,zone=point"]);
        Labels(batch, "resource_to_telemetry_conversion: {enabled: true}").ShouldBe(["__name__=g,zone=resource"]);
    }

    [Test]
    public void Job_and_instance_come_from_the_service()
    {
        var batch = MetricBatches.Of(MetricBatches.Gauge("g", "", 1));
        batch.ResourceMetrics[0].Resource.Attributes.Add(MetricBatches.Text("service.name", "nova"));
        Labels(batch).ShouldBe(["__name__=g,job=nova"]);
        batch.ResourceMetrics[0].Resource.Attributes.Add(MetricBatches.Text("service.namespace", "openstack"));
        batch.ResourceMetrics[0].Resource.Attributes.Add(MetricBatches.Text("service.instance.id", "n1"));
        Labels(batch).ShouldBe(["__name__=g,instance=n1,job=openstack/nova"]);
    }

    [Test]
    public void Target_info_tells_the_rest_of_the_resource_with_the_latest_time()
    {
        var batch = MetricBatches.Of(MetricBatches.Gauge("g", "", 1));
        batch.ResourceMetrics[0].Resource.Attributes.Add(MetricBatches.Text("service.name", "nova"));
        Series(batch, "").Count.ShouldBe(1);
        batch.ResourceMetrics[0].Resource.Attributes.Add(MetricBatches.Text("host.name", "h"));

        var series = Series(batch, "");
        series.Select(MetricBatches.Labels).ShouldBe(["__name__=g,job=nova", "__name__=target_info,host_name=h,job=nova"]);
        series[1].Samples.Single().ShouldBe(new Sample { Value = 1, Timestamp = 1_795_370_112_066 });
        Labels(batch, "target_info: {enabled: false}").ShouldBe(["__name__=g,job=nova"]);
    }

    [Test]
    public void External_labels_give_way_to_the_points_own()
    {
        var batch = MetricBatches.Of(MetricBatches.Gauge("g", "", 1, MetricBatches.Text("cluster", "own")));

        Labels(batch, "external_labels: {cluster: outer, site.name: x}").ShouldBe(["__name__=g,cluster=own,site_name=x"]);
    }

    [Test]
    public void The_scope_is_labels_unless_told_otherwise()
    {
        var batch = MetricBatches.Of(MetricBatches.Gauge("g", "", 1));
        batch.ResourceMetrics[0].ScopeMetrics[0].Scope = new InstrumentationScope { Name = "meter", Version = "2", Attributes = { MetricBatches.Text("kind.of", "k") } };

        Labels(batch).ShouldBe(["__name__=g,otel_scope_kind_of=k,otel_scope_name=meter,otel_scope_version=2"]);
        Labels(batch, "disable_scope_info: true").ShouldBe(["__name__=g"]);
    }

    [Test]
    public void A_delta_is_left_out_with_a_reason_and_the_rest_stays()
    {
        var batch = MetricBatches.Of(MetricBatches.Sum("d", "1", temporality: AggregationTemporality.Delta), MetricBatches.Gauge("g", "", 1), new Metric { Name = "none", Gauge = new Gauge() });

        var translation = Translator.Translate(batch, Settings(""));

        translation.Problems.ShouldBe(["invalid temporality and type combination for metric \"d\"", "empty data points. none is dropped"]);
        translation.Series.Count.ShouldBe(1);
    }

    [Test]
    public void A_histogram_that_has_no_value_any_more_is_stale_in_all_its_series()
    {
        var point = new HistogramDataPoint { Flags = 1, Sum = 0, ExplicitBounds = { 0.1, 1e21 }, BucketCounts = { 0, 0, 0 } };
        var batch = MetricBatches.Of(new Metric { Name = "h", Histogram = new() { AggregationTemporality = AggregationTemporality.Cumulative, DataPoints = { point } } });

        var series = Series(batch, "");

        series.Select(MetricBatches.Labels).ShouldBe(["__name__=h_sum", "__name__=h_count", "__name__=h_bucket,le=0.1", "__name__=h_bucket,le=1000000000000000000000", "__name__=h_bucket,le=+Inf"]);
        series.ShouldAllBe(s => BitConverter.DoubleToUInt64Bits(s.Samples[0].Value) == 0x7ff0000000000002UL);
    }

    [Test]
    public void A_finer_exponential_histogram_is_merged_down_to_what_Prometheus_holds()
    {
        var point = new ExponentialHistogramDataPoint { Scale = 9, Count = 6, Positive = new() { Offset = -1, BucketCounts = { 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 4 } } };

        var histogram = NativeHistograms.Of(point)!;

        histogram.Schema.ShouldBe(8);
        // Indices -1, 0, 1 … 10 in pairs: (-1), (0, 1), …, (10): -1 → 0; 0 and 1 → 1; 10 → 6.
        Expand(histogram).ShouldBe(new Dictionary<int, long> { [0] = 1, [1] = 5, [2] = 0, [3] = 0, [4] = 0, [5] = 0, [6] = 4 });
    }

    [Test]
    public void An_exponential_histogram_too_coarse_for_Prometheus_is_left_out()
    {
        var batch = MetricBatches.Of(new Metric
        {
            Name = "e",
            ExponentialHistogram = new() { AggregationTemporality = AggregationTemporality.Cumulative, DataPoints = { new ExponentialHistogramDataPoint { Scale = -5 } } },
        });

        Translator.Translate(batch, Settings("")).Problems.Single().ShouldEndWith("was -5");
    }

    private static Dictionary<int, long> Expand(Wire.Prometheus.Histogram histogram)
    {
        var (index, count, delta) = (0, 0L, 0);
        var all = new Dictionary<int, long>();
        foreach (var span in histogram.PositiveSpans)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length; i++)
                all[index++] = count += histogram.PositiveDeltas[delta++];
        }

        return all;
    }

    private static List<string> Labels(ExportMetricsServiceRequest batch, string yaml = "target_info: {enabled: false}") =>
        [.. Series(batch, yaml).Select(MetricBatches.Labels).Where(l => !l.Contains("target_info", StringComparison.Ordinal))];

    private static List<TimeSeries> Series(ExportMetricsServiceRequest batch, string yaml) =>
        [.. Translator.Translate(batch, Settings(yaml)).Series.Requests(long.MaxValue).SelectMany(r => r.Timeseries)];

    private static WriteSettings Settings(string yaml) => WriteSettings.From(ConfigNode.Parse("test.yaml", "endpoint: http://localhost:1/w\n" + yaml));
}
