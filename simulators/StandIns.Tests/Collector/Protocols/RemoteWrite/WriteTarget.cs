using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Snappier;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.RemoteWrite;

/// <summary>A Prometheus that keeps what is written, or refuses it as told.</summary>
internal sealed class WriteTarget : IAsyncDisposable
{
    private TestServer? _server;

    public ConcurrentQueue<WriteRequest> Requests { get; } = new();

    public ConcurrentQueue<Dictionary<string, string>> Headers { get; } = new();

    /// <summary>Status and text for a request, by its number from 0.</summary>
    public Func<int, WriteRequest, (int Status, string Text)> Answer { get; set; } = (_, _) => (204, "");

    public string Endpoint => new Uri(_server!.Url, "/api/v1/write").ToString();

    public static async Task<WriteTarget> StartAsync()
    {
        var target = new WriteTarget();
        target._server = await TestServer.StartAsync(target.TakeAsync);
        return target;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = WriteRequest.Parser.ParseFrom(Snappy.DecompressToArray(body.ToArray()));
        var number = Requests.Count;
        Requests.Enqueue(request);
        Headers.Enqueue(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
        (context.Response.StatusCode, var text) = Answer(number, request);
        if (text.Length > 0)
            await context.Response.WriteAsync(text);
    }
}
