using System.Globalization;
using System.Text.Json;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.RemoteWrite;

/// <summary>What Prometheus showed of the recorded request that holds every kind of metric.</summary>
public class RecordedWriteTests
{
    private const string Genestack = "resource_to_telemetry_conversion: {enabled: true}\ntarget_info: {enabled: false}\n";

    [Test]
    public async Task The_recorded_metrics_become_the_recorded_series()
    {
        await using var target = await WriteTarget.StartAsync();

        (await SendAsync(target, MetricBatches.Recorded())).ShouldBe(Handed.Taken);

        var seen = Series(target).Where(s => s.Histograms.Count == 0 && !double.IsNaN(s.Samples[0].Value))
            .Select(s => $"{MetricBatches.Labels(s)} {s.Samples.Single().Value.ToString("R", CultureInfo.InvariantCulture)}");
        seen.ShouldBe(Recorded("otlp-mapped-all.json"), ignoreOrder: true);
    }

    [Test]
    public async Task The_recorded_exponential_histogram_becomes_the_recorded_native_one()
    {
        await using var target = await WriteTarget.StartAsync();

        await SendAsync(target, MetricBatches.Recorded());

        var series = Series(target).Single(s => s.Histograms.Count > 0);
        Recorded("otlp-mapped-exphist.json").ShouldBe([MetricBatches.Labels(series)]);
        var histogram = series.Histograms.Single();
        histogram.CountInt.ShouldBe(3UL);
        histogram.Sum.ShouldBe(6);
        histogram.Schema.ShouldBe(0);
        // Buckets (1, 2] with 1 and (2, 4] with 2: Prometheus' indices 1 and 2.
        histogram.PositiveSpans.Single().ShouldBe(new BucketSpan { Offset = 1, Length = 2 });
        histogram.PositiveDeltas.ShouldBe([1L, 1L]);
    }

    [Test]
    public async Task The_recorded_exemplar_is_on_the_recorded_bucket()
    {
        await using var target = await WriteTarget.StartAsync();

        await SendAsync(target, MetricBatches.Recorded());

        var series = Series(target).Single(s => s.Exemplars.Count > 0);
        using var json = JsonDocument.Parse(File.ReadAllText(TestParts.Recorded("otlp-mapped-exemplars.json")));
        var recorded = json.RootElement.GetProperty("data")[0];
        MetricBatches.Labels(series).ShouldBe(Text(recorded.GetProperty("seriesLabels")));
        var exemplar = series.Exemplars.Single();
        exemplar.Value.ShouldBe(7);
        exemplar.Timestamp.ShouldBe(1795370112066);
        string.Join(",", exemplar.Labels.OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => $"{l.Name}={l.Value}"))
            .ShouldBe(Text(recorded.GetProperty("exemplars")[0].GetProperty("labels")));
    }

    [Test]
    public async Task Times_are_cut_to_milliseconds_and_a_missing_value_is_the_stale_marker()
    {
        await using var target = await WriteTarget.StartAsync();

        await SendAsync(target, MetricBatches.Recorded());

        Series(target).Single(s => MetricBatches.Name(s) == "golden_gauge_bytes").Samples.Single().Timestamp.ShouldBe(1795370112066);
        var stale = Series(target).Single(s => MetricBatches.Name(s) == "golden_nodata_ratio").Samples.Single().Value;
        BitConverter.DoubleToUInt64Bits(stale).ShouldBe(0x7ff0000000000002UL);
    }

    [Test]
    public async Task The_request_has_the_headers_of_remote_write()
    {
        await using var target = await WriteTarget.StartAsync();

        await SendAsync(target, MetricBatches.Recorded(), "headers: {X-Scope-OrgID: tenant}\n");

        var headers = target.Headers.Single();
        headers["Content-Encoding"].ShouldBe("snappy");
        headers["Content-Type"].ShouldBe("application/x-protobuf");
        headers["X-Prometheus-Remote-Write-Version"].ShouldBe("0.1.0");
        headers["X-Scope-OrgID"].ShouldBe("tenant");
    }

    private static async Task<Handed> SendAsync(WriteTarget target, ExportMetricsServiceRequest batch, string more = "")
    {
        await using var sender = PrometheusRemoteWrite.MakeSender(TestParts.Context("prometheusremotewrite", $"endpoint: {target.Endpoint}\n{Genestack}{more}"));
        return await sender.SendAsync(batch, CancellationToken.None);
    }

    private static IEnumerable<TimeSeries> Series(WriteTarget target) => target.Requests.SelectMany(r => r.Timeseries);

    private static List<string> Recorded(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(TestParts.Recorded(file)));
        return [.. json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(r =>
            Text(r.GetProperty("metric")) + (r.TryGetProperty("value", out var value) ? " " + value[1].GetString() : ""))];
    }

    private static string Text(JsonElement labels) =>
        string.Join(",", labels.EnumerateObject().OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => $"{l.Name}={l.Value.GetString()}"));
}
