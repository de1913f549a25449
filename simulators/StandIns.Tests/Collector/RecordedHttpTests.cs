using System.Net;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>OTLP over HTTP, against what the real collector answered.</summary>
[CancelAfter(30_000)]
public sealed class RecordedHttpTests
{
    private const string ToNowhere = TestCollector.Receivers + "exporters: {nop: }\nservice: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], exporters: [nop]}, metrics: {receivers: [otlp], exporters: [nop]}, logs: {receivers: [otlp], exporters: [nop]}}}";

    [TestCase("err-bad-gzip")]
    [TestCase("err-bad-protobuf")]
    [TestCase("err-method-get")]
    [TestCase("err-no-content-type")]
    [TestCase("err-unknown-encoding")]
    [TestCase("err-unknown-field")]
    [TestCase("err-unknown-path")]
    [TestCase("err-wrong-content-type")]
    [TestCase("otlp-empty-body-proto")]
    [TestCase("otlp-empty-object")]
    [TestCase("otlp-logs-gzip")]
    [TestCase("otlp-logs-json")]
    [TestCase("otlp-metrics-json")]
    [TestCase("otlp-metrics-json-noexp")]
    [TestCase("otlp-traces-json")]
    public async Task A_request_is_answered_as_the_real_collector_did_byte_for_byte(string name, CancellationToken cancel)
    {
        await using var collector = await TestCollector.StartAsync(ToNowhere, cancel: cancel);

        var (answer, body) = await ReplayAsync(collector, name, cancel);

        body.ShouldBe(RecordedExchange.Read(name).Answer, Encoding.UTF8.GetString(body));
        answer.Dispose();
    }

    // What is wrong with a JSON body is told in words of our own; everything else is as recorded.
    [TestCase("err-bad-json")]
    [TestCase("err-base64-trace-id")]
    [TestCase("err-json-array")]
    [TestCase("err-short-trace-id")]
    [TestCase("otlp-empty-body-json")]
    public async Task A_body_that_is_not_the_JSON_of_a_request_is_refused_with_code_three(string name, CancellationToken cancel)
    {
        await using var collector = await TestCollector.StartAsync(ToNowhere, cancel: cancel);

        var (answer, body) = await ReplayAsync(collector, name, cancel);

        using var json = JsonDocument.Parse(body);
        json.RootElement.GetProperty("code").GetInt32().ShouldBe(3);
        json.RootElement.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        answer.Dispose();
    }

    [Test]
    public async Task A_body_of_more_than_20_MiB_is_refused_packed_or_not(CancellationToken cancel)
    {
        await using var collector = await TestCollector.StartAsync(ToNowhere, cancel: cancel);
        var recorded = RecordedExchange.Read("err-body-too-large") with { Body = Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('x', 21 * 1024 * 1024)}\"}}") };
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(recorded.Body);
        var asGzip = recorded with { Body = packed.ToArray(), Headers = new(recorded.Headers) { ["Content-Encoding"] = "gzip" } };
        var allowed = recorded with { Body = Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('x', 19 * 1024 * 1024)}\"}}") };

        foreach (var request in (RecordedExchange[])[recorded, asGzip])
        {
            using var answer = await request.SendAsync(collector.Url("otlp/http", "/"), cancel);
            ((int)answer.StatusCode).ShouldBe(recorded.Status);
            answer.Headers.ConnectionClose.ShouldBe(true);
            (await answer.Content.ReadAsByteArrayAsync(cancel)).ShouldBe(recorded.Answer);
        }

        using var good = await allowed.SendAsync(collector.Url("otlp/http", "/"), cancel);
        good.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_signal_that_no_pipeline_takes_has_no_path(CancellationToken cancel)
    {
        await using var collector = await TestCollector.StartAsync(
            TestCollector.Receivers + "exporters: {nop: }\nservice: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], exporters: [nop]}}}", cancel: cancel);

        var (answer, body) = await ReplayAsync(collector, "side-no-logs-pipeline", cancel);

        body.ShouldBe(RecordedExchange.Read("side-no-logs-pipeline").Answer);
        answer.Dispose();
    }

    [Test]
    public async Task A_dead_exporter_without_a_queue_is_told_to_the_sender(CancellationToken cancel)
    {
        var port = FreePort();
        await using var collector = await TestCollector.StartAsync(
            TestCollector.Receivers + $"exporters: {{otlphttp/dead: {{endpoint: 'http://127.0.0.1:{port}', retry_on_failure: {{enabled: false}}, sending_queue: {{enabled: false}}}}}}\n"
            + "service: {telemetry: {metrics: {level: none}}, pipelines: {metrics: {receivers: [otlp], exporters: [otlphttp/dead]}}}", cancel: cancel);

        var (answer, body) = await ReplayAsync(collector, "side-dead-exporter-no-queue", cancel);

        Encoding.UTF8.GetString(body).Replace($":{port}", ":19998", StringComparison.Ordinal).ShouldBe(Encoding.UTF8.GetString(RecordedExchange.Read("side-dead-exporter-no-queue").Answer));
        collector.Server.Metrics.Value("otelcol_receiver_refused_metric_points", ("receiver", "otlp"), ("transport", "http")).ShouldBe(1);
        answer.Dispose();
    }

    [Test]
    public async Task A_refusal_in_protobuf_is_a_status_in_protobuf(CancellationToken cancel)
    {
        await using var collector = await TestCollector.StartAsync(ToNowhere, cancel: cancel);
        using var content = new ByteArrayContent(new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { SchemaUrl = "x" } } }.ToByteArray()[..^1]);
        content.Headers.Add("Content-Type", "application/x-protobuf");

        using var answer = await TestCollector.Http.PostAsync(collector.Url("otlp/http", "/v1/logs"), content, cancel);

        var status = Validation.Simulators.Wire.Rpc.Status.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(cancel));
        (answer.StatusCode, status.Code, status.Message).ShouldBe((HttpStatusCode.BadRequest, 3, "unexpected EOF"));
    }

    internal static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static async Task<(HttpResponseMessage Answer, byte[] Body)> ReplayAsync(TestCollector collector, string name, CancellationToken cancel)
    {
        var recorded = RecordedExchange.Read(name);
        var answer = await recorded.SendAsync(collector.Url("otlp/http", "/"), cancel);
        ((int)answer.StatusCode).ShouldBe(recorded.Status);
        answer.Content.Headers.ContentType?.ToString().ShouldBe(recorded.AnswerHeaders["Content-Type"]);
        answer.Headers.TryGetValues("X-Content-Type-Options", out var nosniff);
        nosniff?.Single().ShouldBe(recorded.AnswerHeaders.GetValueOrDefault("X-Content-Type-Options"));
        return (answer, await answer.Content.ReadAsByteArrayAsync(cancel));
    }
}
