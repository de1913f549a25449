using Validation.Harness;

namespace Validation.Reports;

/// <summary>The first sentences of every report, the same in each format.</summary>
internal static class Headline
{
    /// <summary><c>REHEARSAL</c> or <c>ACCEPTANCE</c>.</summary>
    public static string Kind(RunModel run) => run.Kind == RunKind.Acceptance ? "ACCEPTANCE" : "REHEARSAL";

    /// <summary><c>REHEARSAL — holds</c>.</summary>
    public static string Of(RunModel run) => $"{Kind(run)} — {Words.Outcome(run.Verdict.Outcome)}";

    /// <summary>The first line: kind, verdict, seed, run id.</summary>
    public static string FirstLine(RunModel run) => $"{Of(run)} · seed {Clean.Line(run.Seed)} · run {Clean.Line(run.RunId)}";

    /// <summary>Why it came out so, as a sentence.</summary>
    public static string Why(RunModel run)
    {
        var totals = run.Totals;
        if (!run.Verdict.Reasons.IsEmpty)
            return Sentence(run.Verdict.Reasons) + (totals.Passed > 0 ? $" {Words.Count(totals.Passed, "scenario")} passed." : "")
                + LastWords(run);
        var ran = totals.Ran == 1 ? "The one scenario that ran passed" : $"All {Words.Number(totals.Ran)} scenarios that ran passed";
        var claims = totals.Held == 0 ? ", but no claim was put to the stack." : $": {Words.Count(totals.Held, "claim holds", "claims hold")}.";
        var skipped = totals.Skipped == 0 ? "" : $" {Words.Count(totals.Skipped, "scenario was", "scenarios were")} not run.";
        return ran + claims + skipped;
    }

    /// <summary>What the kind of run means for a release.</summary>
    public static string Meaning(RunModel run)
    {
        var standIns = run.Components.Count(c => !c.IsReal);
        return (run.Kind, run.Verdict.Outcome) switch
        {
            (RunKind.Acceptance, Outcome.Holds) => "Every part was an upstream program: this run can accept a release.",
            (RunKind.Acceptance, _) => "Every part was an upstream program; a release needs an acceptance that holds.",
            _ when run.Components.IsEmpty => "No part of the stack was up, so this run cannot accept a release.",
            _ => $"{Words.Number(standIns)} of {Words.Count(run.Components.Length, "part")} {(standIns == 1 ? "is a stand-in" : "are stand-ins")}, "
                + "so this run cannot accept a release.",
        };
    }

    /// <summary>What is missing because the run was cut short; null when it was not.</summary>
    public static string? CutShort(RunModel run) => run.Finished
        ? null
        : run.LastEventAt is null ? "This run did not finish: it recorded nothing."
        : $"This run did not finish. The last thing it recorded was at {Words.Utc(run.LastEventAt)}; what would have come after is not here.";

    // Where no scenario ran, nothing else tells why.
    private static string LastWords(RunModel run) =>
        run.Scenarios.IsEmpty && run.Output is [.., var last] ? $" {Clean.Line(last, 1000)}" : "";

    private static string Sentence(IReadOnlyList<string> clauses)
    {
        var text = clauses.Count == 1 ? clauses[0] : $"{string.Join(", ", clauses.Take(clauses.Count - 1))} and {clauses[^1]}";
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }
}
