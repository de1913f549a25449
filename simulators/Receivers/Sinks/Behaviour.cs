namespace Validation.Simulators.Receivers;

/// <summary>How a sink ends a request.</summary>
public enum Ending
{
    /// <summary>With an answer.</summary>
    Answer,

    /// <summary>Not at all: the connection stays open and nothing comes, until the sender gives up.</summary>
    Hang,

    /// <summary>By closing the connection without an answer.</summary>
    Drop,
}

/// <summary>
/// How a sink treats what arrives. Whatever it does, the delivery was written down before: a sender that retries after a failure
/// shows as a second delivery, never as a lost one.
/// </summary>
public sealed record Behaviour
{
    /// <summary>Takes everything at once.</summary>
    public static Behaviour Normal { get; } = new();

    /// <summary>Hangs.</summary>
    public static Behaviour Hanging { get; } = new() { Ending = Ending.Hang };

    /// <summary>Drops the connection.</summary>
    public static Behaviour Dropping { get; } = new() { Ending = Ending.Drop };

    /// <summary>The status of the answer to what was understood, 100 to 599; null is what the channel expects.</summary>
    public int? Status { get; init; }

    /// <summary>How long it waits before the end, from 0.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How it ends.</summary>
    public Ending Ending { get; init; }

    /// <summary>Answers with this status, 200 to 599: 500 makes Alertmanager retry, 400 makes it give up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is none.</exception>
    public static Behaviour Answering(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new Behaviour { Status = status };
    }

    /// <summary>Answers after a while.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public static Behaviour Delayed(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new Behaviour { Delay = delay };
    }
}
