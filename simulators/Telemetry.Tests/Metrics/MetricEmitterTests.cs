using Snappier;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Telemetry.Tests.Servers;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.Telemetry.Tests.Metrics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MetricEmitterTests : IDisposable
{
    private readonly Bench _bench = new();
    private readonly MetricStream _metrics = new(new NumberedItems(Bench.Seed, "metrics"), Bench.Begin, TimeSpan.FromSeconds(15));

    public void Dispose() => _bench.Dispose();

    private static async Task<Emission> SendAsync(IEmitter emitter)
    {
        using (emitter)
        {
            using var deadline = Bench.Patient();
            return await emitter.SendAsync(23, 20, deadline);
        }
    }

    [Test]
    public async Task OTLP_over_gRPC()
    {
        await using var receiver = await GrpcReceiver.AcceptingAsync();
        (await SendAsync(MetricEmitters.Otlp(OtlpTransport.Grpc, _metrics, _bench.Ledger, receiver.Endpoint))).Fate.ShouldBe(Fate.Acknowledged);
        receiver.Calls.ShouldHaveSingleItem().Message.ShouldBe(_metrics.ToRequest(23, 20));
    }

    [TestCase(OtlpTransport.HttpProtobuf)]
    [TestCase(OtlpTransport.HttpJson)]
    public async Task OTLP_over_HTTP(OtlpTransport transport)
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(200);
        (await SendAsync(MetricEmitters.Otlp(transport, _metrics, _bench.Ledger, receiver.Endpoint, gzip: true))).Fate.ShouldBe(Fate.Acknowledged);
        var request = receiver.Requests.ShouldHaveSingleItem();
        request.Path.ShouldBe("/v1/metrics");
        (transport == OtlpTransport.HttpJson ? OtlpJson.Read<ExportMetricsServiceRequest>(request.Body) : ExportMetricsServiceRequest.Parser.ParseFrom(request.Body))
            .ShouldBe(_metrics.ToRequest(23, 20));
    }

    [Test]
    public async Task Exponential_histograms_and_exemplars_are_in_the_bytes_that_are_sent()
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(200);
        var metrics = new MetricStream(_metrics.Items, Bench.Begin, TimeSpan.FromSeconds(15), exponential: true);
        await SendAsync(MetricEmitters.Otlp(OtlpTransport.HttpJson, metrics, _bench.Ledger, receiver.Endpoint));
        using var json = System.Text.Json.JsonDocument.Parse(receiver.Requests.ShouldHaveSingleItem().Body);
        var sent = json.RootElement.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0].GetProperty("metrics").EnumerateArray()
            .ToDictionary(m => m.GetProperty("name").GetString()!);
        var point = sent["harness.payload"].GetProperty("exponentialHistogram").GetProperty("dataPoints")[0];
        (point.GetProperty("scale").GetInt32(), point.GetProperty("positive").GetProperty("bucketCounts").GetArrayLength()).ShouldBe((1, 4));
        foreach (var (name, kind) in new[] { ("harness.requests", "sum"), ("harness.latency", "histogram") })
            sent[name].GetProperty(kind).GetProperty("dataPoints")[0].GetProperty("exemplars")[0].GetProperty("traceId").GetString().ShouldBe(metrics.Items.TraceId(23));
    }

    [Test]
    public async Task Remote_write()
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(204);
        (await SendAsync(MetricEmitters.RemoteWrite(_metrics, _bench.Ledger, new Uri(receiver.Endpoint, "/api/v1/write")))).Answer.ShouldBe(new Answer(Fate.Acknowledged, "HTTP 204", ""));
        var request = receiver.Requests.ShouldHaveSingleItem();
        (request.Path, request.ContentType, request.ContentEncoding, request.Headers["X-Prometheus-Remote-Write-Version"])
            .ShouldBe(("/api/v1/write", "application/x-protobuf", "snappy", "0.1.0"));
        var series = WriteRequest.Parser.ParseFrom(Snappy.DecompressToArray(request.Body)).Timeseries;
        foreach (var one in series)
        {
            one.Labels.Select(l => l.Name).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
            one.Samples.Select(s => s.Timestamp).ShouldBeInOrder();
            one.Samples.Count.ShouldBe(20);
        }

        var seen = series.SelectMany(t => t.Samples.Select(s => new ExpectedPoint(Labels(t.Labels), s.Timestamp, s.Value)));
        seen.ShouldBe(Enumerable.Range(23, 20).SelectMany(s => _metrics.ExpectedSeries(s)), ignoreOrder: true);
        BitConverter.DoubleToInt64Bits(series.SelectMany(t => t.Samples).Single(s => double.IsNaN(s.Value)).Value).ShouldBe(0x7ff0000000000002);
        series.Where(t => t.Exemplars.Count > 0).Select(t => (t.Labels.Single(l => l.Name == "__name__").Value, t.Exemplars.Count))
            .ShouldBe([("harness_requests_total", 20), ("harness_latency_milliseconds_bucket", 20)], ignoreOrder: true);
    }

    [Test]
    public async Task A_refused_write_keeps_its_words()
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(400, "text/plain", "out of order sample\n"u8.ToArray());
        (await SendAsync(MetricEmitters.RemoteWrite(_metrics, _bench.Ledger, receiver.Endpoint))).Answer.ShouldBe(new Answer(Fate.Refused, "HTTP 400", "out of order sample\n"));
    }

    [Test]
    public void A_recorded_write_is_read_by_the_same_definitions()
    {
        var request = WriteRequest.Parser.ParseFrom(Snappy.DecompressToArray(Recording.Body("prometheus/rw-ok")));
        request.Timeseries.ShouldContain(t => t.Labels.Any(l => l.Name == "__name__" && l.Value == "rw_golden"));
    }

    private static LabelSet Labels(IEnumerable<Label> labels) => LabelSet.From(labels.Select(l => KeyValuePair.Create(l.Name, l.Value)));
}
