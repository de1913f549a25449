using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>OTLP over gRPC, in and out.</summary>
[CancelAfter(60_000)]
public sealed class GrpcTests
{
    [Test]
    public async Task What_comes_over_gRPC_goes_out_over_gRPC_and_comes_in_again_once(CancellationToken cancel)
    {
        using var folder = new TestFolder();
        var second = await TestCollector.OfLogsAsync("file", $"{{path: '{folder.File("out.jsonl")}'}}", cancel);
        var first = await TestCollector.OfLogsAsync("otlp", $"{{endpoint: '{second.Server.Endpoints["otlp/grpc"]}', tls: {{insecure: true}}}}", cancel);
        using var channel = Channel(first);

        var answer = await new LogsService.LogsServiceClient(channel).ExportAsync(Batches.Logs(0, 500), cancellationToken: cancel);
        await first.DisposeAsync();
        await second.DisposeAsync();

        (answer.PartialSuccess?.RejectedLogRecords ?? 0).ShouldBe(0);
        File.ReadLines(folder.File("out.jsonl")).SelectMany(l => Wire.OtlpJson.Read<ExportLogsServiceRequest>(System.Text.Encoding.UTF8.GetBytes(l)).Numbers())
            .ShouldBe(Enumerable.Range(0, 500).Select(i => (long)i));
        first.Server.Metrics.Value("otelcol_receiver_accepted_log_records", ("receiver", "otlp"), ("transport", "grpc")).ShouldBe(500);
        first.Server.Metrics.Value("otelcol_exporter_sent_log_records", ("exporter", "otlp")).ShouldBe(500);
    }

    [Test]
    public async Task A_signal_that_no_pipeline_takes_is_unimplemented(CancellationToken cancel)
    {
        await using var collector = await TestCollector.OfLogsAsync("nop", "", cancel);
        using var channel = Channel(collector);

        var problem = await Should.ThrowAsync<RpcException>(async () => await new TraceService.TraceServiceClient(channel).ExportAsync(new(), cancellationToken: cancel));

        problem.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    [Test]
    public async Task What_the_pipeline_refuses_for_now_is_unavailable(CancellationToken cancel)
    {
        await using var collector = await TestCollector.OfLogsAsync(
            "otlp", $"{{endpoint: '127.0.0.1:{RecordedHttpTests.FreePort()}', tls: {{insecure: true}}, sending_queue: {{enabled: false}}, retry_on_failure: {{enabled: false}}}}", cancel);
        using var channel = Channel(collector);

        var problem = await Should.ThrowAsync<RpcException>(async () => await new LogsService.LogsServiceClient(channel).ExportAsync(Batches.Logs(0, 3), cancellationToken: cancel));

        problem.StatusCode.ShouldBe(StatusCode.Unavailable);
        collector.Server.Metrics.Value("otelcol_receiver_refused_log_records", ("receiver", "otlp"), ("transport", "grpc")).ShouldBe(3);
        collector.Server.Metrics.Value("otelcol_exporter_send_failed_log_records", ("exporter", "otlp")).ShouldBe(3);
    }

    [Test]
    public async Task A_message_of_more_than_4_MiB_is_refused_for_good_and_the_exporter_drops_it(CancellationToken cancel)
    {
        await using var second = await TestCollector.OfLogsAsync("nop", "", cancel);
        var first = await TestCollector.OfLogsAsync("otlp", $"{{endpoint: '{second.Server.Endpoints["otlp/grpc"]}', tls: {{insecure: true}}}}", cancel);
        var large = Batches.Logs(0, 1);
        large.ResourceLogs[0].Resource.Attributes.Add(Batches.Text("x", new string('x', 5 << 20)));

        ((int)await first.PostAsync("logs", large.ToByteArray(), cancel)).ShouldBe(200);
        await first.DisposeAsync();

        first.Server.Metrics.Value("otelcol_exporter_send_failed_log_records", ("exporter", "otlp")).ShouldBe(1);
        first.Log.ShouldContain("not retryable error: Permanent error: rpc error: code = ResourceExhausted");
    }

    private static GrpcChannel Channel(TestCollector collector) => GrpcChannel.ForAddress($"http://{collector.Server.Endpoints["otlp/grpc"]}");
}

/// <summary>A folder for one test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("collector-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
