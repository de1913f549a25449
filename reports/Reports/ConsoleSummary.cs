using System.Collections.Immutable;

namespace Validation.Reports;

/// <summary>The last lines of a run on a terminal: what was proven, by which parts, and where to read on.</summary>
public static class ConsoleSummary
{
    private const int MostScenarios = 10;

    /// <summary>The lines, plain text without colours.</summary>
    /// <param name="run">The run.</param>
    /// <param name="runDirectory">Where its reports lie.</param>
    public static ImmutableArray<string> Lines(RunModel run, string runDirectory)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(runDirectory);
        var totals = run.Totals;
        return
        [
            Headline.FirstLine(run),
            .. Headline.CutShort(run) is { } cut ? [cut] : Array.Empty<string>(),
            .. Digest.Lines(run).Select(line => $"  {line}"),
            Headline.Why(run),
            .. NeedALook(run),
            $"Proven: {Words.Count(totals.Held, "claim holds", "claims hold")}, {Words.Number(totals.Violated)} violated, {Words.Number(totals.Unknown)} unknown"
                + $" ({Words.Count(totals.Ran, "scenario")} in {Words.Seconds(run.Seconds)}).",
            .. totals.Skipped == 0 ? Array.Empty<string>()
                : [$"Not run: {Words.Count(totals.Skipped, "scenario")}: {string.Join("; ", Skips.Of(run).Select(s => $"{s.Reason} ({Words.Number(s.Scenarios.Count)})"))}."],
            .. Line("Real", run.Components.Where(c => c.IsReal)),
            .. Line("Stand-ins", run.Components.Where(c => !c.IsReal)),
            Headline.Meaning(run),
            $"Report: {Clean.Line(Path.Combine(runDirectory, Html.HtmlReport.FileName))}",
        ];
    }

    private static IEnumerable<string> NeedALook(RunModel run)
    {
        // Many were under way or waiting when somebody stopped the run: their number tells enough.
        var folded = run.Totals.Unfinished > MostScenarios;
        var open = Reasons.ToLookAt(run).Select(s => s.Scenario).Where(s => s.Status is not null || !folded).ToList();
        foreach (var scenario in open.Take(MostScenarios))
            yield return $"  {Words.Status(scenario.Status)}: {Clean.Line(scenario.Title)} ({Clean.Line(scenario.Place)})";
        if (open.Count > MostScenarios)
            yield return $"  and {Words.Count(open.Count - MostScenarios, "more scenario")}";
        if (folded)
            yield return $"  unfinished: {Words.Count(run.Totals.Unfinished, "scenario")}";
    }

    private static IEnumerable<string> Line(string what, IEnumerable<ComponentModel> parts) =>
        Parts.Programs(parts) is { Length: > 0 } programs ? [$"{what}: {programs}."] : [];
}
