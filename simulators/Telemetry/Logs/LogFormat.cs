using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Logs;

/// <summary>A way in which programs write their logs: lines are a pure function of the item's number.</summary>
public abstract class LogFormat
{
    /// <summary>What it is called in reports.</summary>
    public abstract string Name { get; }

    /// <summary>How many stored records a thing written becomes, 1 to 8.</summary>
    internal virtual int Width(LogUnit unit) => 1;

    /// <summary>The lines of one of the stored records, and what is read from them.</summary>
    internal abstract Draft Write(LogUnit unit, int index);
}

/// <summary>A format and how often it comes.</summary>
/// <param name="Format">The format.</param>
/// <param name="Weight">Its part among those of a source, at least 1.</param>
public sealed record FormatShare(LogFormat Format, int Weight);
