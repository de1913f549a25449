using System.Collections.Concurrent;
using System.Collections.Immutable;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Libvirt.Events;
using Validation.Simulators.Libvirt.Faults;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>One host of the cloud, as its daemon sees it, and the clients that are there.</summary>
internal sealed class HostView : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Connection, bool> _clients = [];
    private readonly HostEvents _events;
    private ImmutableArray<Exception> _failures = [];

    public HostView(CloudModel model, string name, LibvirtSettings settings)
    {
        (Model, Name, Settings) = (model, name, settings);
        Faults = new HostFaults(model.Clock.Driver, CutAllOff);
        _events = new HostEvents(model, name, Tell);
    }

    public CloudModel Model { get; }

    public string Name { get; }

    public LibvirtSettings Settings { get; }

    public HostFaults Faults { get; }

    /// <summary>What drives its timers.</summary>
    public TimeProvider Clock => Model.Clock.Driver;

    /// <summary>Exceptions that are our own mistakes.</summary>
    public ImmutableArray<Exception> Failures => _failures;

    public HostMoment Look()
    {
        var (state, now) = Model.Look();
        return new HostMoment(state.Host(Name), now);
    }

    public void Failed(Exception mistake) => ImmutableInterlocked.Update(ref _failures, all => all.Add(mistake));

    /// <summary>Tells every client that registered for it; never waits.</summary>
    public void Tell(HostEvent happened)
    {
        foreach (var client in _clients.Keys)
            client.Note(happened);
    }

    /// <summary>Callbacks of all clients.</summary>
    public int Callbacks => _clients.Keys.Sum(c => c.Callbacks);

    public void Joined(Connection client) => _clients[client] = true;

    public void Left(Connection client) => _clients.TryRemove(client, out _);

    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private void CutAllOff()
    {
        foreach (var client in _clients.Keys)
            client.CutOff();
    }
}

/// <summary>A host and the guest time at which it was looked at.</summary>
internal readonly record struct HostMoment(Host Host, DateTimeOffset Now);
