using Validation.Harness.Events;

namespace Validation.Reports.Html;

/// <summary>All scenarios by feature, those that did not pass open.</summary>
internal static class ScenariosHtml
{
    public static void Write(Page page, RunModel run, PieceWriter pieces)
    {
        if (run.Scenarios.IsEmpty)
            return;

        var brief = run.Scenarios.Length > HtmlReport.WholeUpTo;
        page.Markup("<section class=\"scenarios\">");
        page.Markup("<h2>Scenarios</h2>");
        if (brief)
            page.Add($"<p class=\"more\">With {Words.Number(run.Scenarios.Length)} scenarios, those that passed are listed without their steps; the steps are in <a href=\"{EventLog.FileName}\">{EventLog.FileName}</a>.</p>");
        foreach (var feature in run.Scenarios.Select((s, i) => (Scenario: s, Number: i + 1)).GroupBy(s => (s.Scenario.File, s.Scenario.Feature)))
        {
            Heading(page, feature.First().Scenario);
            foreach (var (scenario, number) in feature)
                Scenario(page, scenario, number, pieces, brief && scenario.Status == Status.Passed);
        }

        page.Markup("</section>");
    }

    private static void Heading(Page page, ScenarioModel first)
    {
        page.Add($"<h3>{(first.Feature.Length > 0 ? first.Feature : "Without a feature")} <code>{first.File}</code></h3>");
        if (first.FeatureDescription.Length > 0)
            page.Add($"<p class=\"description\">{first.FeatureDescription.Trim()}</p>");
    }

    private static void Scenario(Page page, ScenarioModel scenario, int number, PieceWriter pieces, bool brief)
    {
        var status = Words.Status(scenario.Status);
        if (brief)
            page.Add($"<div class=\"scenario {status}\" id=\"scenario-{number}\"><div class=\"summary\">");
        else if (Reasons.NeedsALook(scenario))
            page.Add($"<details class=\"scenario {status}\" id=\"scenario-{number}\" open=\"\"><summary>");
        else
            page.Add($"<details class=\"scenario {status}\" id=\"scenario-{number}\"><summary>");
        page.Add($"<span class=\"status {status}\">{status}</span> <span class=\"title\">{scenario.Title}</span> <span class=\"took\">{Said(scenario)}{Words.Seconds(scenario.Seconds)}</span>");
        if (brief)
        {
            page.Markup("</div></div>");
            return;
        }

        page.Markup("</summary>");
        page.Add($"<p class=\"where\"><code>{scenario.Place}</code>");
        foreach (var tag in scenario.Tags)
            page.Add($"<span class=\"tag\">@{tag}</span>");
        page.Markup("</p>");
        Body(page, scenario, pieces);
        page.Markup("</details>");
    }

    private static string Said(ScenarioModel scenario)
    {
        var claims = scenario.Verdicts.Count();
        return claims == 0 ? "" : $"{Words.Count(claims, "claim")} · ";
    }

    private static void Body(Page page, ScenarioModel scenario, PieceWriter pieces)
    {
        if (scenario.Status == Status.Skipped)
            page.Add($"<p class=\"reason\">{Skips.Reason(scenario)}</p>");
        if (!scenario.Steps.IsEmpty)
        {
            page.Markup("<ol class=\"steps\">");
            foreach (var step in scenario.Steps)
                StepHtml.Write(page, step, pieces);
            page.Markup("</ol>");
        }

        pieces.Write(scenario.Rest);
        if (scenario.Status is null)
            page.Markup("<p class=\"cut\">The run ended here; what this scenario would have shown is not known.</p>");
        if (scenario.Status != Status.Skipped)
            ErrorHtml.OfScenario(page, scenario);
    }
}
