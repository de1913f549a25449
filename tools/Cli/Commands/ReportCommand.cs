using System.CommandLine;
using Validation.Reports;

namespace Validation.Cli.Commands;

/// <summary><c>validate report</c>: writes the reports of a run again from its event stream.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var directory = new Argument<DirectoryInfo>("directory") { Description = "A run directory: the one that holds events.ndjson." };
        var command = new Command("report", "Write the reports of a run again, also of one that was cut short.") { directory };
        command.SetAction((parsed, cancel) => Guard.RunAsync(
            _ =>
            {
                var path = parsed.GetRequiredValue(directory).FullName;
                var model = ReportWriter.WriteAll(path);
                foreach (var line in ConsoleSummary.Lines(model, path))
                    Console.WriteLine(line);
                return Task.FromResult(model.Verdict.ExitCode);
            },
            cancel));
        return command;
    }
}
