using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Web;

/// <summary>The collector's metrics of itself, at <c>/metrics</c>.</summary>
internal sealed class TelemetryEndpoint : IAsyncDisposable, IListens
{
    private readonly PartContext _context;
    private readonly long _start;
    private Listener? _listener;

    private TelemetryEndpoint(PartContext context) => (_context, _start) = (context, context.Clock.GetTimestamp());

    /// <inheritdoc/>
    public IEnumerable<(string Protocol, IPEndPoint Address)> Addresses => [("http", _listener!.Address)];

    /// <summary>Listens.</summary>
    /// <exception cref="BadInputException">The address is taken.</exception>
    public static async Task<TelemetryEndpoint> StartAsync(
        PartContext context, IPEndPoint listen, ImmutableSortedDictionary<string, string> resource, CancellationToken stop)
    {
        var endpoint = new TelemetryEndpoint(context);
        endpoint.NameItself(resource);
        endpoint._listener = await Listener.StartAsync(listen, context.Settings, HttpProtocols.Http1, null, app => app.Run(endpoint.AnswerAsync), stop);
        return endpoint;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _listener!.DisposeAsync();

    private void NameItself(ImmutableSortedDictionary<string, string> resource)
    {
        var names = resource.ToBuilder();
        names.TryAdd("service.name", "otelcol-contrib");
        names.TryAdd("service.version", CollectorOptions.StandsInFor);
        _context.Metrics.Set("target_info", 1, [.. names.Select(n => (n.Key.Replace('.', '_'), n.Value))]);
        foreach (var cause in (string[])["encoding", "gathering"])
            _context.Metrics.Add("promhttp_metric_handler_errors_total", 0, ("cause", cause));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != "/metrics")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Look();
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(_context.Metrics.Render()), context.RequestAborted);
    }

    private void Look()
    {
        using var self = Process.GetCurrentProcess();
        Count("otelcol_process_cpu_seconds", self.TotalProcessorTime.TotalSeconds);
        Count("otelcol_process_uptime", _context.Clock.GetElapsedTime(_start).TotalSeconds);
        Count("otelcol_process_runtime_total_alloc_bytes", GC.GetTotalAllocatedBytes());
        _context.Metrics.Set("otelcol_process_memory_rss", self.WorkingSet64);
        _context.Metrics.Set("otelcol_process_runtime_heap_alloc_bytes", GC.GetTotalMemory(false));
        _context.Metrics.Set("otelcol_process_runtime_total_sys_memory_bytes", self.PrivateMemorySize64);
    }

    // A counter that is read elsewhere.
    private void Count(string name, double now)
    {
        lock (_context.Metrics)
            _context.Metrics.Add(name, Math.Max(0, now - (_context.Metrics.Value(name) ?? 0)));
    }
}
