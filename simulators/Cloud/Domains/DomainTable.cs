using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Validation.Simulators.Cloud.Domains;

/// <summary>The domains of a host, found by uuid, name or number; listed by name. Immutable.</summary>
public sealed class DomainTable
{
    private readonly ImmutableDictionary<Guid, Domain> _byUuid;
    private readonly ImmutableSortedDictionary<string, Guid> _byName;
    private readonly ImmutableSortedDictionary<int, Guid> _byId;

    private DomainTable(ImmutableDictionary<Guid, Domain> byUuid, ImmutableSortedDictionary<string, Guid> byName, ImmutableSortedDictionary<int, Guid> byId) =>
        (_byUuid, _byName, _byId) = (byUuid, byName, byId);

    /// <summary>No domains.</summary>
    public static DomainTable Empty { get; } = new(
        ImmutableDictionary<Guid, Domain>.Empty,
        ImmutableSortedDictionary.Create<string, Guid>(StringComparer.Ordinal),
        ImmutableSortedDictionary<int, Guid>.Empty);

    /// <summary>How many there are, active or not.</summary>
    public int Count => _byUuid.Count;

    /// <summary>How many are active.</summary>
    public int ActiveCount => _byId.Count;

    /// <summary>All, by name.</summary>
    public IEnumerable<Domain> All => _byName.Values.Select(uuid => _byUuid[uuid]);

    /// <summary>The active ones, by number.</summary>
    public IEnumerable<Domain> Active => _byId.Values.Select(uuid => _byUuid[uuid]);

    /// <summary>Finds by uuid.</summary>
    public bool TryGet(Guid uuid, [NotNullWhen(true)] out Domain? domain) => _byUuid.TryGetValue(uuid, out domain);

    /// <summary>Finds by name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Domain? domain)
    {
        domain = null;
        return _byName.TryGetValue(name, out var uuid) && _byUuid.TryGetValue(uuid, out domain);
    }

    /// <summary>Finds an active one by number.</summary>
    public bool TryGet(int id, [NotNullWhen(true)] out Domain? domain)
    {
        domain = null;
        return _byId.TryGetValue(id, out var uuid) && _byUuid.TryGetValue(uuid, out domain);
    }

    /// <summary>With that domain, in place of the one of the same uuid.</summary>
    public DomainTable With(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var (names, ids) = (_byName, _byId);
        if (_byUuid.TryGetValue(domain.Uuid, out var old))
            (names, ids) = (names.Remove(old.Name), ids.Remove(old.Id));
        return new DomainTable(_byUuid.SetItem(domain.Uuid, domain), names.Add(domain.Name, domain.Uuid),
            domain.IsActive ? ids.Add(domain.Id, domain.Uuid) : ids);
    }

    /// <summary>Without the domain of that uuid.</summary>
    public DomainTable Without(Guid uuid) =>
        _byUuid.TryGetValue(uuid, out var old) ? new DomainTable(_byUuid.Remove(uuid), _byName.Remove(old.Name), _byId.Remove(old.Id)) : this;
}
