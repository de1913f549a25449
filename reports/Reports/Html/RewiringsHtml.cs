namespace Validation.Reports.Html;

/// <summary>Where the configuration that ran differs from the one under test, component by component.</summary>
internal static class RewiringsHtml
{
    public static void Write(Page page, RunModel run)
    {
        foreach (var component in run.Rewirings.GroupBy(r => r.Component))
        {
            var all = component.ToList();
            page.Add($"<details class=\"folded\"><summary>{component.Key}: {Words.Count(all.Count, "place")} where its configuration differs</summary>");
            page.Markup("<table class=\"stack\">");
            page.Markup("<thead><tr><th>Place</th><th>Was</th><th>Is</th><th>Why</th></tr></thead>");
            page.Markup("<tbody>");
            foreach (var rewired in all)
            {
                page.Add($"<tr><th scope=\"row\"><code>{rewired.Path}</code></th><td data-label=\"Was\"><code>{rewired.Was}</code></td>");
                page.Add($"<td data-label=\"Is\"><code>{rewired.Now}</code></td><td data-label=\"Why\">{rewired.Why}</td></tr>");
            }

            page.Markup("</tbody>");
            page.Markup("</table>");
            page.Markup("</details>");
        }
    }
}
