using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Validation.Harness;
using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki;

/// <summary>Loki on HTTP: ingestion, queries, and what it says of itself.</summary>
public sealed partial class LokiServer : IAsyncDisposable
{
    private const string NotReady = "Ingester not ready: waiting for 15s after being ready";
    private readonly LokiModel _model;
    private readonly LokiOptions _options;
    private readonly TimeProvider _clock;
    private readonly TextWriter _log;
    private readonly long _started;
    private readonly WebApplication _app;

    private LokiServer(LokiOptions options, TimeProvider clock, TextWriter log)
    {
        (_options, _clock, _log) = (options, clock, log);
        _model = new LokiModel(options.Settings!, clock);
        _started = clock.GetTimestamp();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(options.Settings!.Listen);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Listens and answers until disposed.</summary>
    /// <param name="options">Command line and configuration, not those that only ask for the version.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Where lines of the program's own log go.</param>
    /// <exception cref="BadInputException">The address is taken or not one of this machine.</exception>
    public static async Task<LokiServer> StartAsync(LokiOptions options, TimeProvider clock, TextWriter log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(log);
        var server = new LokiServer(options, clock, log);
        try
        {
            await server._app.StartAsync();
        }
        catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException)
        {
            await server.DisposeAsync();
            throw new BadInputException("Cannot listen", "server.http_listen_address and http_listen_port", "a free address of this machine",
                $"{options.Settings!.Listen}: {problem.Message}", "choose another port, or 0", problem);
        }

        var url = new Uri(server._app.Urls.First());
        server.Address = new IPEndPoint(IPAddress.Parse(url.Host), url.Port);
        return server;
    }

    /// <summary>Stops at once. What was stored is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (Exception problem) when (problem is not OperationCanceledException and not BadHttpRequestException && !context.Response.HasStarted)
        {
            await _log.WriteLineAsync($"level=error msg=\"failed to answer\" path={context.Request.Path} err=\"{problem}\"");
            await TextAsync(context.Response, 500, "internal server error\n");
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path switch
        {
            "/ready" => ReadyAsync(context.Response),
            "/metrics" => BytesAsync(context.Response, Encoding.UTF8.GetBytes(_model.Metrics.Render()), "text/plain; version=0.0.4; charset=utf-8"),
            "/config" => BytesAsync(context.Response, Encoding.UTF8.GetBytes(_model.Settings.Yaml), "text/plain; charset=utf-8"),
            "/loki/api/v1/status/buildinfo" => BytesAsync(context.Response, BuildInfo(), "application/json"),
            "/loki/api/v1/push" => WriteAsync(context, PushAsync),
            "/otlp/v1/logs" => WriteAsync(context, OtlpAsync),
            "/loki/api/v1/patterns" => TextAsync(context.Response, 404, ""),
            "/loki/api/v1/tail" => TailAsync(context.Response),
            _ => ReadAsync(context, path),
        };
    }

    private Task ReadyAsync(HttpResponse response) => _clock.GetElapsedTime(_started) < _options.ReadyAfter
        ? TextAsync(response, 503, NotReady + "\n")
        : TextAsync(response, 200, "ready\n");

    private static byte[] BuildInfo() => Encoding.UTF8.GetBytes(
        $$"""{"version":"{{LokiOptions.Version}}","revision":"","branch":"","buildUser":"","buildDate":"","goVersion":""}""");

    // Following lines is not what a stand-in is for: it answers as to a request that is no upgrade.
    private static Task TailAsync(HttpResponse response)
    {
        response.Headers["Sec-Websocket-Version"] = "13";
        return TextAsync(response, 400, "Bad Request\n");
    }

    private Tenant TenantOf(HttpRequest request)
    {
        if (!_model.Settings.AuthEnabled)
            return _model.TenantOf("fake");
        var name = request.Headers["X-Scope-OrgID"].ToString();
        if (name.Length == 0)
            throw new RefusedException(401, "no org id\n");
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && !"!-_.*'()".Contains(letter, StringComparison.Ordinal))
                throw RefusedException.BadRequest($"tenant ID '{name}' contains unsupported character '{letter}'");
        }

        return name is "." or ".." ? throw RefusedException.BadRequest("tenant ID is '.' or '..'") : _model.TenantOf(name);
    }

    private static Task TextAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.Headers.XContentTypeOptions = "nosniff";
        return BytesAsync(response, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
    }

    private static async Task BytesAsync(HttpResponse response, byte[] body, string contentType)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }
}
