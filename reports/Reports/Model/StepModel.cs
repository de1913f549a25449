using System.Collections.Immutable;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>A step that ended.</summary>
/// <param name="Finished">The event, as it is in the stream.</param>
/// <param name="Happened">What happened between the step before and this one's end.</param>
public sealed record StepModel(StepFinished Finished, Happenings Happened);

/// <summary>What happened in one stretch of a scenario.</summary>
/// <param name="Verdicts">Verdicts, in order.</param>
/// <param name="Measurements">Figures, in order.</param>
/// <param name="Evidence">Evidence without a verdict, in order.</param>
/// <param name="Output">Lines that bindings wrote, in order.</param>
public sealed record Happenings(ImmutableArray<VerdictReached> Verdicts, ImmutableArray<Measured> Measurements,
    ImmutableArray<EvidenceFile> Evidence, ImmutableArray<string> Output)
{
    /// <summary>Nothing happened.</summary>
    public static Happenings None { get; } = new([], [], [], []);

    /// <summary>True when nothing happened.</summary>
    public bool IsEmpty => Verdicts.IsEmpty && Measurements.IsEmpty && Evidence.IsEmpty && Output.IsEmpty;
}
