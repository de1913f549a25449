using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Cloud;

/// <summary>
/// A simulated OpenStack cloud without sockets: the one owner of its state. Every change makes a new immutable
/// <see cref="CloudState"/>; readers never wait. Safe from any thread.
/// </summary>
public sealed partial class CloudModel
{
    private readonly Lock _gate = new();
    private readonly Seed _seed;
    private volatile CloudState _state;
    private ImmutableArray<Action<DomainHappening>> _watchers = [];
    private long _happenings;

    /// <summary>Builds the cloud: the same spec and clock reading give the same one.</summary>
    public CloudModel(CloudSpec spec, GuestClock clock)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(clock);
        (Spec, Clock, _seed) = (spec, clock, spec.Seed.For("cloud"));
        _state = EstateBuilder.Furnish(CloudBuilder.Build(spec, _seed, clock.Now), _seed, clock.Now);
    }

    /// <summary>What it was built from.</summary>
    public CloudSpec Spec { get; }

    /// <summary>The time that its guests see.</summary>
    public GuestClock Clock { get; }

    /// <summary>The cloud as it is.</summary>
    public CloudState State => _state;

    /// <summary>The cloud and the time, as one.</summary>
    public Moment Look()
    {
        // State first: the clock never goes back, so the time is not before any change in it.
        var state = _state;
        return new Moment(state, Clock.Now);
    }

    /// <summary>
    /// Tells every happening from now on, in order, until disposed. The watcher is called under the model's lock: it
    /// must only take note.
    /// </summary>
    public IDisposable Watch(Action<DomainHappening> watcher)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        lock (_gate)
            _watchers = _watchers.Add(watcher);
        return new Watching(this, watcher);
    }

    private T Change<T>(Func<Draft, T> change)
    {
        lock (_gate)
        {
            var draft = new Draft(_state, Clock.Now, _seed);
            var result = change(draft);
            _state = Chronicle.Write(_state, draft) with { Version = _state.Version + 1 };
            foreach (var happened in draft.Happened)
            {
                var numbered = happened with { Number = ++_happenings };
                foreach (var watcher in _watchers)
                    watcher(numbered);
            }

            return result;
        }
    }

    private sealed class Watching(CloudModel model, Action<DomainHappening> watcher) : IDisposable
    {
        public void Dispose()
        {
            lock (model._gate)
                model._watchers = model._watchers.Remove(watcher);
        }
    }
}
