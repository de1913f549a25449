using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Web;

/// <summary>A web server on one port of a part of the collector.</summary>
internal sealed class Listener : IAsyncDisposable
{
    /// <summary>In-flight requests get this long to end when the collector stops; then they are cut off.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;

    private Listener(WebApplication app, IPEndPoint address) => (_app, Address) = (app, address);

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Listens and answers until disposed.</summary>
    /// <param name="listen">Where.</param>
    /// <param name="setting">The setting that says so, for messages.</param>
    /// <param name="protocols">HTTP/1.1, or HTTP/2 without encryption for gRPC.</param>
    /// <param name="prepare">Adds services.</param>
    /// <param name="map">Says what is answered.</param>
    /// <param name="stop">Gives up the start.</param>
    /// <exception cref="BadInputException">The address is taken, or not one of this machine.</exception>
    public static async Task<Listener> StartAsync(
        IPEndPoint listen, ConfigNode setting, HttpProtocols protocols,
        Action<WebApplicationBuilder>? prepare, Action<WebApplication> map, CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(listen, options => options.Protocols = protocols);
        });
        prepare?.Invoke(builder);
        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync();
            throw new BadInputException(
                "Cannot listen", $"{setting.Where}, {setting.Path}", "a free address of this machine", $"{listen}: {problem.Message}", "choose another port, or 0", problem);
        }

        var url = new Uri(app.Urls.First());
        return new Listener(app, new IPEndPoint(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(Grace);
        await _app.StopAsync(grace.Token);
        await _app.DisposeAsync();
    }
}
