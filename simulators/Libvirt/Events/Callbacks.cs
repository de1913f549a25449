using System.Collections.Immutable;

namespace Validation.Simulators.Libvirt.Events;

/// <summary>What one client registered for. Safe from any thread.</summary>
internal sealed class Callbacks
{
    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<int, (int Kind, Guid? Domain)> _all = ImmutableSortedDictionary<int, (int, Guid?)>.Empty;
    private int _next;

    public int Count => Volatile.Read(ref _all).Count;

    /// <summary>Registers for a kind, of all domains or of one.</summary>
    /// <returns>The number of the callback.</returns>
    public int Add(int kind, Guid? domain)
    {
        lock (_gate)
        {
            _all = _all.Add(_next, (kind, domain));
            return _next++;
        }
    }

    /// <summary>False when there is no such callback.</summary>
    public bool Remove(int callback)
    {
        lock (_gate)
        {
            var had = _all.ContainsKey(callback);
            _all = _all.Remove(callback);
            return had;
        }
    }

    public bool Has(int callback) => Volatile.Read(ref _all).ContainsKey(callback);

    /// <summary>The callbacks that an event is for.</summary>
    public IEnumerable<int> For(HostEvent happened) =>
        Volatile.Read(ref _all).Where(c => c.Value.Kind == (int)happened.Kind && (c.Value.Domain is null || c.Value.Domain == happened.Uuid)).Select(c => c.Key);
}
