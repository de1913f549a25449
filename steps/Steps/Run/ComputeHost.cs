using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt;

namespace Validation.Steps.Run;

/// <summary>
/// A simulated compute host with its exporter, lent to one scenario at a time. Prometheus scrapes it all the time; between
/// scenarios it has no domains. Guest time stands still unless a scenario moves it.
/// </summary>
public sealed class ComputeHost : IAsyncDisposable
{
    private readonly LibvirtSimulator _simulator;
    private readonly Ledger<DomainChange> _ledger;

    private ComputeHost(string name, CloudModel model, LibvirtSimulator simulator, Ledger<DomainChange> ledger) =>
        (Name, Model, _simulator, _ledger) = (name, model, simulator, ledger);

    /// <summary>Name in the stack and label <c>compute_host</c>: <c>compute-1</c>.</summary>
    public string Name { get; }

    /// <summary>Name of its exporter in the stack.</summary>
    public string Exporter => $"libvirt-exporter-{Name}";

    /// <summary>The cloud that has this host only.</summary>
    public CloudModel Model { get; }

    /// <summary>Where libvirt clients reach it.</summary>
    public Uri Address => Daemon.TcpUri;

    /// <summary>What it is, for the report.</summary>
    public Origin Origin => new(Name, Provenance.StandIn, "libvirtd", "9.0.0", "simulated libvirt host", "");

    /// <summary>The domains it has now, and the guest time.</summary>
    public (ImmutableArray<Domain> Domains, DateTimeOffset Now) Look()
    {
        var (state, now) = Model.Look();
        return ([.. state.Servers.Keys.Select(state.DomainOf)], now);
    }

    private LibvirtServer Daemon => _simulator.Hosts.Single();

    /// <summary>Starts a host without domains.</summary>
    public static async Task<ComputeHost> StartAsync(string name, RunIdentity run, string directory, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(run);
        var model = new CloudModel(new CloudSpec(run.Seed.For(name), Hosts: 1, ServersPerHost: 0), GuestClock.FrozenAt(run.StartedAt, clock));
        var ledger = Ledger.Create<DomainChange>(Path.Combine(directory, "ledgers", $"{name}.ndjson"), clock);
        return new ComputeHost(name, model, await LibvirtSimulator.StartAsync(model), ledger);
    }

    /// <summary>Does something to a domain, after writing down that it will; returns the row.</summary>
    public Task<Sent<DomainChange>> ChangeAsync(string verb, Guid domain, Action<CloudModel> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _ledger.RecordAsync(domain.ToString(), new DomainChange(Name, verb), () =>
        {
            change(Model);
            return Task.FromResult(true);
        });
    }

    /// <summary>Creates servers that run at once.</summary>
    public async Task PopulateAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var spec = new ServerSpec($"{Name}-server-{i}");
            await _ledger.RecordAsync(spec.Name, new DomainChange(Name, "create"), () => Task.FromResult(Model.Create(spec) is not null));
        }
    }

    /// <summary>Removes all servers.</summary>
    public async Task ClearAsync()
    {
        foreach (var server in Model.State.Servers.Keys.ToArray())
            await ChangeAsync("delete", server, m => m.Delete(server));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _ledger.Dispose();
    }
}

/// <summary>Something that is done to a domain.</summary>
/// <param name="Host">The compute host.</param>
/// <param name="Verb">What: <c>create</c>, <c>crash</c>, <c>pause</c> …</param>
public sealed record DomainChange(string Host, string Verb);
