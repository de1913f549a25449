using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.RemoteWrite;

public class SenderTests
{
    private const string Id = "prometheusremotewrite";

    [TestCase(500, nameof(Handing.NotNow))]
    [TestCase(503, nameof(Handing.NotNow))]
    [TestCase(400, nameof(Handing.Never))]
    [TestCase(404, nameof(Handing.Never))]
    [TestCase(429, nameof(Handing.Never))]
    public async Task A_refusal_is_for_now_or_for_good_by_its_status(int status, string wanted)
    {
        await using var target = await WriteTarget.StartAsync();
        target.Answer = (_, _) => (status, "native histograms are disabled\n");
        await using var sender = PrometheusRemoteWrite.MakeSender(TestParts.Context(Id, $"endpoint: {target.Endpoint}"));

        var handed = await sender.SendAsync(MetricBatches.Of(MetricBatches.Gauge("g", "", 1)), CancellationToken.None);

        handed.Outcome.ToString().ShouldBe(wanted);
        handed.Error!.ShouldContain($"remote write returned HTTP status {status}");
        handed.Error!.ShouldContain("native histograms are disabled");
    }

    [Test]
    public async Task Nobody_at_the_address_is_a_refusal_for_now()
    {
        string endpoint;
        await using (var target = await WriteTarget.StartAsync())
            endpoint = target.Endpoint;
        await using var sender = PrometheusRemoteWrite.MakeSender(TestParts.Context(Id, $"endpoint: {endpoint}"));

        (await sender.SendAsync(MetricBatches.Of(MetricBatches.Gauge("g", "", 1)), CancellationToken.None)).Outcome.ShouldBe(Handing.NotNow);
    }

    [Test]
    public async Task A_large_batch_is_split_and_only_the_refused_part_is_sent_again()
    {
        await using var target = await WriteTarget.StartAsync();
        var context = TestParts.Context(Id, $"endpoint: {target.Endpoint}\nmax_batch_size_bytes: 40");
        target.Answer = (number, _) => (number == 1 ? 503 : 204, "");
        await using var sender = PrometheusRemoteWrite.MakeSender(context);
        var batch = MetricBatches.Of([.. Enumerable.Range(0, 3).Select(i => MetricBatches.Gauge($"metric{i}", "", i)), MetricBatches.Sum("d", "", temporality: AggregationTemporality.Delta)]);

        (await sender.SendAsync(batch, CancellationToken.None)).Outcome.ShouldBe(Handing.NotNow);
        (await sender.SendAsync(batch, CancellationToken.None)).ShouldBe(Handed.Taken);

        target.Requests.Select(r => MetricBatches.Name(r.Timeseries.Single())).ShouldBe(["metric0", "metric1", "metric2", "metric1"]);
        Count(context, "translated_time_series", target).ShouldBe(3);
        Count(context, "failed_translations", target).ShouldBe(1);
        Count(context, "sent_batches", target).ShouldBe(4);
    }

    [Test]
    public async Task A_part_refused_for_good_does_not_keep_the_others_back()
    {
        await using var target = await WriteTarget.StartAsync();
        target.Answer = (number, _) => number == 0 ? (400, "out of bounds") : (204, "");
        await using var sender = PrometheusRemoteWrite.MakeSender(TestParts.Context(Id, $"endpoint: {target.Endpoint}\nmax_batch_size_bytes: 40"));

        var handed = await sender.SendAsync(MetricBatches.Of(MetricBatches.Gauge("a", "", 1), MetricBatches.Gauge("b", "", 1), MetricBatches.Gauge("c", "", 1)), CancellationToken.None);

        handed.Outcome.ShouldBe(Handing.Never);
        target.Requests.Count.ShouldBeGreaterThan(1);
    }

    [Test]
    public async Task A_batch_of_which_nothing_can_be_translated_is_taken_and_sends_nothing()
    {
        await using var target = await WriteTarget.StartAsync();
        var context = TestParts.Context(Id, $"endpoint: {target.Endpoint}");
        await using var sender = PrometheusRemoteWrite.MakeSender(context);

        (await sender.SendAsync(MetricBatches.Of(MetricBatches.Sum("d", "", temporality: AggregationTemporality.Delta)), CancellationToken.None)).ShouldBe(Handed.Taken);

        target.Requests.ShouldBeEmpty();
        Count(context, "failed_translations", target).ShouldBe(1);
    }

    [TestCase("timeout: 5s", "endpoint")]
    [TestCase("endpoint: nowhere", "endpoint")]
    [TestCase("endpoint: http://x/\nexternal_labels: {a: ''}", "external_labels.a")]
    public void A_wrong_setting_is_told_with_its_place(string yaml, string place) =>
        Should.Throw<BadInputException>(() => PrometheusRemoteWrite.MakeSender(TestParts.Context(Id, yaml))).Message.ShouldContain(place);

    private static double? Count(PartContext context, string counter, WriteTarget target) =>
        context.Metrics.Value("otelcol_exporter_prometheusremotewrite_" + counter, ("endpoint", target.Endpoint), ("exporter", Id));
}
