using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>What the collector tells of itself.</summary>
[CancelAfter(60_000)]
public sealed partial class SelfTests
{
    private const string Config = TestCollector.Receivers + """
        processors: {memory_limiter: {check_interval: 1s, limit_percentage: 90, spike_limit_percentage: 25}, batch: {send_batch_size: 1, timeout: 10s}, attributes: {actions: [{key: a, value: b, action: insert}]}}
        extensions: {health_check: {endpoint: '127.0.0.1:0'}}
        service:
          extensions: [health_check]
          telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: 0}}}}]}}
          pipelines:
            traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [debug, EXPORTER]}
            metrics: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [debug, EXPORTER]}
            logs: {receivers: [otlp], processors: [memory_limiter, batch, attributes], exporters: [debug, EXPORTER]}

        """;

    // Of other parts, of the remote-write exporter, and what only that run had.
    private static readonly string[] Elsewhere = ["otelcol_fileconsumer_", "otelcol_exporter_prometheusremotewrite_", "otelcol_exporter_send_failed_", "otelcol_processor_batch_timeout_"];

    [Test]
    public async Task Families_types_and_labels_are_those_of_the_real_collector(CancellationToken cancel)
    {
        await using var sink = await OtlpSink.StartAsync(cancel);
        await using var collector = await TestCollector.StartAsync(Config.Replace("EXPORTER", "otlphttp/loki", StringComparison.Ordinal)
            + $"exporters: {{debug: {{verbosity: normal}}, otlphttp/loki: {{endpoint: 'http://{sink.Address}'}}}}\n", cancel: cancel);
        foreach (var signal in (string[])["logs", "traces", "metrics"])
            (await RecordedExchange.Read($"otlp-{signal}-json").SendAsync(collector.Url("otlp/http", "/"), cancel)).Dispose();
        await Waiting.UntilAsync(() => collector.Server.Metrics.Value("otelcol_exporter_sent_metric_points", ("exporter", "debug")) > 0, cancel);

        using var answer = await TestCollector.Http.GetAsync(collector.Url("telemetry/http", "/metrics"), cancel);
        var ours = Shapes(await answer.Content.ReadAsStringAsync(cancel));

        foreach (var figure in (string[])["process_memory_rss", "process_runtime_heap_alloc_bytes", "process_runtime_total_sys_memory_bytes", "process_cpu_seconds"])
            collector.Server.Metrics.Value("otelcol_" + figure).ShouldNotBeNull().ShouldBeGreaterThan(0);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        var wanted = Shapes(await File.ReadAllTextAsync(Path.Combine(RecordedExchange.Folder, "metrics-endpoint", "response.txt"), cancel));
        wanted.Where(w => !ours.Contains(w) && !Elsewhere.Any(e => w.Contains(e, StringComparison.Ordinal))).ShouldBe(["target_info{k8s_cluster_name,service_instance_id,service_name,service_version}"]);
    }

    [Test]
    public async Task Failures_have_no_counter_before_the_first_one(CancellationToken cancel)
    {
        await using var collector = await TestCollector.OfLogsAsync("otlphttp", $"{{endpoint: 'http://127.0.0.1:{RecordedHttpTests.FreePort()}', retry_on_failure: {{enabled: false}}}}", cancel);
        var before = await TestCollector.Http.GetStringAsync(collector.Url("telemetry/http", "/metrics"), cancel);

        await collector.PostAsync("logs", Batches.Logs(0, 3).ToByteArray(), cancel);
        await Waiting.UntilAsync(() => collector.Log.Contains("Dropping data", StringComparison.Ordinal), cancel);

        before.ShouldNotContain("send_failed");
        (await TestCollector.Http.GetStringAsync(collector.Url("telemetry/http", "/metrics"), cancel)).ShouldMatch("""otelcol_exporter_send_failed_log_records\{exporter="otlphttp",.*\} 3\n""");
    }

    [Test]
    public async Task Health_is_told_as_the_real_collector_does(CancellationToken cancel)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 17, 34, 58, 437, TimeSpan.Zero));
        await using var collector = await TestCollector.StartAsync(Config.Replace("EXPORTER", "nop", StringComparison.Ordinal) + "exporters: {debug: {}, nop: }\n", clock, cancel: cancel);
        clock.Advance(TimeSpan.FromTicks(12_136_033_661));

        using var answer = await TestCollector.Http.GetAsync(collector.Url("health_check/http", "/"), cancel);

        var recorded = RecordedExchange.Read("health");
        answer.Content.Headers.ContentType!.ToString().ShouldBe(recorded.AnswerHeaders["Content-Type"]);
        answer.Headers.ConnectionClose.ShouldBe(true);
        var body = await answer.Content.ReadAsStringAsync(cancel);
        body.ShouldBe("""{"status":"Server available","upSince":"2026-11-22T17:34:58.437Z","uptime":"20m13.6033661s"}""");
        using var json = JsonDocument.Parse(recorded.Answer);
        using var own = JsonDocument.Parse(body);
        own.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(json.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Test]
    public async Task The_debug_exporter_writes_a_line_for_each_item_at_normal_and_thins_out_the_summaries(CancellationToken cancel)
    {
        var clock = new FakeTimeProvider();
        var collector = await TestCollector.StartAsync(TestCollector.Receivers
            + "exporters: {debug: {verbosity: normal, sampling_initial: 2, sampling_thereafter: 1000}}\nservice: {telemetry: {metrics: {level: none}}, pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}", clock, cancel: cancel);

        for (var i = 0; i < 5; i++)
            await collector.PostAsync("logs", Batches.Logs(1000 + (i * 10), 2).ToByteArray(), cancel);
        await collector.DisposeAsync();

        collector.Log.Split('\n').Count(l => l.Contains("info\tLogs\tdebug", StringComparison.Ordinal)).ShouldBe(2);
        for (var i = 0; i < 5; i++)
            collector.Log.Split('\n').ShouldContain($"{1001 + (i * 10)}");
    }

    // Name, type and label names of everything.
    private static HashSet<string> Shapes(string text) =>
        [.. text.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("# HELP", StringComparison.Ordinal)).Select(l => l[0] == '#' ? l : Shape().Replace(l[..l.LastIndexOf(' ')], "$1"))];

    [GeneratedRegex("""([{,]?[a-z_]+)="[^"]*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shape();
}
