using System.Collections.Immutable;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Faults;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack;

/// <summary>An OpenStack that listens on loopback, one port a service, until it is disposed.</summary>
public sealed class OpenStackSimulator : IAsyncDisposable
{
    private readonly ImmutableDictionary<ServiceKind, OpenStackServer> _servers;
    private readonly ImmutableDictionary<ServiceKind, FaultSwitch> _faults;
    private OpenStackModel? _model;

    private OpenStackSimulator(TimeProvider time)
    {
        var kinds = Enum.GetValues<ServiceKind>();
        _faults = kinds.ToImmutableDictionary(kind => kind, _ => new FaultSwitch(time));
        _servers = kinds.ToImmutableDictionary(kind => kind, kind => new OpenStackServer((ask, stop) => AnswerAsync(kind, ask, stop)));
    }

    /// <summary>The services without their sockets.</summary>
    public OpenStackModel Model => _model ?? throw new InvalidOperationException("The simulator is not started.");

    /// <summary>Where clients log in: <c>http://127.0.0.1:…/v3</c>.</summary>
    public Uri AuthUrl => new(AddressOf(ServiceKind.Identity), "/v3");

    /// <summary>Exceptions that no answer was made of, by service; none unless the simulator itself is wrong.</summary>
    public IEnumerable<string> Failures => _servers.SelectMany(s => s.Value.Failures.Select(f => $"{s.Key}: {f}"));

    /// <summary>Starts the services over a cloud.</summary>
    /// <param name="cloud">The cloud; it is not disposed with the simulator.</param>
    /// <param name="spec">How it is set up.</param>
    /// <param name="time">Clock of tokens and faults; what the cloud does takes time of its own clock.</param>
    /// <param name="stop">Stops the start.</param>
    public static async Task<OpenStackSimulator> StartAsync(CloudModel cloud, OpenStackSpec spec, TimeProvider time, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(time);
        var simulator = new OpenStackSimulator(time);
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

    /// <summary>Where a service listens. It stays the same, also when the service was down.</summary>
    public Uri AddressOf(ServiceKind service) => _servers[service].Address;

    /// <summary>Breaks a service until what is returned is disposed. Several faults of one service add up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A status that is no error, or a negative delay.</exception>
    public async Task<IAsyncDisposable> InjectAsync(ServiceKind service, ServiceFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault is ServiceFails { Status: < 400 or > 599 } or ServiceIsSlow { By.Ticks: < 0 })
            throw new ArgumentOutOfRangeException(nameof(fault), fault, "a status from 400 to 599, a delay that is not negative");
        if (fault is not ServiceIsDown)
            return new Healing(_faults[service].On(fault));
        await _servers[service].GoDownAsync();
        return new Return(_servers[service]);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
    }

    private Task<Answer> AnswerAsync(ServiceKind kind, Ask ask, CancellationToken stop) =>
        _faults[kind].ApplyAsync(expired => Model.Answer(kind, ask, expired && kind != ServiceKind.Identity), status => Model.Error(kind, status), stop);

    private sealed class Healing(IDisposable fault) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            fault.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Return(OpenStackServer server) : IAsyncDisposable
    {
        private int _healed;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _healed, 1) == 0)
                await server.ComeBackAsync();
        }
    }
}
