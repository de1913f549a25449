using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>
/// What is wrong in the whole run, a line for each kind of finding: how many, of which items, and what the first looks like.
/// A single cause breaks many scenarios; who is on call wants to know what is lost before reading them.
/// </summary>
internal static class Digest
{
    private const int MostLines = 5;
    private const int Longest = 160;

    /// <summary>The lines, losses first, then doubles, then the commonest; empty when nothing was found.</summary>
    public static IReadOnlyList<string> Lines(RunModel run)
    {
        var kinds = run.Scenarios.SelectMany(Reasons.Open)
            .SelectMany(verdict => verdict.Findings.Select(finding => (Finding: finding, Verdict: verdict)))
            .GroupBy(f => f.Finding.Rule, StringComparer.Ordinal)
            .OrderBy(g => Rank(g.Key)).ThenByDescending(g => g.Count()).ToList();
        var lines = kinds.Take(MostLines).Select(g => Line(g.Key, [.. g])).ToList();
        if (kinds.Count > MostLines)
            lines.Add($"and {Words.Count(kinds.Count - MostLines, "more kind")} of findings, each below");
        return lines;
    }

    private static int Rank(string rule) =>
        rule.StartsWith("missing", StringComparison.Ordinal) || rule.StartsWith("lost", StringComparison.Ordinal) ? 0
        : rule is "duplicate" or "doubled" or "twice" ? 1
        : 2;

    private static string Line(string rule, List<(Finding Finding, VerdictReached Verdict)> found)
    {
        var verdicts = found.Select(f => f.Verdict).Distinct(ReferenceEqualityComparer.Instance).Cast<VerdictReached>().ToList();
        // The record keeps the first findings of a verdict: of which kind the others are is not known.
        var atLeast = verdicts.Exists(v => v.FindingCount > v.Findings.Length) ? "at least " : "";
        var keys = KeyRanges.Text(found.Select(f => f.Finding.Key).OfType<string>());
        var first = found[0].Finding;
        return $"{Clean.Line(rule, Longest)}: {atLeast}{Words.Count(found.Count, "finding")} in {Words.Count(verdicts.Count, "claim")}"
            + (keys.Length == 0 ? "; " : $", {keys}; ")
            + $"the first: expected {Clean.Line(first.Expected, Longest)}, got {Clean.Line(first.Actual, Longest)} "
            + $"({Clean.Line(found[0].Verdict.Claim, Longest)})";
    }
}
