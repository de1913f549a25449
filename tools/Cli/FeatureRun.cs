using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Validation.Harness;
using Validation.Reports;
using Validation.Steps.Run;

namespace Validation.Cli;

/// <summary>Runs the features inside this process, so that there is one process to stop and one exit code.</summary>
internal static class FeatureRun
{
    public static async Task<int> RunAsync(RunSettings settings, Selection selection, string features, CancellationToken stop)
    {
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        var tests = runner.Load(FeatureAssembly.Load(features), new Dictionary<string, object>());
        var filter = selection.Filter();
        var count = Selection.Count(tests, filter);
        if (count == 0)
            throw new BadInputException("No scenario was selected", "--tag, --name", "at least one scenario", $"none with {selection}", "correct the selection, or leave it out to run all");

        var progress = new Progress(count, Spectre.Console.AnsiConsole.Console);
        await using var run = await ValidationRun.OpenAsync(settings, progress.Say, stop);
        run.Log.Written += progress.Show;
        await using var stopping = stop.Register(() => runner.StopRun(force: false));
        await Task.Run(() => runner.Run(TestListener.NULL, filter), CancellationToken.None);
        await run.DisposeAsync();

        var model = ReportWriter.WriteAll(run.Directory);
        foreach (var line in ConsoleSummary.Lines(model, run.Directory))
            progress.Say(line);
        stop.ThrowIfCancellationRequested();
        return model.Verdict.ExitCode;
    }
}
