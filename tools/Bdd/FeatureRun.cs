using System.Diagnostics;
using System.Reflection;
using Reqnroll;
using Validation.Bdd.Matching;
using Validation.Bdd.Running;

namespace Validation.Bdd;

/// <summary>One feature of a run. Each generated fixture has one; its scenarios may run at the same time.</summary>
/// <param name="plan">What the generator knows of it.</param>
/// <param name="features">The assembly of the features.</param>
[StackTraceHidden]
public sealed class FeatureRun(FeaturePlan plan, Assembly features)
{
    private State? _state;

    /// <summary>Runs the hooks before the feature.</summary>
    public async Task StartAsync()
    {
        var run = TestRun.Of(features);
        var container = new ObjectContainer(run.Container);
        var folder = plan.File.LastIndexOf('/') is var at and > 0 ? plan.File[..at] : "";
        var info = new FeatureInfo(plan.Title, plan.Description, plan.Language, folder, plan.Tags);
        var context = new FeatureContext(info, container);
        container.RegisterInstanceAs(context);
        container.RegisterInstanceAs(info);
        _state = new State(run, container, context);
        await HookRunner.RunAsync(run.Registry, HookPoint.BeforeFeature, container, Place);
    }

    /// <summary>Runs the hooks after the feature and disposes what lives as long as it.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _state, null) is not { } state)
            return;
        await using (state.Container)
        {
            await HookRunner.RunAsync(state.Run.Registry, HookPoint.AfterFeature, state.Container, Place);
        }
    }

    /// <summary>A scenario that is about to run. Disposing it ends it.</summary>
    /// <param name="scenario">What the generator knows of it.</param>
    /// <param name="values">The values of the example row, in the order of the outline's columns; null where the row has no such column.</param>
    public ScenarioRun Begin(ScenarioPlan scenario, params string?[] values)
    {
        var state = _state ?? throw new InvalidOperationException($"The feature \"{plan.Title}\" has not been started.");
        return new ScenarioRun(plan, scenario, values, state.Run.Registry, state.Container, state.Context);
    }

    private StepPlace Place => new(plan.Title, "", plan.Tags);

    private sealed record State(RunState Run, ObjectContainer Container, FeatureContext Context);
}
