namespace Validation.Reports.Html;

/// <summary>Which programs the run was made with, and where each came from.</summary>
internal static class PartsHtml
{
    public static void Write(Page page, RunModel run)
    {
        page.Markup("<section class=\"parts\">");
        page.Markup("<h2>The parts</h2>");
        if (run.Components.IsEmpty)
        {
            page.Markup("<p>No part of the stack was up in this run.</p>");
            page.Markup("</section>");
            return;
        }

        Programs(page, "real", run.Components.Where(p => p.IsReal));
        Programs(page, "stand-in", run.Components.Where(p => !p.IsReal));
        page.Add($"<details class=\"folded\"><summary>{Words.Count(run.Components.Length, "part")}: where each was found, and how soon it was ready</summary>");
        page.Markup("<table class=\"stack\">");
        page.Markup("<thead><tr><th>Part</th><th>Is</th><th>Program</th><th>Found</th><th class=\"figure\">Ready after</th></tr></thead>");
        page.Markup("<tbody>");
        foreach (var part in run.Components)
            Row(page, part);
        page.Markup("</tbody>");
        page.Markup("</table>");
        page.Markup("</details>");
        RewiringsHtml.Write(page, run);
        page.Markup("</section>");
    }

    private static void Programs(Page page, string provenance, IEnumerable<ComponentModel> parts)
    {
        if (Parts.Programs(parts) is { Length: > 0 } programs)
            page.Add($"<p><span class=\"provenance {provenance}\">{provenance}</span> {programs}</p>");
    }

    private static void Row(Page page, ComponentModel part)
    {
        var origin = part.Origin;
        page.Add($"<tr><th scope=\"row\">{origin.Component}</th>");
        page.Add($"<td data-label=\"Is\"><span class=\"provenance {(part.IsReal ? "real" : "stand-in")}\">{(part.IsReal ? "real" : "stand-in")}</span></td>");
        page.Add($"<td data-label=\"Program\">{(part.IsReal ? "" : "for ")}{origin.Program} <span class=\"version\">{origin.Version}</span></td>");
        page.Add($"<td data-label=\"Found\">{origin.Source}");
        if (!string.IsNullOrEmpty(origin.Path))
            page.Add($"<code class=\"path\">{origin.Path}</code>");
        page.Add($"</td><td class=\"figure\" data-label=\"Ready after\">{Words.Seconds(part.SlowestSeconds)}");
        if (part.Starts > 1)
            page.Add($"<small>slowest of {Words.Number(part.Starts)} starts</small>");
        page.Markup("</td></tr>");
    }
}
