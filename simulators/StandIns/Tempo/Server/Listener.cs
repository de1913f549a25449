using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Validation.Harness;

namespace Validation.Simulators.StandIns.Tempo.Server;

/// <summary>One port with what answers on it.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Listener(WebApplication app, IPEndPoint address) => (_app, Address) = (app, address);

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Listens and answers until disposed.</summary>
    /// <exception cref="BadInputException">The address is taken or not one of this machine.</exception>
    public static async Task<Listener> StartAsync(
        IPEndPoint at, HttpProtocols protocols, long? maxBody, Action<WebApplicationBuilder> prepare, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = maxBody;
            kestrel.Listen(at, listen => listen.Protocols = protocols);
        });
        prepare(builder);
        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync();
        }
        catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync();
            throw new BadInputException(
                "Cannot listen", at.ToString(), "a free address of this machine", problem.Message, "choose another port, or 0", problem);
        }

        var url = new Uri(app.Urls.First());
        return new Listener(app, new IPEndPoint(at.Address, url.Port));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
