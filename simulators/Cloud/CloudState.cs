using System.Collections.Immutable;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud;

/// <summary>The whole cloud at one moment. Immutable: whoever holds it sees nothing change.</summary>
public sealed record CloudState
{
    /// <summary>Grows with every change, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>Compute hosts by name.</summary>
    public required ImmutableSortedDictionary<string, Host> Hosts { get; init; }

    /// <summary>Servers by id.</summary>
    public ImmutableDictionary<Guid, Server> Servers { get; init; } = ImmutableDictionary<Guid, Server>.Empty;

    /// <summary>Projects, in the order of their creation.</summary>
    public required ImmutableArray<Project> Projects { get; init; }

    /// <summary>Users, in the order of their creation.</summary>
    public required ImmutableArray<User> Users { get; init; }

    /// <summary>Flavours, smallest first.</summary>
    public required ImmutableArray<Flavour> Flavours { get; init; }

    /// <summary>Images.</summary>
    public required ImmutableArray<Image> Images { get; init; }

    /// <summary>Networks.</summary>
    public required ImmutableArray<Network> Networks { get; init; }

    /// <summary>Ports by id.</summary>
    public ImmutableDictionary<Guid, Port> Ports { get; init; } = ImmutableDictionary<Guid, Port>.Empty;

    /// <summary>Volumes by id.</summary>
    public ImmutableDictionary<Guid, Volume> Volumes { get; init; } = ImmutableDictionary<Guid, Volume>.Empty;

    /// <summary>What the control plane has beside servers.</summary>
    public Estate Estate { get; init; } = Estate.Empty;

    /// <summary>How many servers were ever created: the number of the last one.</summary>
    public long ServersEver { get; init; }

    /// <summary>How many ports and volumes were ever created; identities come from it.</summary>
    public long DevicesEver { get; init; }

    /// <summary>The host of that name.</summary>
    /// <exception cref="CloudException">There is none.</exception>
    public Host Host(string name) => Hosts.TryGetValue(name, out var host) ? host : throw CloudException.NotFound("Compute host", name);

    /// <summary>The server of that id.</summary>
    /// <exception cref="CloudException">There is none.</exception>
    public Server Server(Guid id) => Servers.TryGetValue(id, out var server) ? server : throw CloudException.NotFound("Instance", id);

    /// <summary>The domain that runs a server.</summary>
    /// <exception cref="CloudException">There is no such server.</exception>
    public Domain DomainOf(Guid server) =>
        Host(Server(server).Host).Domains.TryGet(server, out var domain) ? domain : throw CloudException.NotFound("Domain", server);
}

/// <summary>The cloud and the guest time at which it was looked at: the arguments of every counter.</summary>
/// <param name="State">The cloud.</param>
/// <param name="Now">Guest time, not before any change in the state.</param>
public readonly record struct Moment(CloudState State, DateTimeOffset Now);
