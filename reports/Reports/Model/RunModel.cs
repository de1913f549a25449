using System.Collections.Immutable;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>
/// Everything a report can say about one run, folded from its events. Nothing in it depends on the reader's clock, culture or
/// machine: the same stream gives the same model.
/// </summary>
public sealed record RunModel
{
    /// <summary>What stands in the place of a fact that the stream does not have.</summary>
    public const string NotRecorded = "not recorded";

    /// <summary>Names the run; <see cref="NotRecorded"/> when the stream has no first line.</summary>
    public required string RunId { get; init; }

    /// <summary>Sixteen hexadecimal digits; <see cref="NotRecorded"/> when the stream has no first line.</summary>
    public required string Seed { get; init; }

    /// <summary>Where the stack ran.</summary>
    public required string Environment { get; init; }

    /// <summary>Version of the harness that wrote the stream.</summary>
    public required string Harness { get; init; }

    /// <summary>Facts of the machine, by name.</summary>
    public required ImmutableSortedDictionary<string, string> Machine { get; init; }

    /// <summary>Start of the run, UTC; null when the stream has no first line.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>Time of the last event, UTC; null when there is none.</summary>
    public required DateTimeOffset? LastEventAt { get; init; }

    /// <summary>True when the run came to its own end; false when it was cut short.</summary>
    public required bool Finished { get; init; }

    /// <summary>How long the run took, in seconds; up to its last event when it was cut short.</summary>
    public required double Seconds { get; init; }

    /// <summary>The parts that were up, each once, in the order of their first start.</summary>
    public required ImmutableArray<ComponentModel> Components { get; init; }

    /// <summary>Where configurations differ from those under test, in the order they were told.</summary>
    public required ImmutableArray<ConfigRewired> Rewirings { get; init; }

    /// <summary>All scenarios in the order they began.</summary>
    public required ImmutableArray<ScenarioModel> Scenarios { get; init; }

    /// <summary>Evidence that belongs to no scenario.</summary>
    public required ImmutableArray<EvidenceFile> Evidence { get; init; }

    /// <summary>Lines that belong to no scenario.</summary>
    public required ImmutableArray<string> Output { get; init; }

    /// <summary>What was counted.</summary>
    public required Totals Totals { get; init; }

    /// <summary>Rehearsal or acceptance.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>What came out.</summary>
    public required RunVerdict Verdict { get; init; }
}
