using System.Text;
using Validation.Harness.Events;

namespace Validation.Reports.Markdown;

/// <summary>A short summary for the job page of a CI server, in GitHub-flavoured Markdown.</summary>
public static class MarkdownSummary
{
    /// <summary>Name of the file in the run directory.</summary>
    public const string FileName = "summary.md";

    private const int MostScenarios = 20;
    private const int MostFindings = 3;

    /// <summary>Writes the summary.</summary>
    public static string Write(RunModel run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var text = new StringBuilder();
        Opening(text, run);
        Parts(text, run);
        NotPassed(text, run);
        Outside(text, run);
        Skipped(text, run);
        text.Append("\n[The whole report](report.html) · [the record of the run](").Append(EventLog.FileName).Append(")\n");
        return text.ToString();
    }

    private static void Opening(StringBuilder text, RunModel run)
    {
        var totals = run.Totals;
        text.Append($"# {Headline.Of(run)} · seed {MarkdownText.Code(run.Seed)} · run {MarkdownText.Code(run.RunId)}\n\n");
        if (Headline.CutShort(run) is { } cut)
            text.Append($"> **{MarkdownText.Escape(cut)}**\n\n");
        foreach (var line in Digest.Lines(run))
            text.Append($"- {MarkdownText.Escape(line, 700)}\n");
        text.Append(Digest.Lines(run).Count > 0 ? "\n" : "");
        text.Append($"{MarkdownText.Escape(Headline.Why(run))} {MarkdownText.Escape(Headline.Meaning(run))}\n\n");
        text.Append("| scenarios | passed | failed | broken | unfinished | skipped | claims | hold | violated | unknown | took |\n");
        text.Append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n|");
        foreach (var count in (int[])[totals.Scenarios, totals.Passed, totals.Failed, totals.Broken, totals.Unfinished, totals.Skipped,
            totals.Claims, totals.Held, totals.Violated, totals.Unknown])
            text.Append($" {Words.Number(count)} |");
        text.Append($" {Words.Seconds(run.Seconds)} |\n\n");
        text.Append($"{MarkdownText.Escape(run.Environment)}, started {Words.Utc(run.StartedAt)}, harness {MarkdownText.Escape(run.Harness)}\n");
    }

    private static void Parts(StringBuilder text, RunModel run)
    {
        if (run.Components.IsEmpty)
            return;
        text.Append("\n## The parts\n\n| part | is | program | version | found |\n| --- | --- | --- | --- | --- |\n");
        foreach (var part in run.Components)
        {
            var origin = part.Origin;
            text.Append($"| {MarkdownText.Escape(origin.Component)} | {(part.IsReal ? "real" : "**stand-in**")} | {MarkdownText.Escape(origin.Program)} "
                + $"| {MarkdownText.Escape(origin.Version)} | {MarkdownText.Escape(origin.Source)} |\n");
        }

        // The places themselves are in the report and the record.
        foreach (var component in run.Rewirings.GroupBy(r => r.Component))
            text.Append($"\n{MarkdownText.Escape(component.Key)}: its configuration differs in {Words.Count(component.Count(), "place")} from the one under test\n");
    }

    private static void NotPassed(StringBuilder text, RunModel run)
    {
        var open = Reasons.ToLookAt(run).Select(s => s.Scenario).ToList();
        if (open.Count == 0)
            return;
        text.Append("\n## What needs a look\n\n");
        foreach (var scenario in open.Take(MostScenarios))
            Item(text, scenario);
        if (open.Count > MostScenarios)
            text.Append($"\nand {Words.Count(open.Count - MostScenarios, "more scenario")}\n");
    }

    private static void Item(StringBuilder text, ScenarioModel scenario)
    {
        text.Append($"- **{Words.Status(scenario.Status)}** {MarkdownText.Escape(scenario.Title)} {MarkdownText.Code(scenario.Place)}\n");
        foreach (var line in Reasons.Lines(scenario))
            text.Append($"  - {MarkdownText.Escape(line, 300)}\n");
        foreach (var verdict in Reasons.Open(scenario))
        {
            foreach (var finding in verdict.Findings.Take(MostFindings))
                text.Append($"    - {MarkdownText.Escape(Reasons.Describe(finding), 300)}\n");
            if (verdict.FindingCount > MostFindings)
                text.Append($"    - and {Words.Count(verdict.FindingCount - MostFindings, "more finding")}\n");
        }
    }

    private static void Outside(StringBuilder text, RunModel run)
    {
        var outside = run.Scenarios.SelectMany(s => s.Measurements).Where(m => !Limits.Of(m).Kept).ToList();
        if (outside.Count == 0)
            return;
        text.Append("\n## Outside its limits\n\n");
        foreach (var figure in outside.Take(MostScenarios))
            text.Append($"- {MarkdownText.Escape(Reasons.Figure(figure))}\n");
        if (outside.Count > MostScenarios)
            text.Append($"- and {Words.Count(outside.Count - MostScenarios, "more figure")}\n");
    }

    private static void Skipped(StringBuilder text, RunModel run)
    {
        if (run.Totals.Skipped == 0)
            return;
        text.Append($"\n## Not run: {Words.Count(run.Totals.Skipped, "scenario")}\n\n");
        foreach (var (reason, scenarios) in Skips.Of(run).Take(MostScenarios))
            text.Append($"- {MarkdownText.Escape(reason)}: {Words.Number(scenarios.Count)}\n");
    }
}
