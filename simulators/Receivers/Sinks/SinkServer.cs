using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Validation.Simulators.Receivers;

/// <summary>
/// The wire of a sink: HTTP on a loopback port that the kernel chose. The server is used without the host around it, which would
/// read configuration and environment, log to the console and listen to signals.
/// </summary>
internal sealed class SinkServer<TPayload> : IHttpApplication<HttpContext>, IAsyncDisposable
    where TPayload : class
{
    private const string Prefix = "/hook/";
    private readonly SinkModel<TPayload> _model;
    private readonly TimeProvider _clock;
    private readonly KestrelServer _kestrel;
    private readonly CancellationTokenSource _stop = new();
    private bool _disposed;

    private SinkServer(SinkModel<TPayload> model, TimeProvider clock)
    {
        (_model, _clock) = (model, clock);
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, 0);
        _kestrel = new KestrelServer(Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<SinkServer<TPayload>> StartAsync(SinkModel<TPayload> model, TimeProvider clock, CancellationToken cancel)
    {
        var server = new SinkServer<TPayload>(model, clock);
        try
        {
            await server._kestrel.StartAsync(server, cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var delivery = _model.Arrived(await ReadAsync(context.Request));
        var behaviour = _model[delivery.Arrival.Hook];
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            await Task.Delay(behaviour.Ending == Ending.Hang ? Timeout.InfiniteTimeSpan : behaviour.Delay, _clock, gone.Token);
            if (behaviour.Ending == Ending.Drop)
            {
                context.Abort();
                return;
            }

            await AnswerAsync(context.Response, _model.ReplyTo(delivery, behaviour), gone.Token);
            _model.Answered(delivery, context.Response.StatusCode);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The sender gave up or the sink stops: there was no answer, and the fate stays unknown.
            context.Abort();
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _stop.CancelAsync();
        await _kestrel.StopAsync(CancellationToken.None);
        _kestrel.Dispose();
        _stop.Dispose();
    }

    private static async Task<Arrival> ReadAsync(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, request.HttpContext.RequestAborted);
        var (body, base64) = Text(memory.ToArray());
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new Arrival(HookOf(request.Path.Value ?? ""), request.Method, target, request.ContentType ?? "", body, base64);
    }

    private static string HookOf(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && SinkModel<TPayload>.IsHook(path[Prefix.Length..]) ? path[Prefix.Length..] : "";

    private static (string Body, bool Base64) Text(byte[] body)
    {
        try
        {
            return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body), false);
        }
        catch (DecoderFallbackException)
        {
            return (Convert.ToBase64String(body), true);
        }
    }

    private static async Task AnswerAsync(HttpResponse response, Reply reply, CancellationToken cancel)
    {
        var body = Encoding.UTF8.GetBytes(reply.Body);
        response.StatusCode = reply.Status;
        if (reply.ContentType.Length > 0)
            response.ContentType = reply.ContentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancel);
        await response.CompleteAsync();
    }
}
