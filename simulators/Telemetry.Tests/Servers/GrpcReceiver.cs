using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Validation.Simulators.Wire.Jaeger;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Tests.Servers;

/// <summary>A gRPC server of a test: OTLP and Jaeger; keeps what came, and answers as told.</summary>
internal sealed class GrpcReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<IMessage, ServerCallContext, Task<IMessage?>> _answer;

    private GrpcReceiver(Func<IMessage, ServerCallContext, Task<IMessage?>> answer)
    {
        _answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this).AddGrpc(o => o.MaxReceiveMessageSize = null);
        _app = builder.Build();
        _app.MapGrpcService<Traces>();
        _app.MapGrpcService<Metrics>();
        _app.MapGrpcService<Logs>();
        _app.MapGrpcService<JaegerSpans>();
    }

    public ConcurrentQueue<(IMessage Message, string Encoding)> Calls { get; } = new();

    public Uri Endpoint { get; private set; } = new("http://unset");

    /// <param name="answer">The answer to a message; null for an empty one.</param>
    public static async Task<GrpcReceiver> StartAsync(Func<IMessage, ServerCallContext, Task<IMessage?>> answer)
    {
        var receiver = new GrpcReceiver(answer);
        await receiver._app.StartAsync();
        receiver.Endpoint = new Uri(receiver._app.Urls.First());
        return receiver;
    }

    public static Task<GrpcReceiver> AcceptingAsync() => StartAsync((_, _) => Task.FromResult<IMessage?>(null));

    public static Task<GrpcReceiver> RefusingAsync(StatusCode code, string detail) => StartAsync((_, _) => throw new RpcException(new Grpc.Core.Status(code, detail)));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task<T> AnswerAsync<T>(IMessage message, ServerCallContext context)
        where T : IMessage, new()
    {
        Calls.Enqueue((message, context.GetHttpContext().Request.Headers["grpc-encoding"].ToString()));
        return (T?)await _answer(message, context) ?? new T();
    }

    private sealed class Traces(GrpcReceiver receiver) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) =>
            receiver.AnswerAsync<ExportTraceServiceResponse>(request, context);
    }

    private sealed class Metrics(GrpcReceiver receiver) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) =>
            receiver.AnswerAsync<ExportMetricsServiceResponse>(request, context);
    }

    private sealed class Logs(GrpcReceiver receiver) : LogsService.LogsServiceBase
    {
        public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) =>
            receiver.AnswerAsync<ExportLogsServiceResponse>(request, context);
    }

    private sealed class JaegerSpans(GrpcReceiver receiver) : CollectorService.CollectorServiceBase
    {
        public override Task<PostSpansResponse> PostSpans(PostSpansRequest request, ServerCallContext context) =>
            receiver.AnswerAsync<PostSpansResponse>(request, context);
    }
}
