using Validation.Harness.Items;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>Something that a program writes at once: a line, or a traceback of several. Everything in it follows from its first
/// number.</summary>
/// <param name="Items">The stream.</param>
/// <param name="Source">Who writes.</param>
/// <param name="Head">First number.</param>
/// <param name="UnixNano">When the program writes, nanoseconds since 1970.</param>
/// <param name="Delay">Until when the runtime has the first line at the latest, nanoseconds after it.</param>
internal sealed record LogUnit(NumberedItems Items, LogSource Source, long Head, long UnixNano, int Delay)
{
    /// <summary>Whether it goes to standard error.</summary>
    public bool OnError => Pick(Purpose.Stream, 8) == 0;

    /// <summary>When the runtime takes a line.</summary>
    /// <param name="order">Place among the lines of all its numbers.</param>
    public long TakenAt(int order) => UnixNano + Pick(Purpose.Delay, Delay) + (order * 1000L);

    public string Mark(int index) => Items.Mark(Head + index);

    public int Pick(Purpose purpose, int below) => Items.Pick(Head, (int)purpose, below);

    public ulong Bits(Purpose purpose) => Items.Bits(Head, (int)purpose);

    public string Component => Source.Components[Pick(Purpose.Component, Source.Components.Length)];
}

/// <summary>What a random number of an item is for; each its own.</summary>
internal enum Purpose
{
    Format = 200,
    Stream,
    Delay,
    Component,
    Severity,
    Request,
    GlobalRequest,
    User,
    Project,
    Message,
    Detail,
    Amount,
    Length,
    Frames,
    Status,
    Address,
    // From here on: one number for each sixteen characters of a long line.
    Filler = 1000,
}
