using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Reports;

/// <summary>What came out of a run.</summary>
/// <param name="Outcome">
/// Holds: the run finished, at least one scenario ran and all that ran passed. Violated: a claim does not hold. Unknown: everything
/// else; nothing ran, a claim could not be answered, a scenario broke or did not end, the run was cut short.
/// </param>
/// <param name="Reasons">Why it is not holds, each a clause without a full stop; empty when it is.</param>
public sealed record RunVerdict(Outcome Outcome, ImmutableArray<string> Reasons)
{
    /// <summary>Exit code of the program that made the run: 0 when it holds, 1 when it is violated or unknown.</summary>
    public int ExitCode => Outcome == Outcome.Holds ? 0 : 1;

    /// <summary>Merges the scenarios' outcomes; the worst wins.</summary>
    public static RunVerdict Of(ImmutableArray<ScenarioModel> scenarios, Totals totals, bool finished)
    {
        ArgumentNullException.ThrowIfNull(totals);
        var violated = scenarios.Count(s => s.Outcome == Outcome.Violated);
        var open = totals.Failed - scenarios.Count(s => s.Outcome == Outcome.Violated && s.Status == Harness.Events.Status.Failed);
        ImmutableArray<string> reasons =
        [
            .. Clause(violated > 0, $"{Words.Count(violated, "scenario")} violated {(violated == 1 ? "its" : "their")} claims"),
            .. Clause(open > 0, $"{Words.Count(open, "scenario")} could not be answered"),
            .. Clause(totals.Broken > 0, $"{Words.Count(totals.Broken, "scenario")} broke"),
            .. Clause(totals.Unfinished > 0, $"{Words.Count(totals.Unfinished, "scenario")} did not finish"),
            .. Clause(!finished, "the run did not finish"),
            .. Clause(totals.Ran == 0, "no scenario ran to an end"),
        ];
        return new RunVerdict(violated > 0 ? Outcome.Violated : reasons.IsEmpty ? Outcome.Holds : Outcome.Unknown, reasons);
    }

    private static ImmutableArray<string> Clause(bool applies, string clause) => applies ? [clause] : [];
}
