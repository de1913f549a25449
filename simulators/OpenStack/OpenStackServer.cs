using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Validation.Simulators.OpenStack.Faults;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack;

/// <summary>The wire of one service: a loopback port that the kernel chose, and can be given up and taken again.</summary>
internal sealed class OpenStackServer(Func<Ask, CancellationToken, Task<Answer>> answer) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _failures = new();
    private WebApplication? _app;
    private HeldPort? _held;
    private int _downs;
    private bool _ended;
    private int _port;

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Exceptions that no answer was made of; a test looks here when a client says 500.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Starts to listen.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, _port);
        });
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync(stop);
        _port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        _app = app;
    }

    /// <summary>Goes down: connections are refused until it comes back, those that are open are cut.</summary>
    public async Task GoDownAsync()
    {
        _downs++;
        await StopAsync();
        _held ??= new HeldPort(_port);
    }

    /// <summary>Listens again, at the same port, once it has come back as often as it went. Nothing happens when it was disposed meanwhile.</summary>
    public async Task ComeBackAsync()
    {
        if (--_downs > 0 || _ended)
            return;
        _held?.Dispose();
        _held = null;
        await StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        _held?.Dispose();
        await StopAsync();
    }

    private async Task StopAsync()
    {
        if (_app is not { } app)
            return;
        _app = null;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await WriteAsync(context, await answer(await ReadAsync(context), context.RequestAborted));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away: nobody is left to tell.
        }
        catch (Exception e)
        {
            _failures.Enqueue(e.ToString());
            await WriteAsync(context, new Answer(500, "Internal Server Error", "text/plain"));
        }
    }

    private static async Task<Ask> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);
        return new Ask(request.Method, request.Path.Value ?? "/", request.QueryString.Value ?? "", headers, body);
    }

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = StringValues.Concat(response.Headers[name], value);
        if (answer.Status is 204 or 304)
            return;
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        if (bytes.Length > 0 || answer.Status != 202)
            response.ContentType = answer.ContentType;
        if (context.Request.Method != "HEAD")
            response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
