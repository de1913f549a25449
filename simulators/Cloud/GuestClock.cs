namespace Validation.Simulators.Cloud;

/// <summary>
/// The time that guests see. It runs with a <see cref="TimeProvider"/>, or stands still until it is advanced by hand, so that
/// a scenario can demand exact counter values after "30 seconds of guest time". It never goes back. Safe from any thread.
/// </summary>
public sealed class GuestClock
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private DateTimeOffset _at;
    private long _mark;
    private bool _frozen;

    private GuestClock(TimeProvider time, DateTimeOffset at, bool frozen)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_time, _at, _mark, _frozen) = (time, at.ToUniversalTime(), time.GetTimestamp(), frozen);
    }

    /// <summary>A clock that runs: now it shows what <paramref name="time"/> shows.</summary>
    public static GuestClock Running(TimeProvider time) => new(time, (time ?? throw new ArgumentNullException(nameof(time))).GetUtcNow(), false);

    /// <summary>A clock that stands at <paramref name="at"/>; <paramref name="time"/> drives it after <see cref="Thaw"/>.</summary>
    public static GuestClock FrozenAt(DateTimeOffset at, TimeProvider time) => new(time, at, true);

    /// <summary>Raised after the clock was frozen, thawed or advanced; outside the clock's own lock.</summary>
    public event Action? Moved;

    /// <summary>What drives the clock while it runs.</summary>
    public TimeProvider Driver => _time;

    /// <summary>Guest time, in UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return Read();
        }
    }

    /// <summary>True while the clock stands still.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (_gate)
                return _frozen;
        }
    }

    /// <summary>Stops the clock where it is.</summary>
    public void Freeze() => Move(now => (_at, _frozen) = (now, true));

    /// <summary>Lets the clock run on from where it stands.</summary>
    public void Thaw() => Move(now => (_at, _frozen) = (now, false));

    /// <summary>Moves the clock forward, running or not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Move(now => _at = now + by);
    }

    private void Move(Action<DateTimeOffset> change)
    {
        lock (_gate)
        {
            var now = Read();
            _mark = _time.GetTimestamp();
            change(now);
        }

        Moved?.Invoke();
    }

    private DateTimeOffset Read() => _frozen ? _at : _at + _time.GetElapsedTime(_mark);
}
