using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Validation.Bench.Signals;

/// <summary>A receiver of OTLP over HTTP that reads everything, keeps nothing and says yes: in a process of its own, for its CPU is not ours.</summary>
internal sealed class SinkProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SinkProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts this program once more, as the sink.</summary>
    public static async Task<SinkProcess> StartAsync(CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SinkProcess).Assembly.Location, "sink"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync(stop) ?? throw new InvalidOperationException("The sink has ended before it was up.");
        return new SinkProcess(process, new Uri(address));
    }

    /// <summary>Is the sink until standard input ends, so that none outlives its bench.</summary>
    public static async Task<int> ServeAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(stop);
        await Console.Out.WriteLineAsync(app.Urls.First());
        await Console.In.ReadLineAsync(stop);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var json = context.Request.ContentType == "application/json";
        context.Response.ContentType = json ? "application/json" : "application/x-protobuf";
        if (json)
            await context.Response.WriteAsync("""{"partialSuccess":{}}""", context.RequestAborted);
    }
}
