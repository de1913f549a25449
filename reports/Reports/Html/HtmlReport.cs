using System.Reflection;

namespace Validation.Reports.Html;

/// <summary>
/// The report a person reads: one page that asks no server for anything, needs no script, and reads from the verdict to the
/// details. It is written so that an XML parser reads it too.
/// </summary>
public static class HtmlReport
{
    /// <summary>Above this many scenarios, those that passed are listed without their steps, so that the page stays readable.</summary>
    internal const int WholeUpTo = 500;

    /// <summary>Name of the file in the run directory.</summary>
    public const string FileName = "report.html";

    private static readonly Lazy<string> Sheet = new(ReadSheet);

    /// <summary>Writes the page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="evidence">Reads what may be shown within the page; links are relative to the run directory.</param>
    public static string Write(RunModel run, IEvidenceText evidence)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(evidence);
        var page = new Page();
        page.Markup("<!DOCTYPE html>");
        page.Markup("<html lang=\"en\">");
        Head(page, run);
        page.Markup("<body>");
        OpeningHtml.Write(page, run);
        page.Markup("<main>");
        AttentionHtml.Write(page, run);
        PartsHtml.Write(page, run);
        HistogramsHtml.Write(page, run, evidence);
        MeasurementsHtml.Write(page, run);
        ScenariosHtml.Write(page, run, new PieceWriter(page, evidence));
        SkipsHtml.Write(page, run);
        RunHtml.Write(page, run, new PieceWriter(page, evidence));
        page.Markup("</main>");
        page.Markup("</body>");
        page.Markup("</html>");
        return page.ToString();
    }

    private static void Head(Page page, RunModel run)
    {
        page.Markup("<head>");
        page.Markup("<meta charset=\"utf-8\"/>");
        page.Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        page.Markup("<meta name=\"color-scheme\" content=\"light dark\"/>");
        // Should markup ever slip through, the browser still loads and runs nothing.
        page.Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>");
        page.Markup("<link rel=\"icon\" href=\"data:,\"/>");
        page.Add($"<title>{Headline.FirstLine(run)}</title>");
        page.Style(Sheet.Value);
        page.Markup("</head>");
    }

    private static string ReadSheet()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The program was built without its style sheet report.css.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
