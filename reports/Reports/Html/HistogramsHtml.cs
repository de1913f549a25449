using Validation.Harness.Events;

namespace Validation.Reports.Html;

/// <summary>How soon signals could be asked for, a drawing for each: a column a second, those that never arrived at the end.</summary>
internal static class HistogramsHtml
{
    private const double Width = 300;
    private const double Height = 80;

    public static void Write(Page page, RunModel run, IEvidenceText evidence)
    {
        var drawings = run.Scenarios.SelectMany((s, i) => s.Verdicts.SelectMany(v => v.Evidence
                .Where(file => file.Name == Histogram.Evidence)
                .Select(file => (Scenario: s, Number: i + 1, Verdict: v, Histogram: evidence.Read(file) is { } text ? Histogram.Parse(text) : null))))
            .Where(d => d.Histogram is not null).ToList();
        if (drawings.Count == 0)
            return;
        page.Markup("<section class=\"histograms\">");
        page.Markup("<h2>How soon signals could be asked for</h2>");
        page.Markup("<div class=\"drawings\">");
        foreach (var (scenario, number, verdict, histogram) in drawings)
        {
            page.Markup("<figure>");
            Draw(page, histogram!);
            var outcome = Words.Outcome(verdict.Outcome);
            page.Add($"<figcaption><span class=\"status {outcome}\">{outcome}</span> <a href=\"#scenario-{number}\">{verdict.Claim}</a>");
            page.Add($"<small>{string.Join(" · ", scenario.Measurements.Select(Figure))}</small></figcaption>");
            page.Markup("</figure>");
        }

        page.Markup("</div>");
        page.Markup("</section>");
    }

    private static void Draw(Page page, Histogram histogram)
    {
        // One column more, apart, for those that never arrived.
        var columns = histogram.Counts.Count + (histogram.Never > 0 ? 2 : 0);
        var width = Width / Math.Max(columns, 5);
        var most = Math.Max(1, Math.Max(histogram.Never, histogram.Counts.DefaultIfEmpty().Max()));
        page.Add($"<svg viewBox=\"0 0 {Width} {Height + 18}\" role=\"img\" aria-label=\"{Label(histogram)}\">");
        for (var second = 0; second < histogram.Counts.Count; second++)
            Column(page, "column", second * width, width, Height * histogram.Counts[second] / most);
        if (histogram.Never > 0)
            Column(page, "never", (columns - 1) * width, width, Height * histogram.Never / most);
        page.Add($"<line class=\"axis\" x1=\"0\" y1=\"{Height}\" x2=\"{Width}\" y2=\"{Height}\"/>");
        page.Add($"<text x=\"0\" y=\"{Height + 13}\">0 s</text>");
        page.Add($"<text x=\"{histogram.Counts.Count * width}\" y=\"{Height + 13}\" text-anchor=\"end\">{histogram.Counts.Count} s</text>");
        if (histogram.Never > 0)
            page.Add($"<text x=\"{Width}\" y=\"{Height + 13}\" text-anchor=\"end\">never: {Words.Number(histogram.Never)}</text>");
        page.Markup("</svg>");
    }

    private static void Column(Page page, string kind, double x, double width, double height)
    {
        if (height > 0)
            page.Add($"<rect class=\"{kind}\" x=\"{x + 1}\" y=\"{Height - height}\" width=\"{Math.Max(1, width - 2)}\" height=\"{height}\"/>");
    }

    private static string Label(Histogram histogram) => string.Join(", ", histogram.Counts
        .Select((count, second) => count == 0 ? null : $"{Words.Number(count)} in {second} to {second + 1} s").OfType<string>()
        .Append($"{Words.Number(histogram.Never)} never"));

    private static string Figure(Measured figure) =>
        $"{figure.Name[(figure.Name.LastIndexOf(',') + 1)..].Trim()}: {Words.Figure(figure.Value, figure.Unit)}";
}
