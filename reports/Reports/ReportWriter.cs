using Validation.Harness;
using Validation.Harness.Events;
using Validation.Reports.Allure;
using Validation.Reports.Html;
using Validation.Reports.JUnit;
using Validation.Reports.Markdown;

namespace Validation.Reports;

/// <summary>Writes all reports of a run into its directory. Writing again gives the same files.</summary>
public static class ReportWriter
{
    /// <summary>Reads the run's events, folds them, and writes every report.</summary>
    /// <param name="runDirectory">A directory with an <c>events.ndjson</c>.</param>
    /// <returns>The model, for the console's last lines and the exit code.</returns>
    /// <exception cref="BadInputException">There is no stream, it is broken, or it is of a newer format.</exception>
    /// <exception cref="IOException">A report cannot be written.</exception>
    public static RunModel WriteAll(string runDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(runDirectory);
        var run = RunFold.Of(RunEvents.Read(runDirectory));
        var allure = new AllureResults(runDirectory);
        foreach (var scenario in run.Scenarios)
            allure.Write(AllureRun.Of(run), scenario);
        WritePages(run, runDirectory);
        return run;
    }

    /// <summary>Writes the reports that tell the whole run in one file each, and what Allure has of the run as a whole.</summary>
    internal static void WritePages(RunModel run, string runDirectory)
    {
        AtomicFile.Write(Path.Combine(runDirectory, HtmlReport.FileName), HtmlReport.Write(run, new EvidenceFolder(runDirectory)));
        AtomicFile.Write(Path.Combine(runDirectory, MarkdownSummary.FileName), MarkdownSummary.Write(run));
        AtomicFile.Write(Path.Combine(runDirectory, JUnitReport.FileName), JUnitReport.Write(run));
        new AllureResults(runDirectory).Write(run);
    }
}
