using System.Globalization;
using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Tests.Metrics;

public sealed class MetricStreamTests
{
    private static readonly MetricStream Stream = new(new NumberedItems(Bench.Seed, "metrics"), Bench.Begin, TimeSpan.FromSeconds(15), exponential: true);

    [Test]
    public void The_rules_make_of_the_recorded_request_the_recorded_series()
    {
        var request = OtlpJson.Read<ExportMetricsServiceRequest>(Recording.Body("collector/otlp-metrics-json-noexp"));
        // Added by the collector's resource detection.
        var made = ExporterRules.Points(request).Where(p => !p.Ends).Select(p => $"{p.Series.With("host_name", "vm").With("os_type", "linux")} {p.Value.ToString(CultureInfo.InvariantCulture)}");
        var seen = JsonNode.Parse(Recording.Answer("prometheus/otlp-mapped-all"))!["data"]!["result"]!.AsArray()
            .Select(r => $"{LabelSet.From(r!["metric"]!.AsObject().Select(l => KeyValuePair.Create(l.Key, (string)l.Value!)))} {(string)r["value"]![1]!}");
        made.Order(StringComparer.Ordinal).ShouldBe(seen.Order(StringComparer.Ordinal));
    }

    [TestCase(0, 3)]
    [TestCase(24, 3)]
    [TestCase(38, 4)]
    [TestCase(1_000_000, 1)]
    public void What_is_expected_is_what_the_rules_make_of_what_is_sent(long from, int count)
    {
        var expected = Enumerable.Range(0, count).SelectMany(i => Stream.ExpectedSeries(from + i));
        Texts(ExporterRules.Points(Stream.ToRequest(from, count))).ShouldBe(Texts(expected));
    }

    [Test]
    public void The_request_has_every_kind_of_metric_and_both_temporalities()
    {
        var metrics = Stream.ToRequest(0, 1).ResourceMetrics[0].ScopeMetrics[0].Metrics;
        metrics.Select(m => m.DataCase).Distinct().Count().ShouldBe(5);
        metrics.Where(m => m.Sum is not null).Select(m => (m.Sum.IsMonotonic, m.Sum.AggregationTemporality)).Distinct().Count().ShouldBe(3);
        metrics.Where(m => m.Histogram is not null).Select(m => m.Histogram.AggregationTemporality).Distinct().Count().ShouldBe(2);
        metrics.Select(m => m.Unit).Distinct().Order(StringComparer.Ordinal).ShouldBe(["%", "1", "By", "m/s", "ms", "s", "{message}", "{packet}"]);
    }

    [TestCase(false, 15)]
    [TestCase(true, 16)]
    public void An_item_is_as_many_points_as_the_collector_counts(bool exponential, int points)
    {
        var stream = new MetricStream(new NumberedItems(Bench.Seed, "metrics"), Bench.Begin, TimeSpan.FromSeconds(15), exponential: exponential);
        stream.PointsOfItem.ShouldBe(points);
        stream.ToRequest(0, 3).ResourceMetrics[0].ScopeMetrics[0].Metrics.Sum(m => (m.Gauge?.DataPoints.Count ?? 0) + (m.Sum?.DataPoints.Count ?? 0)
            + (m.Histogram?.DataPoints.Count ?? 0) + (m.ExponentialHistogram?.DataPoints.Count ?? 0) + (m.Summary?.DataPoints.Count ?? 0)).ShouldBe(3 * points);
    }

    [Test]
    public void Counters_grow_from_item_to_item_and_fall_only_at_the_reset()
    {
        for (var seq = 1L; seq < 100; seq++)
        {
            var before = Counters(seq - 1);
            foreach (var (series, value) in Counters(seq))
                (value > before[series]).ShouldBe(seq != Stream.ResetAt, $"{series} at {seq}");
        }
    }

    [Test]
    public void Only_one_gauge_ends_and_only_at_its_number()
    {
        for (var seq = 0L; seq < 60; seq++)
            Stream.ExpectedSeries(seq).Where(p => p.Ends).Select(p => p.Series[LabelSet.MetricName]).ShouldBe(seq == Stream.NoValueAt ? ["harness_absent_seconds"] : []);
    }

    [Test]
    public void Nothing_is_expected_of_a_delta()
    {
        var names = Stream.ExpectedSeries(0).Select(p => p.Series[LabelSet.MetricName]).ToHashSet();
        MetricStream.Dropped.ShouldAllBe(d => !names.Contains(d));
        Stream.ToRequest(0, 1).ResourceMetrics[0].ScopeMetrics[0].Metrics.ShouldContain(m => m.Name == "harness.events");
    }

    [Test]
    public void Values_are_the_same_every_time_and_others_for_another_stream()
    {
        var again = new MetricStream(new NumberedItems(Bench.Seed, "metrics"), Bench.Begin, TimeSpan.FromSeconds(15), exponential: true);
        again.ToRequest(7, 5).ShouldBe(Stream.ToRequest(7, 5));
        var other = new MetricStream(new NumberedItems(Bench.Seed, "others"), Bench.Begin, TimeSpan.FromSeconds(15));
        other.ExpectedSeries(7)[0].Value.ShouldNotBe(Stream.ExpectedSeries(7)[0].Value);
    }

    [Test]
    public void The_exemplar_is_in_the_bucket_of_its_value_and_leads_to_its_trace()
    {
        var exemplars = Stream.ExpectedExemplars(9);
        exemplars.Select(e => e.Series[LabelSet.MetricName]).ShouldBe(["harness_requests_total", "harness_latency_milliseconds_bucket"]);
        exemplars[0].Labels.ShouldBe(exemplars[1].Labels);
        var exemplar = exemplars[1];
        exemplar.Series["le"].ShouldBe("10");
        exemplar.Value.ShouldBeInRange(5, 10);
        Stream.Items.SequenceOf(exemplar.Labels["trace_id"]).ShouldBe(9);
        // The same labels as the recorded one.
        var recorded = JsonNode.Parse(Recording.Answer("prometheus/otlp-mapped-exemplars"))!["data"]![0]!;
        recorded["exemplars"]![0]!["labels"]!.AsObject().Select(l => l.Key).Order().ShouldBe(exemplar.Labels.Labels.Keys.Order());
        ((string)recorded["seriesLabels"]!["le"]!).ShouldBe("10");
    }

    [Test]
    public void The_native_histogram_has_the_bounds_of_its_scale()
    {
        var histogram = Stream.ExpectedHistograms(3).ShouldHaveSingleItem();
        histogram.Count.ShouldBe(histogram.Buckets.Sum(b => b.Count));
        histogram.Buckets.Select(b => Math.Round(b.Upper, 3)).ShouldBe([-2, 0, 2.828, 4, 5.657, 8]);
        // The recorded one has scale 0 and offset 0: its first bucket is from 1 to 2.
        var point = Stream.ToRequest(3, 1).ResourceMetrics[0].ScopeMetrics[0].Metrics.Single(m => m.ExponentialHistogram is not null).ExponentialHistogram.DataPoints[0];
        (Math.Pow(2, Math.Pow(2, -point.Scale) * point.Positive.Offset), point.Scale).ShouldBe((2.0, 1));
        var recorded = JsonNode.Parse(Recording.Answer("prometheus/otlp-mapped-exphist"))!["data"]!["result"]![0]!["histogram"]![1]!["buckets"]![0]!;
        ((string)recorded[1]!, (string)recorded[2]!).ShouldBe(("1", "2"));
    }

    private static Dictionary<string, double> Counters(long seq) => Stream.ExpectedSeries(seq)
        .Where(p => p.Series[LabelSet.MetricName] is var n && (n.EndsWith("_total", StringComparison.Ordinal) || n.EndsWith("_count", StringComparison.Ordinal) || n.EndsWith("_bucket", StringComparison.Ordinal)))
        .ToDictionary(p => p.Series.Text, p => p.Value);

    private static string[] Texts(IEnumerable<ExpectedPoint> points) =>
        [.. points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Series} {p.UnixMilliseconds} {p.Value:R}")).Order(StringComparer.Ordinal)];
}
