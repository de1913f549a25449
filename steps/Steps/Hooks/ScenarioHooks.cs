using System.Diagnostics;
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
        var (file, line) = Source.Of(scenario);
        Log.Write(new ScenarioStarted(Log.Now, scenario.Id(), feature.FeatureInfo.Title, Title, file, line,
            [.. scenario.ScenarioInfo.CombinedTags], feature.FeatureInfo.Description ?? ""));
    }

    [BeforeStep(Order = 0)]
    public void BeginStep() => _step.Restart();

    [AfterStep(Order = int.MaxValue)]
    public void EndStep()
    {
        var step = scenario.StepContext.StepInfo;
        var failure = scenario.TestError;
        Log.Write(new StepFinished(Log.Now, scenario.Id(), step.StepDefinitionType.ToString(), step.Text, Source.StepLine(scenario),
            StatusOf(failure), _step.Elapsed.TotalSeconds, failure?.Message, step.Table?.ToString() ?? step.MultilineText));
    }

    [AfterScenario(Order = int.MaxValue)]
    public void End()
    {
        var failure = scenario.TestError;
        Log.Write(new ScenarioFinished(Log.Now, scenario.Id(), StatusOf(failure), _scenario.Elapsed.TotalSeconds,
            failure is ClaimException or IgnoreException ? failure.Message : failure?.ToString()));
    }

    // The title of an outline is the same for all its cases: the test's own name has the arguments.
    private string Title => scenario.ScenarioInfo.Arguments is { Count: > 0 } ? TestContext.CurrentContext.Test.Name : scenario.ScenarioInfo.Title;

    private static Status StatusOf(Exception? failure) => failure switch
    {
        null => Status.Passed,
        ClaimException => Status.Failed,
        IgnoreException or InconclusiveException => Status.Skipped,
        AssertionException => Status.Failed,
        _ => Status.Broken,
    };
}
