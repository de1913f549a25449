using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Validation.Harness;
using Validation.Simulators.Cloud.Building;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Cloud;

/// <summary>
/// A simulated OpenStack cloud without sockets: the one owner of its state. Every change makes a new immutable
/// <see cref="CloudState"/>; readers never wait. Safe from any thread.
/// <para>
/// What takes guest time, such as a migration, is a list of steps, each with its exact moment. Whoever reads the state first
/// after such a moment takes the step, as of that moment; so no reader ever sees a state that is out of date, a clock that
/// stands holds everything, and one that jumps far takes all steps between, in order. A step is also taken, and told to the
/// watchers, as soon as the clock is moved by hand or its driver reaches the moment.
/// </para>
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The timer rings once, for the next due step, and holds nothing but memory; a model has no end.")]
public sealed partial class CloudModel
{
    private readonly Lock _gate = new();
    private readonly Seed _seed;
    private volatile CloudState _state;
    private ImmutableArray<Action<DomainHappening>> _watchers = [];
    private readonly Queue<DomainHappening> _untold = [];
    private readonly ITimer _alarm;
    private long _happenings;

    /// <summary>Builds the cloud: the same spec and clock reading give the same one.</summary>
    public CloudModel(CloudSpec spec, GuestClock clock)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(clock);
        (Spec, Clock, _seed) = (spec, clock, spec.Seed.For("cloud"));
        _state = EstateBuilder.Furnish(CloudBuilder.Build(spec, _seed, clock.Now), _seed, clock.Now);
        _alarm = clock.Driver.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.Moved += Settle;
    }

    /// <summary>What it was built from.</summary>
    public CloudSpec Spec { get; }

    /// <summary>The time that its guests see.</summary>
    public GuestClock Clock { get; }

    /// <summary>The cloud as it is.</summary>
    public CloudState State => _state is { Due: null } quiet ? quiet : Look().State;

    /// <summary>The cloud and the time, as one: the state is as it is at that moment.</summary>
    public Moment Look()
    {
        while (true)
        {
            // State first: the clock never goes back, so the time is not before any change in it.
            var state = _state;
            var now = Clock.Now;
            if (state.Due is not { } due || now < due)
                return new Moment(state, now);
            Settle();
        }
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
            var now = Clock.Now;
            TakeSteps(now);
            try
            {
                var draft = new Draft(_state, now, _seed);
                var result = change(draft);
                Commit(draft);
                TakeSteps(now);
                return result;
            }
            finally
            {
                // Also when the change was refused: the steps before it are taken.
                Tell();
            }
        }
    }

    private void Settle()
    {
        lock (_gate)
        {
            TakeSteps(Clock.Now);
            Tell();
        }
    }

    // Each step as of its own moment, whenever somebody looks.
    private void TakeSteps(DateTimeOffset now)
    {
        while (_state.Due <= now)
        {
            var step = _state.Agenda.Min!;
            var draft = new Draft(_state with { Agenda = _state.Agenda.Remove(step) }, step.At, _seed);
            Take(draft, step);
            Commit(draft);
        }
    }

    private void Commit(Draft draft)
    {
        _state = Chronicle.Write(_state, draft) with { Version = _state.Version + 1 };
        foreach (var happened in draft.Happened)
            _untold.Enqueue(happened with { Number = ++_happenings });
    }

    private void Tell()
    {
        if (_state.Due is { } due && !Clock.IsFrozen)
        {
            // A timer cannot wait longer than some weeks; it then looks again.
            var wait = due - Clock.Now;
            _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait, Timeout.InfiniteTimeSpan);
        }

        while (_untold.TryDequeue(out var happened))
        {
            foreach (var watcher in _watchers)
                watcher(happened);
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
