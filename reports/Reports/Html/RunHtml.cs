namespace Validation.Reports.Html;

/// <summary>What belongs to the run as a whole: evidence and output of no scenario.</summary>
internal static class RunHtml
{
    public static void Write(Page page, RunModel run, PieceWriter pieces)
    {
        if (run.Evidence.IsEmpty && run.Output.IsEmpty)
            return;
        page.Markup("<section class=\"run\">");
        page.Markup("<h2>Of the whole run</h2>");
        pieces.Write(run.Evidence);
        pieces.Output(run.Output);
        page.Markup("</section>");
    }
}
