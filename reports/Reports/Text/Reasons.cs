using System.Text;
using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>Why a scenario did not pass, as text, for the formats without a page of their own.</summary>
internal static class Reasons
{
    private const int MostFindings = 10;
    private const int Longest = 500;

    /// <summary>Whether a person should read it: it neither passed nor was skipped, or a claim of it is violated.</summary>
    public static bool NeedsALook(ScenarioModel scenario) =>
        scenario.Status is not (Status.Passed or Status.Skipped) || scenario.Outcome == Outcome.Violated;

    /// <summary>Those scenarios with their numbers in the run, from 1: violated ones, then broken ones, then those the run's end cut short.</summary>
    public static IEnumerable<(ScenarioModel Scenario, int Number)> ToLookAt(RunModel run) => run.Scenarios
        .Select((s, i) => (Scenario: s, Number: i + 1)).Where(s => NeedsALook(s.Scenario))
        .OrderBy(s => s.Scenario.Outcome == Outcome.Violated ? 0 : s.Scenario.Status is not null ? 1 : 2);

    /// <summary>Claims that do not hold, what broke, or where the run ended: one line each.</summary>
    public static IEnumerable<string> Lines(ScenarioModel scenario)
    {
        var verdicts = Open(scenario).ToList();
        foreach (var verdict in verdicts)
            yield return $"{Clean.Line(verdict.Claim, Longest)}: {Words.Outcome(verdict.Outcome)}, {Words.Count(verdict.FindingCount, "finding")}";
        if (scenario.Status is null)
            yield return Unfinished(scenario);
        else if (verdicts.Count == 0 && Error(scenario) is { } error)
            yield return Clean.Line(error.Trim().Split('\n', 2)[0], Longest);
    }

    /// <summary>The first of the lines.</summary>
    public static string First(ScenarioModel scenario) => Lines(scenario).FirstOrDefault() ?? $"The scenario {Words.Status(scenario.Status)} without a message";

    /// <summary>Each claim that does not hold with its first ten findings and their count, then the message and stack.</summary>
    public static string Whole(ScenarioModel scenario)
    {
        var text = new StringBuilder();
        foreach (var verdict in Open(scenario))
            text.Append(Describe(verdict)).Append('\n');
        if (Error(scenario) is { } error)
            text.Append(error.Trim()).Append('\n');
        return text.ToString();
    }

    /// <summary>A verdict with its first ten findings whole, then how many more there are.</summary>
    public static string Describe(VerdictReached verdict)
    {
        var lines = new List<string> { $"{Words.Outcome(verdict.Outcome)}: {Clean.Line(verdict.Claim)}" };
        lines.AddRange(verdict.Findings.Take(MostFindings).Select(f => "  " + Describe(f)));
        if (verdict.FindingCount > MostFindings)
            lines.Add($"  and {Words.Count(verdict.FindingCount - MostFindings, "more finding")}");
        return string.Join('\n', lines);
    }

    public static string Describe(Finding finding) =>
        $"{finding.Rule}{(finding.Key is null ? "" : $" [{finding.Key}]")}: expected {finding.Expected}, got {finding.Actual}";

    public static string Figure(Measured figure)
    {
        var limits = Limits.Of(figure);
        return $"{figure.Name}: {Words.Figure(figure.Value, figure.Unit)}"
            + (limits.Demanded.Length == 0 ? "" : $" ({limits.Demanded}{(limits.Kept ? "" : ", outside")})");
    }

    /// <summary>The verdicts that do not hold, the worst first.</summary>
    public static IEnumerable<VerdictReached> Open(ScenarioModel scenario) =>
        scenario.Verdicts.Where(v => v.Outcome != Outcome.Holds).OrderByDescending(v => v.Outcome);

    private static string? Error(ScenarioModel scenario)
    {
        var error = scenario.Error ?? scenario.Steps.Select(s => s.Finished.Error).LastOrDefault(e => e is not null);
        return string.IsNullOrWhiteSpace(error) ? null : error;
    }

    private static string Unfinished(ScenarioModel scenario) => scenario.Steps.IsEmpty
        ? "It had begun when the run ended; none of its steps had ended."
        : $"It was under way when the run ended; the last step that ended: {Clean.Line(scenario.Steps[^1].Finished.Keyword)} {Clean.Line(scenario.Steps[^1].Finished.Text, Longest)}";
}
