using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Validation.Simulators.StandIns.Collector.Otlp;
using Validation.Simulators.StandIns.Http;
using Validation.Simulators.StandIns.Collector.Web;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>A receiver of logs over OTLP/HTTP that answers as told; what it is sent counts as stored unless it refused.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly Listener _listener;
    private readonly Lock _gate = new();

    private OtlpSink(Listener listener) => _listener = listener;

    /// <summary>The answer to the n-th request, from 1; 200 when it is not told.</summary>
    public Func<int, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(200);

    public Action<ExportLogsServiceRequest> Store { get; set; } = _ => { };

    public int Requests { get; private set; }

    public IPEndPoint Address => _listener.Address;

    public static async Task<OtlpSink> StartAsync(CancellationToken cancel, int port = 0)
    {
        OtlpSink? sink = null;
        var listener = await Listener.StartAsync(new IPEndPoint(IPAddress.Loopback, port), ConfigNode.Parse("sink", ""), HttpProtocols.Http1, null,
            app => app.Run(context => sink!.TakeAsync(context)), cancel);
        return sink = new OtlpSink(listener);
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var body = await PackedBody.ReadAsync(context.Request.Body, context.Request.Headers.ContentEncoding.ToString(), 1 << 30, context.RequestAborted);
        var batch = OtlpBody.Parse<ExportLogsServiceRequest>(body.Span);
        int number;
        lock (_gate)
            number = ++Requests;
        var status = await Answer(number, context);
        if (status is 200 or 0)
        {
            lock (_gate)
                Store(batch);
        }

        // Zero: it stores, and the answer is lost.
        if (status == 0)
            context.Abort();
        else if (!context.Response.HasStarted)
            context.Response.StatusCode = status;
    }
}
