namespace Validation.Reports.Html;

/// <summary>The scenarios that did not pass, each in a few lines that link to the whole.</summary>
internal static class AttentionHtml
{
    private const int Most = 100;

    public static void Write(Page page, RunModel run)
    {
        var open = Reasons.ToLookAt(run).ToList();
        if (open.Count == 0)
            return;

        page.Markup("<section class=\"attention\">");
        page.Markup("<h2>What needs a look</h2>");
        page.Markup("<ol>");
        foreach (var (scenario, number) in open.Take(Most))
            Item(page, scenario, number);
        page.Markup("</ol>");
        if (open.Count > Most)
            page.Add($"<p class=\"more\">and {Words.Count(open.Count - Most, "more scenario")}, each shown below</p>");
        page.Markup("</section>");
    }

    private static void Item(Page page, ScenarioModel scenario, int number)
    {
        var status = Words.Status(scenario.Status);
        page.Add($"<li><span class=\"status {status}\">{status}</span><div><a class=\"title\" href=\"#scenario-{number}\">{scenario.Title}</a>");
        page.Add($"<p class=\"where\"><code>{scenario.Place}</code></p>");
        foreach (var reason in Reasons.Lines(scenario))
            page.Add($"<p>{reason}</p>");
        if (Reasons.Open(scenario).SelectMany(v => v.Findings).FirstOrDefault() is { } first)
            page.Add($"<p class=\"first\">{Clean.Line(Reasons.Describe(first), 300)}</p>");
        page.Markup("</div></li>");
    }
}
