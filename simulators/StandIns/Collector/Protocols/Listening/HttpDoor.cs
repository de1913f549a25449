using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Web;
using Validation.Simulators.StandIns.Http;

namespace Validation.Simulators.StandIns.Collector.Protocols.Listening;

/// <summary>A server of HTTP or gRPC of a receiver.</summary>
internal sealed class HttpDoor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpDoor(WebApplication app) => _app = app;

    /// <summary>Where it listens, with the port that the kernel chose.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Serves requests of HTTP/1.1.</summary>
    /// <exception cref="BadInputException">The address is taken.</exception>
    public static Task<HttpDoor> ServeAsync(string receiver, IPEndPoint address, RequestDelegate answer) =>
        OpenAsync(receiver, address, HttpProtocols.Http1, _ => { }, app => app.Run(answer));

    /// <summary>Serves HTTP/2 without TLS, as gRPC has it.</summary>
    /// <param name="receiver">Name of the receiver, for messages.</param>
    /// <param name="address">Where.</param>
    /// <param name="services">Adds the services.</param>
    /// <param name="map">Maps them.</param>
    /// <exception cref="BadInputException">The address is taken.</exception>
    public static Task<HttpDoor> ServeGrpcAsync(string receiver, IPEndPoint address, Action<WebApplicationBuilder> services, Action<WebApplication> map) =>
        OpenAsync(receiver, address, HttpProtocols.Http2, services, map);

    /// <summary>The body of a request, unpacked where its encoding says so; null when it was refused, and the request is answered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tooLarge">What is answered to one that is too large: its status, and what stands before the words.</param>
    /// <remarks>Source: config/confighttp, which unpacks before the receiver sees anything.</remarks>
    public static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext context, (int Status, string Words) tooLarge)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (!PackedBody.Knows(encoding))
        {
            await ErrorAsync(context.Response, StatusCodes.Status400BadRequest, $"unsupported Content-Encoding: {encoding}");
            return null;
        }

        try
        {
            return await PackedBody.ReadAsync(context.Request.Body, encoding, PackedBody.Most, context.RequestAborted);
        }
        catch (InvalidDataException problem) when (problem.Message == PackedBody.TooLarge)
        {
            context.Response.Headers.Connection = "close";
            await ErrorAsync(context.Response, tooLarge.Status, tooLarge.Words + problem.Message);
        }
        catch (InvalidDataException problem)
        {
            await ErrorAsync(context.Response, StatusCodes.Status400BadRequest, problem.Message);
        }

        return null;
    }

    /// <summary>Answers with an error as Go's <c>http.Error</c> does.</summary>
    public static Task ErrorAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.WriteAsync(text + "\n");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(Listener.Grace);
        await _app.StopAsync(grace.Token);
        await _app.DisposeAsync();
    }

    private static async Task<HttpDoor> OpenAsync(string receiver, IPEndPoint address, HttpProtocols protocols, Action<WebApplicationBuilder> services, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, listen => listen.Protocols = protocols);
        });
        services(builder);
        var door = new HttpDoor(builder.Build());
        map(door._app);
        try
        {
            await door._app.StartAsync();
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            await door._app.DisposeAsync();
            throw ListenAddress.Taken(receiver, address, problem);
        }

        var url = new Uri(door._app.Urls.First());
        door.Address = new IPEndPoint(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port);
        return door;
    }
}
