using Validation.Harness;

namespace Validation.Reports.Html;

/// <summary>Messages of what went wrong, each shown once: open when it is all there is to read, folded when a verdict says it better.</summary>
internal static class ErrorHtml
{
    private const int Longest = 20_000;

    public static void OfStep(Page page, StepModel step)
    {
        if (string.IsNullOrWhiteSpace(step.Finished.Error))
            return;
        if (step.Happened.Verdicts.Any(v => v.Outcome != Outcome.Holds))
            Folded(page, "Message of the step", step.Finished.Error);
        else
            Open(page, step.Finished.Error);
    }

    public static void OfScenario(Page page, ScenarioModel scenario)
    {
        if (string.IsNullOrWhiteSpace(scenario.Error))
            return;
        var said = scenario.Steps.Select(s => s.Finished.Error?.Trim()).LastOrDefault(e => !string.IsNullOrEmpty(e));
        if (said == scenario.Error.Trim())
            return;
        if (said is not null || scenario.Verdicts.Any(v => v.Outcome != Outcome.Holds))
            Folded(page, "Message and stack of the scenario", scenario.Error);
        else
            Open(page, scenario.Error);
    }

    private static void Open(Page page, string error) => page.Add($"<pre class=\"error\">{Cut(error)}</pre>");

    private static void Folded(Page page, string title, string error)
    {
        page.Add($"<details class=\"folded\"><summary>{title}</summary>");
        page.Add($"<pre class=\"error\">{Cut(error)}</pre></details>");
    }

    private static string Cut(string error) => Clean.Cut(error.Trim(), Longest, "\n… (the rest is in events.ndjson)");
}
