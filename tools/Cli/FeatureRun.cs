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
            throw new BadInputException("No scenario was selected", "--tag, --name", "at least one scenario", $"none with {selection}",
                "correct the selection, or leave it out to run all");

        var progress = new Progress(Terminal.Open(), count);
        progress.Say($"Starting the stack for {count} {(count == 1 ? "scenario" : "scenarios")} …");
        await using var run = await ValidationRun.OpenAsync(settings, progress.Say, stop);
        progress.Say($"The stack is up; the reports grow in {run.Directory}");
        run.Log.Written += progress.Show;
        await using var stopping = stop.Register(() => runner.StopRun(force: false));
        var result = await Task.Run(() => runner.Run(TestListener.NULL, filter), CancellationToken.None);
        await run.DisposeAsync();

        var model = ReportWriter.WriteAll(run.Directory);
        foreach (var line in ConsoleSummary.Lines(model, run.Directory))
            progress.Say(line);
        stop.ThrowIfCancellationRequested();
        if (Unrecorded(count, model.Scenarios.Length, result) is not { } gap)
            return model.Verdict.ExitCode;
        progress.Say(gap);
        return ExitCodes.Violated;
    }

    /// <summary>What the reports cannot know: scenarios that broke before their first event. Null when there are none.</summary>
    public static string? Unrecorded(int selected, int recorded, ITestResult result) => recorded >= selected
        ? null
        : $"Only {recorded} of {selected} scenarios began, so nothing is proven of the others: {FirstFailure(result) ?? "no reason was given"}";

    private static string? FirstFailure(ITestResult result) => result.HasChildren
        ? result.Children.Select(FirstFailure).FirstOrDefault(message => message is not null) ?? Failure(result)
        : Failure(result);

    private static string? Failure(ITestResult result) => result.ResultState.Status == TestStatus.Failed ? result.Message : null;
}
