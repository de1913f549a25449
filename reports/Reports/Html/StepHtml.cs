using Validation.Harness.Events;

namespace Validation.Reports.Html;

/// <summary>One step: its words, its argument, what happened in it, what went wrong.</summary>
internal static class StepHtml
{
    public static void Write(Page page, StepModel step, PieceWriter pieces)
    {
        var finished = step.Finished;
        var status = Words.Status(finished.Status);
        page.Add($"<li class=\"{status}\"><p class=\"step\"><span class=\"keyword\">{finished.Keyword?.Trim()}</span> {finished.Text}");
        if (finished.Status != Status.Passed)
            page.Add($" <span class=\"status {status}\">{status}</span>");
        if (finished.Seconds >= 0.0005)
            page.Add($" <span class=\"took\">{Words.Seconds(finished.Seconds)}</span>");
        page.Markup("</p>");
        if (!string.IsNullOrEmpty(finished.Argument))
            page.Add($"<pre class=\"argument\">{finished.Argument}</pre>");
        pieces.Write(step.Happened);
        ErrorHtml.OfStep(page, step);
        page.Markup("</li>");
    }
}
