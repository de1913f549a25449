using System.Collections.Immutable;
using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

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

    /// <summary>Moves of servers by their number, of servers that are gone too; the last ten thousand.</summary>
    public ImmutableSortedDictionary<int, MigrationRecord> Migrations { get; init; } = ImmutableSortedDictionary<int, MigrationRecord>.Empty;

    /// <summary>What the control plane has beside servers.</summary>
    public Estate Estate { get; init; } = Estate.Empty;

    /// <summary>How many servers were ever created: the number of the last one.</summary>
    public long ServersEver { get; init; }

    /// <summary>How many ports and volumes were ever created; identities come from it.</summary>
    public long DevicesEver { get; init; }

    /// <summary>How many moves there ever were: the number of the last one.</summary>
    public int MigrationsEver { get; init; }

    /// <summary>Numbers of the moves that are open, by server: at most one each.</summary>
    internal ImmutableDictionary<Guid, int> OpenMigrations { get; init; } = ImmutableDictionary<Guid, int>.Empty;

    /// <summary>When something happens next by itself: the state is as it is up to that moment of guest time. Null when nothing will.</summary>
    public DateTimeOffset? Due => Agenda.IsEmpty ? null : Agenda.Min!.At;

    /// <summary>What will happen by itself, soonest first.</summary>
    internal ImmutableSortedSet<PendingStep> Agenda { get; init; } = [];

    /// <summary>Domains of servers that are being made.</summary>
    internal ImmutableDictionary<Guid, Domain> Unborn { get; init; } = ImmutableDictionary<Guid, Domain>.Empty;

    /// <summary>The host of that name.</summary>
    /// <exception cref="CloudException">There is none.</exception>
    public Host Host(string name) => Hosts.TryGetValue(name, out var host) ? host : throw CloudException.NotFound("Compute host", name);

    /// <summary>The server of that id.</summary>
    /// <exception cref="CloudException">There is none.</exception>
    public Server Server(Guid id) => Servers.TryGetValue(id, out var server) ? server : throw CloudException.NotFound("Instance", id);

    /// <summary>The domain that runs a server.</summary>
    /// <exception cref="CloudException">There is no such server, or its domain was not made yet.</exception>
    public Domain DomainOf(Guid server) =>
        Host(Server(server).Host).Domains.TryGet(server, out var domain) ? domain : throw CloudException.NotFound("Domain", server);

    /// <summary>The move of a server that is under way or waits to be confirmed; null when there is none.</summary>
    public MigrationRecord? MigrationOf(Guid server) => OpenMigrations.TryGetValue(server, out var number) ? Migrations[number] : null;
}

/// <summary>The cloud and the guest time at which it was looked at: the arguments of every counter.</summary>
/// <param name="State">The cloud.</param>
/// <param name="Now">Guest time, not before any change in the state.</param>
public readonly record struct Moment(CloudState State, DateTimeOffset Now);
