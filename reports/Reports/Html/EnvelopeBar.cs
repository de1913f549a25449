using Validation.Harness.Events;

namespace Validation.Reports.Html;

/// <summary>A figure on its scale: the band that was allowed, its limits as ticks, the figure as a mark.</summary>
internal static class EnvelopeBar
{
    private const double Width = 200;

    /// <summary>Draws it; nothing when there is no limit to compare with, or a number cannot be placed on a scale.</summary>
    public static void Write(Page page, Measured figure)
    {
        double[] points = [figure.Value, .. figure.AtLeast is { } l ? [l] : Array.Empty<double>(), .. figure.AtMost is { } m ? [m] : Array.Empty<double>()];
        if (points.Length == 1 || !points.All(double.IsFinite))
            return;

        var low = Math.Min(0, points.Min());
        var high = Math.Max(0, points.Max());
        var span = high - low;
        // Half of the range, so that doubles near their limit do not overflow.
        if (!double.IsFinite(span) || span <= 0)
            return;
        double At(double value) => Width * ((value - low) / span) * 0.9;

        var kept = Limits.Of(figure).Kept;
        var from = figure.AtLeast is { } least ? At(least) : 0;
        var to = figure.AtMost is { } most ? At(most) : Width;
        page.Add($"<svg class=\"envelope\" viewBox=\"-6 0 212 18\" role=\"img\" aria-label=\"{Label(figure, kept)}\">");
        page.Add($"<rect class=\"scale\" x=\"0\" y=\"6\" width=\"{Width}\" height=\"6\" rx=\"3\"/>");
        // Exactly one value allowed is a band without width: its limits alone show it.
        if (to > from)
            page.Add($"<rect class=\"allowed\" x=\"{from}\" y=\"6\" width=\"{to - from}\" height=\"6\" rx=\"3\"/>");
        if (figure.AtLeast is not null)
            page.Add($"<rect class=\"limit\" x=\"{from - 1}\" y=\"2\" width=\"2\" height=\"14\"/>");
        if (figure.AtMost is not null)
            page.Add($"<rect class=\"limit\" x=\"{to - 1}\" y=\"2\" width=\"2\" height=\"14\"/>");
        page.Add($"<circle class=\"{(kept ? "kept" : "missed")}\" cx=\"{At(figure.Value)}\" cy=\"9\" r=\"5\"/>");
        page.Markup("</svg>");
    }

    private static string Label(Measured figure, bool kept) =>
        $"{Words.Figure(figure.Value, figure.Unit)}, {(kept ? "within" : "outside")} {Limits.Of(figure).Demanded}";
}
