using Validation.Harness.Events;

namespace Validation.Reports.Html;

/// <summary>All figures in one table, those outside their limits first.</summary>
internal static class MeasurementsHtml
{
    private const int Most = 200;

    public static void Write(Page page, RunModel run)
    {
        var figures = run.Scenarios.SelectMany((s, i) => s.Measurements.Select(m => (Figure: m, Scenario: s, Number: i + 1)))
            .OrderBy(f => Limits.Of(f.Figure).Kept ? 1 : 0).ToList();
        if (figures.Count == 0)
            return;

        page.Markup("<section class=\"measurements\">");
        page.Markup("<h2>Measured</h2>");
        page.Markup("<table class=\"stack\">");
        page.Markup("<thead><tr><th>What</th><th class=\"figure\">Figure</th><th>Demanded</th><th>On its scale</th></tr></thead>");
        page.Markup("<tbody>");
        foreach (var (figure, scenario, number) in figures.Take(Most))
            Row(page, figure, scenario, number);
        page.Markup("</tbody>");
        page.Markup("</table>");
        if (figures.Count > Most)
            page.Add($"<p class=\"more\">and {Words.Count(figures.Count - Most, "more figure")}, each with its scenario below or in <a href=\"{EventLog.FileName}\">{EventLog.FileName}</a></p>");
        page.Markup("</section>");
    }

    private static void Row(Page page, Measured figure, ScenarioModel scenario, int number)
    {
        var limits = Limits.Of(figure);
        page.Add($"<tr><th scope=\"row\">{figure.Name}<small><a href=\"#scenario-{number}\">{scenario.Title}</a></small></th>");
        page.Add($"<td class=\"figure\" data-label=\"Figure\">{Words.Figure(figure.Value, figure.Unit)}</td>");
        page.Add($"<td data-label=\"Demanded\">{limits.Demanded}");
        if (!limits.Kept)
            page.Markup(" <span class=\"status violated\">outside</span>");
        page.Markup("</td><td class=\"drawn\">");
        EnvelopeBar.Write(page, figure);
        page.Markup("</td></tr>");
    }
}
