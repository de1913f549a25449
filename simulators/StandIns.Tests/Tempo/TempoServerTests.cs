using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Snappier;
using Validation.Harness;
using Validation.Simulators.StandIns.Tempo;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>Its ports, and what it does by itself.</summary>
[CancelAfter(60_000)]
public sealed class TempoServerTests
{
    [Test]
    public async Task Traces_come_in_over_grpc_and_http_and_are_found(CancellationToken stop)
    {
        await using var server = await StartAsync("");
        using var http = new HttpClient();
        using var channel = GrpcChannel.ForAddress($"http://{server.OtlpGrpc}");

        await new TraceService.TraceServiceClient(channel).ExportAsync(Spans.Request(Spans.Of("a", Spans.One(1, 1))), cancellationToken: stop);
        using var packed = Gzip(Spans.Request(Spans.Of("b", Spans.One(2, 1))));
        using var answer = await http.PostAsync($"http://{server.OtlpHttp}/v1/traces", packed, stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        ExportTraceServiceResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(stop)).PartialSuccess.ShouldNotBeNull();
        (await http.GetStringAsync($"http://{server.Address}/api/traces/1", stop)).ShouldContain("\"stringValue\":\"a\"");
        (await http.GetStringAsync($"http://{server.Address}/api/traces/2", stop)).ShouldContain("\"stringValue\":\"b\"");
        using var get = await http.GetAsync($"http://{server.OtlpHttp}/v1/traces", stop);
        get.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Test]
    public async Task A_refusal_has_grpcs_code(CancellationToken stop)
    {
        await using var server = await StartAsync("");
        using var channel = GrpcChannel.ForAddress($"http://{server.OtlpGrpc}");
        var span = Spans.One(1, 1);
        span.TraceId = ByteString.Empty;

        var error = await Should.ThrowAsync<RpcException>(async () =>
            await new TraceService.TraceServiceClient(channel).ExportAsync(Spans.Request(Spans.Of("a", span)), cancellationToken: stop));

        (error.StatusCode, error.Status.Detail).ShouldBe((StatusCode.InvalidArgument, "trace ids must be 128 bit, received 0 bits"));
    }

    [Test]
    public async Task It_cuts_by_itself_and_writes_metrics_again_after_prometheus_was_down(CancellationToken stop)
    {
        var written = new TaskCompletionSource<WriteRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        await using var prometheus = Prometheus(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, stop);
            context.Response.StatusCode = Interlocked.Increment(ref asked) == 1 ? 503 : 204;
            if (asked == 2)
                written.TrySetResult(WriteRequest.Parser.ParseFrom(Snappy.DecompressToArray(body.ToArray())));
        });
        await prometheus.StartAsync(stop);
        await using var server = await StartAsync($$"""
            ingester: {flush_check_period: 100ms, trace_idle_period: 50ms}
            metrics_generator:
              metrics_ingestion_time_range_slack: 10000h
              registry: {collection_interval: 100ms, external_labels: {cluster: test} }
              storage: {remote_write: [{url: "{{prometheus.Urls.First()}}/api/v1/write", queue_config: {batch_send_deadline: 10ms} }]}
              processor: {local_blocks: {filter_server_spans: false} }
            overrides: {defaults: {metrics_generator: {processors: [span-metrics]} } }
            """);
        using var http = new HttpClient();
        using var packed = Gzip(Spans.Request(Spans.Of("a", Spans.One(1, 1))));
        (await http.PostAsync($"http://{server.OtlpHttp}/v1/traces", packed, stop)).Dispose();

        using var deadline = Deadline.In(TimeSpan.FromSeconds(30), TimeProvider.System, stop);
        while (!(await http.GetStringAsync($"http://{server.Address}/api/search?q=%7B%7D", stop)).Contains("\"traceID\":\"1\"", StringComparison.Ordinal))
            await deadline.DelayAsync(TimeSpan.FromMilliseconds(20));
        var batch = await written.Task.WaitAsync(stop);

        var calls = batch.Timeseries.First(s => s.Labels.Any(l => l.Value == "traces_spanmetrics_calls_total"));
        calls.Labels.Select(l => l.Name).ShouldBe(["__metrics_gen_instance", "__name__", "cluster", "service", "span_kind", "span_name", "status_code"]);
        calls.Samples[^1].Value.ShouldBe(1);
    }

    [Test]
    public async Task A_receiver_that_is_not_opened_is_told_of_and_folders_are_made()
    {
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"tempo-{TestContext.CurrentContext.Test.ID}");
        using var log = new StringWriter();
        await using var server = await TempoServer.StartAsync(TempoConfig.Parse("tempo.yaml", $$"""
            server: {http_listen_address: 127.0.0.1, http_listen_port: 0}
            distributor: {receivers: {jaeger: {protocols: {grpc: {endpoint: "127.0.0.1:0"} } }, opencensus: null} }
            storage: {trace: {backend: local, local: {path: "{{folder}}/traces"}, wal: {path: "{{folder}}/wal"} } }
            """), TimeProvider.System, log, TimeSpan.Zero);

        log.ToString().ShouldContain("msg=\"the stand-in does not open the receiver jaeger: send OTLP\"");
        log.ToString().ShouldContain("OTLP is received over gRPC at no address");
        Directory.Exists(Path.Combine(folder, "wal")).ShouldBeTrue();
        (server.OtlpGrpc, server.OtlpHttp).ShouldBe((null, null));
    }

    private static Task<TempoServer> StartAsync(string more) => TempoServer.StartAsync(TempoConfig.Parse("tempo.yaml", $$"""
        server: {http_listen_address: 127.0.0.1, http_listen_port: 0}
        distributor: {receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:0"}, http: {endpoint: "127.0.0.1:0"} } } } }
        {{more}}
        """), TimeProvider.System, TextWriter.Null, TimeSpan.Zero);

    private static WebApplication Prometheus(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        return app;
    }

    private static ByteArrayContent Gzip(IMessage message)
    {
        using var bytes = new MemoryStream();
        using (var packing = new GZipStream(bytes, CompressionLevel.Fastest))
            packing.Write(message.ToByteArray());
        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
