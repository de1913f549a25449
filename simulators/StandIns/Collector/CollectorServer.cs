using System.Collections.Immutable;
using System.Net;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Parts;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Web;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;

namespace Validation.Simulators.StandIns.Collector;

/// <summary>
/// Stands in for the OpenTelemetry Collector: reads its configuration and runs its pipelines until disposed. Then receivers stop
/// first, processors hand on what they hold, and exporters send what is queued, once and within 30 seconds.
/// </summary>
public sealed class CollectorServer : IAsyncDisposable
{
    private readonly CollectorLog _log;
    private readonly SelfMetrics _metrics;
    private readonly Graph _graph;
    private readonly List<HealthCheck> _health = [];
    private TelemetryEndpoint? _telemetry;
    private bool _stopped;

    private CollectorServer(Graph graph, SelfMetrics metrics, CollectorLog log) => (_graph, _metrics, _log) = (graph, metrics, log);

    /// <summary>Where its parts listen, with the ports that the kernel chose: <c>otlp/grpc</c>, <c>health_check/http</c>, <c>telemetry/http</c>.</summary>
    public ImmutableSortedDictionary<string, IPEndPoint> Endpoints { get; private set; } = ImmutableSortedDictionary<string, IPEndPoint>.Empty;

    /// <summary>Where its own metrics are; when they are switched off, the first of the other endpoints.</summary>
    public IPEndPoint Address => Endpoints.GetValueOrDefault("telemetry/http") ?? Endpoints.Values.FirstOrDefault() ?? new IPEndPoint(IPAddress.None, 0);

    /// <summary>The collector's own metrics.</summary>
    internal SelfMetrics Metrics => _metrics;

    /// <summary>Starts it from a file.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">Where it logs.</param>
    /// <param name="stop">Gives up the start.</param>
    /// <exception cref="BadInputException">The configuration is wrong, or an address is taken.</exception>
    public static Task<CollectorServer> StartAsync(string file, TimeProvider clock, TextWriter log, CancellationToken stop = default)
    {
        var lines = new CollectorLog(log, clock);
        var environment = new Environments(Environment.GetEnvironmentVariable, lines.Write);
        return StartAsync(ConfigNode.Load(file, environment.Expand), KnownParts.All, clock, lines, stop);
    }

    /// <summary>Starts it from a configuration that is read, with the parts that it may name.</summary>
    /// <exception cref="BadInputException">The configuration is wrong, or an address is taken.</exception>
    internal static async Task<CollectorServer> StartAsync(ConfigNode top, KnownParts known, TimeProvider clock, CollectorLog log, CancellationToken stop)
    {
        var metrics = new SelfMetrics();
        PartContext Context(string id, ConfigNode settings) => new(id, settings, metrics, log.Write, clock);
        var config = CollectorConfig.Read(top, known);
        var server = new CollectorServer(await Graph.BuildAsync(config, known, Context), metrics, log);
        try
        {
            await server.StartAsync(config, Context, stop);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        _log.Write("info\tStarting shutdown...");
        foreach (var check in _health)
            check.NotReady();
        await _graph.DisposeAsync();
        foreach (var check in _health)
            await check.DisposeAsync();
        if (_telemetry is not null)
            await _telemetry.DisposeAsync();
        _log.Write("info\tShutdown complete.");
    }

    private async Task StartAsync(CollectorConfig config, Func<string, ConfigNode, PartContext> context, CancellationToken stop)
    {
        var listening = new List<(string Id, IListens Part)>();
        if (config.Telemetry.Metrics is { } address)
        {
            var settings = config.Top["service"]["telemetry"]["metrics"];
            _telemetry = await TelemetryEndpoint.StartAsync(context("telemetry", settings), address, config.Telemetry.Resource, stop);
            listening.Add(("telemetry", _telemetry));
        }

        foreach (var id in config.Extensions)
        {
            var check = await HealthCheck.StartAsync(context(id, config.Top["extensions"][id]), stop);
            _health.Add(check);
            listening.Add((id, check));
        }

        foreach (var (id, receiver) in _graph.Receivers)
        {
            await receiver.StartAsync(stop);
            if (receiver is IListens part)
                listening.Add((id, part));
        }

        Endpoints = listening.SelectMany(one => one.Part.Addresses.Select(at => KeyValuePair.Create($"{one.Id}/{at.Protocol}", at.Address)))
            .ToImmutableSortedDictionary();
        foreach (var (name, at) in Endpoints)
            _log.Write($"info\tListening\t{name} on {at}");
        foreach (var check in _health)
            check.Ready();
        _log.Write("info\tEverything is ready. Begin running and processing data.");
    }
}
