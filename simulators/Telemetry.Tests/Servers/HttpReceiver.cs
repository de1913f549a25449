using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Validation.Simulators.Telemetry.Tests.Servers;

/// <summary>A request as it came, its body unpacked.</summary>
internal sealed record Received(string Method, string Path, string ContentType, string ContentEncoding, byte[] Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>A server of a test on a port that the kernel chose: keeps what came, and answers as told.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpReceiver(Func<Received, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.Listen(System.Net.IPAddress.Loopback, 0);
            k.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(async context =>
        {
            var received = await ReadAsync(context.Request);
            Requests.Enqueue(received);
            await answer(received, context);
        });
    }

    public ConcurrentQueue<Received> Requests { get; } = new();

    public Uri Endpoint { get; private set; } = new("http://unset");

    public static async Task<HttpReceiver> StartAsync(Func<Received, HttpContext, Task> answer)
    {
        var receiver = new HttpReceiver(answer);
        await receiver._app.StartAsync();
        receiver.Endpoint = new Uri(receiver._app.Urls.First());
        return receiver;
    }

    public static Task<HttpReceiver> AnsweringAsync(int status, string contentType = "", byte[]? body = null) => StartAsync(async (_, context) =>
    {
        context.Response.StatusCode = status;
        if (contentType.Length > 0)
            context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(body ?? []);
    });

    /// <summary>Takes requests and never answers.</summary>
    public static Task<HttpReceiver> HangingAsync() => StartAsync((_, context) =>
    {
        var never = new TaskCompletionSource();
        context.RequestAborted.Register(never.SetResult);
        return never.Task;
    });

    /// <summary>Takes a request and closes the connection.</summary>
    public static Task<HttpReceiver> ClosingAsync() => StartAsync((_, context) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static async Task<Received> ReadAsync(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory);
        var encoding = request.Headers.ContentEncoding.ToString();
        var body = memory.ToArray();
        return new Received(request.Method, request.Path, request.ContentType ?? "", encoding, encoding == "gzip" ? await UnpackAsync(body) : body,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The body unpacked; as it came when it only claims to be packed.</summary>
    private static async Task<byte[]> UnpackAsync(byte[] body)
    {
        try
        {
            using var unpacked = new MemoryStream();
            await using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            await gzip.CopyToAsync(unpacked);
            return unpacked.ToArray();
        }
        catch (InvalidDataException)
        {
            return body;
        }
    }
}
