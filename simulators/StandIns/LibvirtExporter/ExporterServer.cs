using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Validation.Harness;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>The exporter on HTTP: metrics, health where asked for, and a page that leads there.</summary>
public sealed class ExporterServer : IAsyncDisposable
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";
    private readonly Exporter _exporter;
    private readonly ExporterOptions _options;
    private readonly ExporterLog _log;
    private readonly HandlerMetrics _handler = new();
    private readonly WebApplication _app;

    private ExporterServer(ExporterOptions options, TimeProvider clock, ExporterLog log)
    {
        (_options, _log, _exporter) = (options, log, new Exporter(options, clock, log));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Listens and answers until disposed.</summary>
    /// <exception cref="BadInputException">The address is taken or not one of this machine.</exception>
    public static async Task<ExporterServer> StartAsync(ExporterOptions options, TimeProvider clock, ExporterLog log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        var server = new ExporterServer(options, clock, log);
        try
        {
            await server._app.StartAsync();
        }
        catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException)
        {
            await server.DisposeAsync();
            throw new BadInputException("Cannot listen", "--web.listen-address", "a free address of this machine", $"{options.Listen}: {problem.Message}", "choose another port, or 0", problem);
        }

        var url = new Uri(server._app.Urls.First());
        server.Address = new IPEndPoint(IPAddress.Parse(url.Host), url.Port);
        log.Info("Listening on", ("address", server.Address.ToString()));
        return server;
    }

    /// <summary>Stops at once: a scrape under way is given up, as when the real program is told to end.</summary>
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
        catch (Exception problem) when (problem is not OperationCanceledException && !context.Response.HasStarted)
        {
            _log.Error("failed to answer", ("path", context.Request.Path.Value ?? ""), ("err", problem.ToString()));
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path == _options.MetricsPath)
            return MetricsAsync(context);
        if (path == _options.HealthPath)
            return HealthAsync(context);
        if (path == "/")
            return PageAsync(context.Response);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task MetricsAsync(HttpContext context)
    {
        using var serving = _handler.Begin();
        using var text = await _exporter.ScrapeAsync(context.RequestAborted);
        if (text.Twice is { } twice)
        {
            serving.Status = StatusCodes.Status500InternalServerError;
            _log.Error("error gathering metrics", ("twice", twice));
            await WriteAsync(context.Response, serving.Status, $"An error has occurred while serving metrics:\n\ncollected metric {twice} was collected before with the same name and label values\n");
            return;
        }

        var own = serving.Text();
        context.Response.ContentType = TextFormat;
        context.Response.ContentLength = text.Length + own.Length;
        await text.WriteToAsync(context.Response.Body, context.RequestAborted);
        await context.Response.Body.WriteAsync(own, context.RequestAborted);
    }

    private async Task HealthAsync(HttpContext context) =>
        context.Response.StatusCode = await _exporter.IsHealthyAsync(context.RequestAborted)
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;

    private Task PageAsync(HttpResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync($"<html><head><title>Libvirt Exporter</title></head><body><h1>Libvirt Exporter</h1><p>{ExporterOptions.VersionText}</p><p><a href=\"{_options.MetricsPath}\">Metrics</a></p></body></html>\n");
    }

    private static Task WriteAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text);
    }
}
