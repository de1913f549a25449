using System.Xml.Linq;
using Validation.Reports.Html;
using Validation.Reports.JUnit;
using Validation.Reports.Markdown;

namespace Validation.Reports.Tests;

/// <summary>Every format from one stream with everything in it: all ends, all verdicts, hostile text, a torn last line.</summary>
public class The_reports
{
    [Test]
    public void A_stream_with_everything_in_it_is_written_as_approved()
    {
        using var folder = new RunFolder("everything");

        var run = ReportWriter.WriteAll(folder.Path);

        Assert.Multiple(() =>
        {
            Approved.Check("everything.html", folder.Read(HtmlReport.FileName));
            Approved.Check("everything.md", folder.Read(MarkdownSummary.FileName));
            Approved.Check("everything.junit.xml", folder.Read(JUnitReport.FileName));
            Approved.Check("everything.allure.txt", Allure(folder.Path));
            Approved.Check("everything.console.txt", string.Join('\n', ConsoleSummary.Lines(run, "runs/1")) + "\n");
        });
    }

    [TestCase("holds")]
    [TestCase("empty")]
    public void A_run_is_written_as_approved(string stream)
    {
        using var folder = new RunFolder(stream);

        var run = ReportWriter.WriteAll(folder.Path);

        Assert.Multiple(() =>
        {
            Approved.Check($"{stream}.html", folder.Read(HtmlReport.FileName));
            Approved.Check($"{stream}.md", folder.Read(MarkdownSummary.FileName));
            Approved.Check($"{stream}.junit.xml", folder.Read(JUnitReport.FileName));
            Approved.Check($"{stream}.allure.txt", Allure(folder.Path));
            Approved.Check($"{stream}.console.txt", string.Join('\n', ConsoleSummary.Lines(run, "runs/1")) + "\n");
        });
    }

    [TestCase("everything")]
    [TestCase("holds")]
    [TestCase("empty")]
    public void Every_document_is_well_formed(string stream)
    {
        using var folder = new RunFolder(stream);
        ReportWriter.WriteAll(folder.Path);

        XDocument.Parse(folder.Read(JUnitReport.FileName)).Root!.Name.LocalName.ShouldBe("testsuites");
        XDocument.Parse(folder.Read(HtmlReport.FileName)).Root!.Name.LocalName.ShouldBe("html");
    }

    [Test]
    public void Writing_again_gives_the_same_files_and_leaves_no_others()
    {
        using var folder = new RunFolder("everything");
        ReportWriter.WriteAll(folder.Path);
        var before = Files(folder.Path);

        ReportWriter.WriteAll(folder.Path);

        Files(folder.Path).ShouldBe(before);
        before.Keys.ShouldNotContain(f => f.EndsWith(AtomicFile.Unfinished, StringComparison.Ordinal));
    }

    [Test]
    public void The_page_asks_for_nothing_and_runs_nothing()
    {
        using var folder = new RunFolder("everything");
        ReportWriter.WriteAll(folder.Path);
        var elements = XDocument.Parse(folder.Read(HtmlReport.FileName)).Descendants().ToList();

        elements.ShouldNotContain(e => e.Name.LocalName == "script" || e.Name.LocalName == "iframe" || e.Name.LocalName == "img" || e.Name.LocalName == "b");
        elements.Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        elements.Attributes().Where(a => a.Name.LocalName is "href" or "src").Select(a => a.Value)
            .ShouldAllBe(v => v.StartsWith('#') || v == "data:," || v == "events.ndjson" || v.StartsWith("evidence/"));
    }

    [Test]
    public void Evidence_outside_the_run_directory_is_neither_read_nor_linked()
    {
        using var folder = new RunFolder("everything");
        ReportWriter.WriteAll(folder.Path);
        var page = folder.Read(HtmlReport.FileName);

        page.ShouldContain("passwd <small>text/plain, 1,000 B, not within the run directory");
        page.ShouldNotContain("root:");
    }

    /// <summary>The directory as one text, so that its approved form is one file that can be read.</summary>
    private static string Allure(string run) => string.Concat(Directory.GetFiles(Path.Combine(run, "allure-results")).Order(StringComparer.Ordinal)
        .Select(f => $"=== {Path.GetFileName(f)}\n{File.ReadAllText(f)}"));

    private static Dictionary<string, string> Files(string path) =>
        Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order().ToDictionary(f => f, f => Convert.ToHexString(File.ReadAllBytes(f)));
}
