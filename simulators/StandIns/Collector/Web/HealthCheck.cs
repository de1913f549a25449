using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Web;

/// <summary>The extension <c>health_check</c>.</summary>
internal sealed class HealthCheck : IAsyncDisposable, IListens
{
    private readonly PartContext _context;
    private readonly string _path;
    private Listener? _listener;
    private DateTimeOffset? _since;

    private HealthCheck(PartContext context, string path) => (_context, _path) = (context, path);

    /// <inheritdoc/>
    public IEnumerable<(string Protocol, IPEndPoint Address)> Addresses => [("http", _listener!.Address)];

    /// <summary>Listens; the answer is that the collector is not available until <see cref="Ready"/>.</summary>
    /// <exception cref="BadInputException">A setting is wrong, or the address is taken.</exception>
    public static async Task<HealthCheck> StartAsync(PartContext context, CancellationToken stop)
    {
        var settings = context.Settings.Only("endpoint", "path");
        var check = new HealthCheck(context, settings["path"].Text("/"));
        var endpoint = settings["endpoint"];
        check._listener = await Listener.StartAsync(
            endpoint.Endpoint("localhost:13133"), endpoint, HttpProtocols.Http1, null, app => app.Run(check.AnswerAsync), stop);
        return check;
    }

    /// <summary>All parts are up.</summary>
    public void Ready() => _since = _context.Clock.GetUtcNow();

    /// <summary>The collector is about to stop.</summary>
    public void NotReady() => _since = null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _listener!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        if (context.Request.Path != _path)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var since = _since;
        context.Response.StatusCode = since is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        var body = Encoding.UTF8.GetBytes(since is { } start
            ? $$"""{"status":"Server available","upSince":"{{Go(start)}}","uptime":"{{Go(_context.Clock.GetUtcNow() - start)}}"}"""
            : """{"status":"Server not available","upSince":"0001-01-01T00:00:00Z","uptime":""}""");
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static string Go(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";

    // 20m13.603366183s, as Go writes a duration of a second or more.
    private static string Go(TimeSpan span)
    {
        var seconds = ((decimal)(span.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";
        if (span < TimeSpan.FromMinutes(1))
            return seconds;
        var minutes = (int)span.TotalMinutes;
        return minutes < 60 ? $"{minutes}m{seconds}" : $"{minutes / 60}h{minutes % 60}m{seconds}";
    }
}
