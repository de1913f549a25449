using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Building;

/// <summary>One change under way: the state so far, and what the change told the world. Used by one thread.</summary>
internal sealed class Draft(CloudState state, DateTimeOffset now, Seed seed)
{
    private const int MostMigrations = 10_000;

    /// <summary>The state so far.</summary>
    public CloudState State { get; set; } = state;

    /// <summary>Guest time of the change.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Seed of the cloud.</summary>
    public Seed Seed { get; } = seed;

    /// <summary>Happenings in order; their numbers are given later.</summary>
    public List<DomainHappening> Happened { get; } = [];

    /// <summary>Servers that may have changed.</summary>
    public HashSet<Guid> Touched { get; } = [];

    public void Put(Server server)
    {
        Touched.Add(server.Id);
        State = State with { Servers = State.Servers.SetItem(server.Id, server with { UpdatedAt = Now }) };
    }

    public void Put(Host host) => State = State with { Hosts = State.Hosts.SetItem(host.Name, host) };

    public void Put(string host, Domain domain)
    {
        var on = State.Host(host);
        Put(on with { Domains = on.Domains.With(domain) });
    }

    public void Put(MigrationRecord move)
    {
        var all = State.Migrations.SetItem(move.Number, move with { UpdatedAt = Now });
        // The oldest is closed long since, unless ten thousand servers move at once.
        if (all.Count > MostMigrations && all.First() is { Value.IsOpen: false } oldest)
            all = all.Remove(oldest.Key);
        State = State with
        {
            Migrations = all,
            MigrationsEver = Math.Max(State.MigrationsEver, move.Number),
            OpenMigrations = move.IsOpen ? State.OpenMigrations.SetItem(move.Server.Id, move.Number) : State.OpenMigrations.Remove(move.Server.Id),
        };
    }

    /// <summary>A domain of a host.</summary>
    /// <exception cref="CloudException">It is not there.</exception>
    public Domain Domain(string host, Guid uuid) =>
        State.Host(host).Domains.TryGet(uuid, out var domain) ? domain : throw CloudException.NotFound("Domain", uuid);

    /// <summary>Removes a domain from a host.</summary>
    public void Drop(string host, Guid domain)
    {
        var on = State.Host(host);
        Put(on with { Domains = on.Domains.Without(domain) });
    }

    /// <summary>Plans a step of a server, so long after this change.</summary>
    public void Plan(TimeSpan after, Guid server, Step step, string message = "") => State = State with
    {
        Agenda = State.Agenda.Add(new PendingStep(Now + after, (State.Agenda.IsEmpty ? 0 : State.Agenda.Max(s => s.Order)) + 1, server, step, message)),
    };

    /// <summary>Takes back every step planned of a server.</summary>
    public void Unplan(Guid server) =>
        State = State with { Agenda = [.. State.Agenda.Where(s => s.Server != server)] };

    /// <summary>The number of a domain that starts on that host.</summary>
    public int TakeDomainId(string host)
    {
        var on = State.Host(host);
        Put(on with { NextDomainId = on.NextDomainId + 1 });
        return on.NextDomainId;
    }

    public void Tell(string host, Domain domain, DomainEvent what, int detail) =>
        Happened.Add(new DomainHappening(0, Now, host, domain.Uuid, domain.Name, domain.Id, what, detail));
}
