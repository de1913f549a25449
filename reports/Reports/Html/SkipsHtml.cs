namespace Validation.Reports.Html;

/// <summary>What was not run, counted by reason.</summary>
internal static class SkipsHtml
{
    private const int MostTitles = 20;

    public static void Write(Page page, RunModel run)
    {
        if (run.Totals.Skipped == 0)
            return;

        page.Markup("<section class=\"skips\">");
        page.Add($"<h2>Not run: {Words.Count(run.Totals.Skipped, "scenario")}</h2>");
        page.Markup("<dl>");
        foreach (var (reason, scenarios) in Skips.Of(run))
        {
            page.Add($"<dt>{reason} <span class=\"count\">{Words.Number(scenarios.Count)}</span></dt>");
            foreach (var scenario in scenarios.Take(MostTitles))
                page.Add($"<dd>{scenario.Title} <code>{scenario.Place}</code></dd>");
            if (scenarios.Count > MostTitles)
                page.Add($"<dd class=\"more\">and {Words.Count(scenarios.Count - MostTitles, "more scenario")}</dd>");
        }

        page.Markup("</dl>");
        page.Markup("</section>");
    }
}
