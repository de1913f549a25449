using System.Diagnostics;
using EventLog = Validation.Harness.Events.EventLog;
using NUnit.Framework;
using Reqnroll;
using Validation.Harness.Events;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Hooks;

/// <summary>Writes what scenarios and steps do into the run's stream.</summary>
[Binding]
public sealed class ScenarioHooks(ScenarioContext scenario, FeatureContext feature)
{
    private readonly Stopwatch _scenario = Stopwatch.StartNew();
    private readonly Stopwatch _step = new();

    private static EventLog Log => ValidationRun.Current.Log;

    [BeforeScenario(Order = 0)]
    public void Begin()
    {
        scenario.Identify(ValidationRun.Current.NextScenario());
        // Those that were waiting for their turn when somebody stopped the run never begin.
        if (ValidationRun.Current.Stopped)
            throw new OperationCanceledException("The run was stopped.");
        var (file, line) = Source.Of(scenario);
        Log.Write(new ScenarioStarted(Log.Now, scenario.Id(), feature.FeatureInfo.Title, Source.Title(scenario), file, line,
            [.. scenario.ScenarioInfo.CombinedTags], feature.FeatureInfo.Description ?? ""));
    }

    [BeforeStep(Order = 0)]
    public void BeginStep() => _step.Restart();

    [AfterStep(Order = int.MaxValue)]
    public void EndStep()
    {
        var step = scenario.StepContext.StepInfo;
        var failure = scenario.TestError;
        if (IsStop(failure))
            return;
        var (keyword, line) = Source.Step(scenario);
        Log.Write(new StepFinished(Log.Now, scenario.Id(), keyword, step.Text, line,
            StatusOf(failure), _step.Elapsed.TotalSeconds, failure?.Message, step.Table?.ToString() ?? step.MultilineText));
    }

    [AfterScenario(Order = int.MaxValue)]
    public void End()
    {
        if (IsStop(scenario.TestError))
            return;
        foreach (var (keyword, text, line, argument) in Source.NotBegun(scenario))
            Log.Write(new StepFinished(Log.Now, scenario.Id(), keyword, text, line, Status.Skipped, 0, null, argument));
        var failure = scenario.TestError;
        if (failure is ClaimException { Told: false } claim)
            Log.Write(scenario.Id(), claim.Verdict);
        Log.Write(new ScenarioFinished(Log.Now, scenario.Id(), StatusOf(failure), _scenario.Elapsed.TotalSeconds,
            failure is ClaimException or IgnoreException ? failure.Message : failure?.ToString()));
    }

    // A scenario that was stopped has not ended, and nothing broke: the report shows it as unfinished.
    private static bool IsStop(Exception? failure) => failure is OperationCanceledException && ValidationRun.Current.Stopped;

    private static Status StatusOf(Exception? failure) => failure switch
    {
        null => Status.Passed,
        ClaimException => Status.Failed,
        IgnoreException or InconclusiveException => Status.Skipped,
        AssertionException => Status.Failed,
        _ => Status.Broken,
    };
}
