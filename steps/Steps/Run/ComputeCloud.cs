using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Libvirt;

namespace Validation.Steps.Run;

/// <summary>
/// A simulated cloud of two compute hosts, lent to one scenario at a time. Prometheus scrapes its exporters all the time; between
/// scenarios it has no servers. Guest time stands still unless a scenario moves it.
/// </summary>
public sealed class ComputeCloud : IAsyncDisposable
{
    private readonly LibvirtSimulator _simulator;
    private readonly Ledger<DomainChange> _ledger;
    private int _servers;

    private ComputeCloud(string name, LibvirtSimulator simulator, Ledger<DomainChange> ledger)
    {
        (Name, _simulator, _ledger) = (name, simulator, ledger);
        Hosts = [.. simulator.Hosts.Select((daemon, place) => new ComputeHost($"{name}{"ab"[place]}", simulator.Model, daemon, place == 0))];
    }

    /// <summary>Name of the cloud: <c>compute-1</c>.</summary>
    public string Name { get; }

    /// <summary>Its servers, and the time that they see.</summary>
    public CloudModel Model => _simulator.Model;

    /// <summary>Its two hosts. New servers run on the first.</summary>
    public ImmutableArray<ComputeHost> Hosts { get; }

    /// <summary>Starts a cloud without servers.</summary>
    public static async Task<ComputeCloud> StartAsync(string name, RunIdentity run, string directory, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(run);
        var model = new CloudModel(new CloudSpec(run.Seed.For(name), Hosts: 2, ServersPerHost: 0), GuestClock.FrozenAt(run.StartedAt, clock));
        var ledger = Ledger.Create<DomainChange>(Path.Combine(directory, "ledgers", $"{name}.ndjson"), clock);
        return new ComputeCloud(name, await LibvirtSimulator.StartAsync(model, Sockets(directory, name)), ledger);
    }

    /// <summary>Does something to a server, after writing down that it will; returns the row.</summary>
    public Task<Sent<DomainChange>> ChangeAsync(string verb, Guid server, Action<CloudModel> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _ledger.RecordAsync(server.ToString(), new DomainChange(Name, verb), () =>
        {
            change(Model);
            return Task.FromResult(true);
        });
    }

    /// <summary>Does something to the cloud itself, after writing down that it will; returns the row.</summary>
    public Task<Sent<DomainChange>> RecordAsync(string what, Func<Task> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _ledger.RecordAsync(Name, new DomainChange(Name, what), async () =>
        {
            await change();
            return true;
        });
    }

    /// <summary>Creates servers on the first host; they run at once.</summary>
    public async Task CreateAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var spec = new ServerSpec($"{Name}-server-{++_servers}", Host: Hosts[0].Daemon.Host);
            await _ledger.RecordAsync(spec.Name, new DomainChange(Name, "create"), () => Task.FromResult(Model.Create(spec) is not null));
        }
    }

    /// <summary>Removes all servers, and brings both daemons back.</summary>
    public async Task ClearAsync()
    {
        foreach (var host in Hosts)
            await host.Daemon.StartAsync();
        foreach (var server in Model.State.Servers.Keys.ToArray())
            await ChangeAsync("delete", server, m => m.Delete(server));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _ledger.Dispose();
    }

    // In the run's scratch folder a sweep finds them. A path that is too long for a socket goes to the system's temporary folder instead.
    private static string? Sockets(string directory, string name)
    {
        var path = Path.Combine(directory, "scratch", name);
        return path.Length < 75 ? path : null;
    }
}

/// <summary>Something that is done to a server.</summary>
/// <param name="Cloud">The simulated cloud.</param>
/// <param name="Verb">What: <c>create</c>, <c>crash</c>, <c>pause</c> …</param>
public sealed record DomainChange(string Cloud, string Verb);
