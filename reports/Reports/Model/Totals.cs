using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>What was counted in a run. Each scenario is in exactly one of passed, failed, broken, skipped, unfinished.</summary>
public sealed record Totals
{
    /// <summary>All scenarios.</summary>
    public int Scenarios { get; init; }

    /// <summary>Scenarios whose claims all hold.</summary>
    public int Passed { get; init; }

    /// <summary>Scenarios with a claim that is violated or could not be answered.</summary>
    public int Failed { get; init; }

    /// <summary>Scenarios that the harness itself broke.</summary>
    public int Broken { get; init; }

    /// <summary>Scenarios that were not run, with a reason.</summary>
    public int Skipped { get; init; }

    /// <summary>Scenarios that began and never ended.</summary>
    public int Unfinished { get; init; }

    /// <summary>Passed scenarios that reached no verdict: what they show is not a claim with evidence.</summary>
    public int WithoutClaim { get; init; }

    /// <summary>Verdicts: claims that were put to the stack.</summary>
    public int Claims => Held + Unknown + Violated;

    /// <summary>Claims that hold.</summary>
    public int Held { get; init; }

    /// <summary>Claims that could not be answered.</summary>
    public int Unknown { get; init; }

    /// <summary>Claims that do not hold.</summary>
    public int Violated { get; init; }

    /// <summary>Findings of all verdicts, also those beyond what the stream keeps.</summary>
    public long Findings { get; init; }

    /// <summary>Scenarios that came to an end other than a skip.</summary>
    public int Ran => Passed + Failed + Broken;

    /// <summary>Counts.</summary>
    public static Totals Of(ImmutableArray<ScenarioModel> scenarios)
    {
        var ends = new int[4];
        var outcomes = new int[3];
        var (unfinished, bare, findings) = (0, 0, 0L);
        foreach (var scenario in scenarios)
        {
            if (scenario.Status is { } status)
                ends[(int)status]++;
            else
                unfinished++;

            var claims = 0;
            foreach (var verdict in scenario.Verdicts)
            {
                claims++;
                outcomes[(int)verdict.Outcome]++;
                findings += verdict.FindingCount;
            }

            if (scenario.Status == Status.Passed && claims == 0)
                bare++;
        }

        return new Totals
        {
            Scenarios = scenarios.Length,
            Passed = ends[(int)Status.Passed],
            Failed = ends[(int)Status.Failed],
            Broken = ends[(int)Status.Broken],
            Skipped = ends[(int)Status.Skipped],
            Unfinished = unfinished,
            WithoutClaim = bare,
            Held = outcomes[(int)Outcome.Holds],
            Unknown = outcomes[(int)Outcome.Unknown],
            Violated = outcomes[(int)Outcome.Violated],
            Findings = findings,
        };
    }
}
