using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.Building;

/// <summary>One change under way: the state so far, and what the change told the world. Used by one thread.</summary>
internal sealed class Draft(CloudState state, DateTimeOffset now, Seed seed)
{
    /// <summary>The state so far.</summary>
    public CloudState State { get; set; } = state;

    /// <summary>Guest time of the change.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Seed of the cloud.</summary>
    public Seed Seed { get; } = seed;

    /// <summary>Happenings in order; their numbers are given later.</summary>
    public List<DomainHappening> Happened { get; } = [];

    /// <summary>Servers that were put.</summary>
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
