using System.Collections.Immutable;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack;

/// <summary>An OpenStack that listens on loopback, one port a service, until it is disposed.</summary>
public sealed class OpenStackSimulator : IAsyncDisposable
{
    private readonly ImmutableDictionary<ServiceKind, OpenStackServer> _servers;
    private OpenStackModel? _model;

    private OpenStackSimulator() =>
        _servers = Enum.GetValues<ServiceKind>().ToImmutableDictionary(kind => kind, kind => new OpenStackServer((ask, _) => Task.FromResult(Model.Answer(kind, ask))));

    /// <summary>The services without their sockets.</summary>
    public OpenStackModel Model => _model ?? throw new InvalidOperationException("The simulator is not started.");

    /// <summary>Where clients log in: <c>http://127.0.0.1:…/v3</c>.</summary>
    public Uri AuthUrl => new(AddressOf(ServiceKind.Identity), "/v3");

    /// <summary>Exceptions that no answer was made of, by service; none unless the simulator itself has a fault.</summary>
    public IEnumerable<string> Failures => _servers.SelectMany(s => s.Value.Failures.Select(f => $"{s.Key}: {f}"));

    /// <summary>Starts the services over a cloud.</summary>
    /// <param name="cloud">The cloud; it is not disposed with the simulator.</param>
    /// <param name="spec">How it is set up.</param>
    /// <param name="time">Clock of tokens and faults.</param>
    /// <param name="stop">Stops the start.</param>
    public static async Task<OpenStackSimulator> StartAsync(CloudModel cloud, OpenStackSpec spec, TimeProvider time, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(time);
        var simulator = new OpenStackSimulator();
        try
        {
            foreach (var server in simulator._servers.Values)
                await server.StartAsync(stop);
            simulator._model = new OpenStackModel(cloud, spec, simulator._servers.ToImmutableDictionary(s => s.Key, s => s.Value.Address), time);
            return simulator;
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a service listens.</summary>
    public Uri AddressOf(ServiceKind service) => _servers[service].Address;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
    }
}
