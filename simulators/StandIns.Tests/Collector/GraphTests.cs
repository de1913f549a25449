using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Validation.Simulators.StandIns.Collector.Parts;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Processors;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>Parts that are connected.</summary>
[CancelAfter(60_000)]
public sealed class GraphTests
{
    [Test]
    public async Task Pipelines_do_not_see_one_anothers_changes_and_an_exporter_serves_all_that_name_it(CancellationToken cancel)
    {
        using var folder = new TestFolder();
        var collector = await TestCollector.StartAsync(TestCollector.Receivers
            + "processors: {resource/a: {attributes: [{key: r, value: A, action: upsert}]}, resource/b: {attributes: [{key: r, value: B, action: upsert}]}}\n"
            + $"exporters: {{file/all: {{path: '{folder.File("all.jsonl")}'}}, file/a: {{path: '{folder.File("a.jsonl")}'}}}}\n"
            + "service: {telemetry: {metrics: {level: none}}, pipelines: {logs/a: {receivers: [otlp], processors: [resource/a], exporters: [file/all, file/a]}, "
            + "logs/b: {receivers: [otlp], processors: [resource/b], exporters: [file/all]}, logs/c: {receivers: [otlp], exporters: [file/all]}}}", cancel: cancel);

        (await collector.PostAsync("logs", Batches.Logs(7, 1).ToByteArray(), cancel)).ShouldBe(System.Net.HttpStatusCode.OK);
        await collector.DisposeAsync();

        Resources(folder.File("all.jsonl")).ShouldBe(["A", "B", "7"], ignoreOrder: true);
        Resources(folder.File("a.jsonl")).ShouldBe(["A"]);
        collector.Server.Metrics.Value("otelcol_exporter_sent_log_records", ("exporter", "file/all")).ShouldBe(3);
        collector.Server.Metrics.Value("otelcol_receiver_accepted_log_records", ("receiver", "otlp"), ("transport", "http")).ShouldBe(1);
    }

    [Test]
    public async Task What_one_pipeline_refuses_is_refused_although_the_other_has_taken_it()
    {
        var takes = new Collecting<ExportLogsServiceRequest>();
        var full = new Collecting<ExportLogsServiceRequest> { Answer = _ => new Handed(Handing.NotNow, "full") };
        var broken = new Collecting<ExportLogsServiceRequest> { Answer = _ => new Handed(Handing.Never, "broken") };

        (await FanOut<ExportLogsServiceRequest>.Of([full, takes]).ConsumeAsync(Batches.Logs(0, 1), CancellationToken.None)).ShouldBe(new Handed(Handing.NotNow, "full"));
        (await FanOut<ExportLogsServiceRequest>.Of([broken, full, takes]).ConsumeAsync(Batches.Logs(1, 1), CancellationToken.None)).ShouldBe(new Handed(Handing.Never, "broken; full"));

        takes.Batches.SelectMany(b => b.Numbers()).ShouldBe([0, 1]);
    }

    [Test]
    public async Task The_memory_limiters_refusal_is_told_to_the_sender_as_recorded(CancellationToken cancel)
    {
        var clock = new FakeTimeProvider();
        var known = KnownParts.All with
        {
            Processors = KnownParts.All.Processors.SetItem("memory_limiter", new ProcessorType((c, next) => MemoryLimiter.Make(c, next, () => long.MaxValue), null, null)),
        };
        await using var collector = await TestCollector.StartAsync(TestCollector.Receivers
            + "processors: {memory_limiter: {check_interval: 100ms, limit_mib: 30, spike_limit_mib: 5}}\nexporters: {nop: }\n"
            + "service: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], processors: [memory_limiter], exporters: [nop]}}}", clock, known, cancel);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        var recorded = RecordedExchange.Read("memlimit-refused");

        using var answer = await recorded.SendAsync(collector.Url("otlp/http", "/"), cancel);

        ((int)answer.StatusCode).ShouldBe(recorded.Status);
        (await answer.Content.ReadAsByteArrayAsync(cancel)).ShouldBe(recorded.Answer);
        collector.Server.Metrics.Value("otelcol_receiver_refused_spans", ("receiver", "otlp"), ("transport", "http")).ShouldBe(1);
        collector.Server.Metrics.Value("otelcol_processor_outgoing_items", ("otel_signal", "traces"), ("processor", "memory_limiter")).ShouldBe(0);
    }

    private static IEnumerable<string?> Resources(string file) =>
        from line in File.ReadLines(file)
        from resource in OtlpJson.Read<ExportLogsServiceRequest>(Encoding.UTF8.GetBytes(line)).ResourceLogs
        select resource.Resource.Attributes.TextOf("r");
}
