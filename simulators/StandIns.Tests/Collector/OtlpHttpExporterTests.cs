using System.Text;
using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Exporters;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>The exporter otlphttp in a running collector, towards a receiver that behaves badly.</summary>
[CancelAfter(60_000)]
public sealed class OtlpHttpExporterTests
{
    private const string Quick = "retry_on_failure: {initial_interval: 10ms, max_interval: 20ms}";

    [Test]
    public async Task A_receiver_that_is_not_available_for_a_while_loses_nothing(CancellationToken cancel)
    {
        var (collector, sink, stored) = await StartAsync(Quick, cancel);
        sink.Answer = (number, _) => Task.FromResult(number switch { 1 => 429, 2 => 502, 3 => 503, 4 => 504, _ => 200 });

        await collector.PostAsync("logs", Batches.Logs(0, 100).ToByteArray(), cancel);
        await Waiting.UntilAsync(() => stored.Count > 0, cancel);
        await collector.DisposeAsync();

        stored.ShouldBe(Enumerable.Range(0, 100).Select(i => (long)i), ignoreOrder: true);
        sink.Requests.ShouldBe(5);
        Sent(collector, sink).ShouldBe(100);
        collector.Log.ShouldContain("Exporting failed. Will retry the request after interval.\trpc error: code = Unavailable desc = error exporting items, request to "
            + $"http://{sink.Address}/otlp/v1/logs responded with HTTP Status Code 503");
        await sink.DisposeAsync();
    }

    [Test]
    public async Task A_receiver_that_was_not_there_yet_gets_everything_once_it_is(CancellationToken cancel)
    {
        var port = RecordedHttpTests.FreePort();
        var collector = await TestCollector.OfLogsAsync("otlphttp", $"{{endpoint: 'http://127.0.0.1:{port}', {Quick}}}", cancel);
        await collector.PostAsync("logs", Batches.Logs(0, 10).ToByteArray(), cancel);
        await Waiting.UntilAsync(() => collector.Log.Contains("connection refused", StringComparison.Ordinal), cancel);

        await using var sink = await OtlpSink.StartAsync(cancel, port);
        var stored = new List<long>();
        sink.Store = batch => stored.AddRange(batch.Numbers());
        await Waiting.UntilAsync(() => stored.Count > 0, cancel);
        await collector.DisposeAsync();

        stored.Count.ShouldBe(10);
    }

    [Test]
    public async Task An_answer_that_is_lost_makes_the_batch_arrive_twice_and_no_counter_shows_it(CancellationToken cancel)
    {
        var (collector, sink, stored) = await StartAsync(Quick, cancel);
        sink.Answer = (number, _) => Task.FromResult(number == 1 ? 0 : 200);

        await collector.PostAsync("logs", Batches.Logs(0, 100).ToByteArray(), cancel);
        await Waiting.UntilAsync(() => stored.Count == 200, cancel);
        await collector.DisposeAsync();

        stored.Distinct().Count().ShouldBe(100);
        Sent(collector, sink).ShouldBe(100);
        collector.Server.Metrics.Render().ShouldNotContain("send_failed");
        await sink.DisposeAsync();
    }

    [Test]
    public async Task A_batch_that_is_refused_for_good_is_dropped_and_counted_as_recorded_of_the_real_collector(CancellationToken cancel)
    {
        var (collector, sink, stored) = await StartAsync(Quick, cancel);
        sink.Answer = async (_, context) =>
        {
            context.Response.StatusCode = 400;
            await context.Response.Body.WriteAsync(new Validation.Simulators.Wire.Rpc.Status { Message = "entry has timestamp too old" }.ToByteArray(), cancel);
            return 400;
        };

        using var answer = await RecordedExchange.Read("old-entry-spoils-batch").SendAsync(collector.Url("otlp/http", "/"), cancel);
        await Waiting.UntilAsync(() => collector.Log.Contains("Dropping data", StringComparison.Ordinal), cancel);
        await collector.DisposeAsync();

        (await answer.Content.ReadAsByteArrayAsync(cancel)).ShouldBe(RecordedExchange.Read("old-entry-spoils-batch").Answer);
        stored.ShouldBeEmpty();
        sink.Requests.ShouldBe(1);
        collector.Server.Metrics.Value("otelcol_exporter_send_failed_log_records", Labels(sink)).ShouldBe(6);
        Sent(collector, sink).ShouldBeNull();
        collector.Log.ShouldContain("Exporting failed. Dropping data.\tnot retryable error: Permanent error: rpc error: code = InvalidArgument desc = error exporting items, request to "
            + $"http://{sink.Address}/otlp/v1/logs responded with HTTP Status Code 400, Message=entry has timestamp too old, Details=[]\tdropped_items=6");
        await sink.DisposeAsync();
    }

    [Test]
    public async Task A_full_queue_is_told_to_the_sender_when_nothing_stands_between(CancellationToken cancel)
    {
        var (collector, sink, stored) = await StartAsync("sending_queue: {queue_size: 1, num_consumers: 1}", cancel);
        var hold = new TaskCompletionSource<int>();
        sink.Answer = (_, _) => hold.Task;

        ((int)await collector.PostAsync("logs", Batches.Logs(0, 5).ToByteArray(), cancel)).ShouldBe(200);
        using var refused = await RecordedExchange.Read("otlp-logs-json").SendAsync(collector.Url("otlp/http", "/"), cancel);
        hold.SetResult(200);
        await collector.DisposeAsync();

        ((int)refused.StatusCode).ShouldBe(503);
        (await refused.Content.ReadAsStringAsync(cancel)).ShouldBe("{\"code\":14, \"message\":\"sending queue is full\"}");
        stored.Count.ShouldBe(5);
        await sink.DisposeAsync();
    }

    [Test]
    public async Task What_is_queued_is_sent_when_the_collector_stops(CancellationToken cancel)
    {
        var (collector, sink, stored) = await StartAsync("sending_queue: {num_consumers: 1}", cancel);
        for (var i = 0; i < 50; i++)
            await collector.PostAsync("logs", Batches.Logs(i * 10, 10).ToByteArray(), cancel);

        await collector.DisposeAsync();

        stored.ShouldBe(Enumerable.Range(0, 500).Select(i => (long)i), ignoreOrder: true);
        await sink.DisposeAsync();
    }

    [Test]
    public async Task What_a_receiver_left_out_of_a_success_is_logged_and_counts_as_sent(CancellationToken cancel)
    {
        var (collector, sink, _) = await StartAsync(Quick, cancel);
        sink.Answer = async (_, context) =>
        {
            await context.Response.Body.WriteAsync(new ExportLogsServiceResponse { PartialSuccess = new() { RejectedLogRecords = 3, ErrorMessage = "too old" } }.ToByteArray(), cancel);
            return 201;
        };

        await collector.PostAsync("logs", Batches.Logs(0, 10).ToByteArray(), cancel);
        await collector.DisposeAsync();

        collector.Log.ShouldContain("Partial success response\ttoo old\tdropped=3");
        Sent(collector, sink).ShouldBe(10);
        await sink.DisposeAsync();
    }

    [TestCase("gzip", "gzip", "application/x-protobuf")]
    [TestCase("none", "", "application/x-protobuf")]
    public async Task Bodies_are_packed_unless_told_otherwise(string compression, string encoding, string type, CancellationToken cancel)
    {
        var (collector, sink, stored) = await StartAsync($"compression: {compression}, headers: {{X-Scope-OrgID: t1}}", cancel);
        var seen = new List<string>();
        sink.Answer = (_, context) =>
        {
            seen.Add($"{context.Request.Path} {context.Request.ContentType} {context.Request.Headers.ContentEncoding} {context.Request.Headers["X-Scope-OrgID"]}");
            return Task.FromResult(200);
        };

        await collector.PostAsync("logs", Batches.Logs(0, 10).ToByteArray(), cancel);
        await collector.DisposeAsync();

        seen.ShouldBe([$"/otlp/v1/logs {type} {encoding} t1"]);
        stored.Count.ShouldBe(10);
        await sink.DisposeAsync();
    }

    [TestCase("120", 120)]
    [TestCase("Sun, 22 Nov 2026 18:00:30 GMT", 30)]
    [TestCase("Sun, 22 Nov 2026 17:00:00 GMT", null)]
    public void When_to_come_back_is_read_as_seconds_or_as_a_date(string header, int? seconds)
    {
        using var answer = new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable);
        answer.Headers.TryAddWithoutValidation("Retry-After", header);

        var handed = OtlpAnswer.Refused(new Uri("http://x/v1/logs"), answer, Encoding.UTF8.GetBytes("no status"), new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero));

        handed.RetryAfter.ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);
        handed.Error.ShouldBe("rpc error: code = Unavailable desc = error exporting items, request to http://x/v1/logs responded with HTTP Status Code 503");
    }

    [TestCase("{}", "wanted a text, got nothing")]
    [TestCase("{endpoint: '127.0.0.1:4318'}", "a URL that begins with http:// or https://")]
    [TestCase("{endpoint: 'http://x', compression: zstd}", "wanted one of: gzip, none, , got zstd")]
    [TestCase("{endpoint: 'http://x', tls: {ca_file: a}}", "got ca_file")]
    [TestCase("{endpoint: 'http://x', auth: {}}", "got auth")]
    public void A_setting_that_it_cannot_follow_is_refused(string settings, string sentence) =>
        Should.Throw<BadInputException>(() => OtlpHttpSettings.From(ConfigNode.Parse("f", settings), "logs")).Message.ShouldContain(sentence);

    private static async Task<(TestCollector Collector, OtlpSink Sink, List<long> Stored)> StartAsync(string settings, CancellationToken cancel)
    {
        var sink = await OtlpSink.StartAsync(cancel);
        var stored = new List<long>();
        sink.Store = batch => stored.AddRange(batch.Numbers());
        return (await TestCollector.OfLogsAsync("otlphttp/loki", $"{{endpoint: 'http://{sink.Address}/otlp', {settings}}}", cancel), sink, stored);
    }

    private static (string, string)[] Labels(OtlpSink sink) =>
        [("exporter", "otlphttp/loki"), ("server_address", "127.0.0.1"), ("server_port", $"{sink.Address.Port}"), ("url_path", "/otlp/v1/logs")];

    private static double? Sent(TestCollector collector, OtlpSink sink) => collector.Server.Metrics.Value("otelcol_exporter_sent_log_records", Labels(sink));
}

/// <summary>Waiting for what another thread does.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(Func<bool> come, CancellationToken cancel)
    {
        while (!come())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancel);
    }
}
