using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>One scenario with everything that happened in it.</summary>
public sealed record ScenarioModel
{
    /// <summary>Identity within the run.</summary>
    public required string Id { get; init; }

    /// <summary>Title of the feature.</summary>
    public required string Feature { get; init; }

    /// <summary>The feature's description; may be empty.</summary>
    public required string FeatureDescription { get; init; }

    /// <summary>Title with the outline's arguments.</summary>
    public required string Title { get; init; }

    /// <summary>The feature file, relative to the features folder; empty when not known.</summary>
    public required string File { get; init; }

    /// <summary>Line of the scenario, from 1; 0 when not known.</summary>
    public required int Line { get; init; }

    /// <summary>Tags without the at sign.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>Which scenario of this file and title it is, from 1: two rows of an outline may read the same.</summary>
    public required int Occurrence { get; init; }

    /// <summary>Time of its first event, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How it ended; null when it did not, because the run was cut short.</summary>
    public required Status? Status { get; init; }

    /// <summary>How long it took, in seconds; up to its last event when it did not end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Message and stack of what went wrong, or the reason of a skip, else null.</summary>
    public required string? Error { get; init; }

    /// <summary>The steps that ended, in order, each with what happened in it.</summary>
    public required ImmutableArray<StepModel> Steps { get; init; }

    /// <summary>What happened after the last step that ended.</summary>
    public required Happenings Rest { get; init; }

    /// <summary>Where it stands: <c>file:line</c>, or the file alone; empty when not known.</summary>
    public string Place => Line > 0 && File.Length > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}") : File;

    /// <summary>All that happened, step by step.</summary>
    public IEnumerable<Happenings> Happened => Steps.Select(s => s.Happened).Append(Rest);

    /// <summary>All verdicts in order.</summary>
    public IEnumerable<VerdictReached> Verdicts => Happened.SelectMany(h => h.Verdicts);

    /// <summary>All figures in order.</summary>
    public IEnumerable<Measured> Measurements => Happened.SelectMany(h => h.Measurements);

    /// <summary>
    /// What the scenario says of its claims: its worst verdict. One that failed without a verdict (an assertion of a step) is
    /// violated; one that broke, was skipped or did not end leaves its question open.
    /// </summary>
    public Outcome Outcome
    {
        get
        {
            var worst = Verdicts.Select(v => v.Outcome).DefaultIfEmpty(Outcome.Holds).Max();
            return Status switch
            {
                Harness.Events.Status.Passed => worst,
                Harness.Events.Status.Failed => worst == Outcome.Holds ? Outcome.Violated : worst,
                _ => worst == Outcome.Violated ? Outcome.Violated : Outcome.Unknown,
            };
        }
    }
}
