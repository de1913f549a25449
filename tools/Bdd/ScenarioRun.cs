using System.Collections.Immutable;
using System.Diagnostics;
using Reqnroll;
using Validation.Bdd.Matching;
using Validation.Bdd.Running;

namespace Validation.Bdd;

/// <summary>
/// One scenario, or one case of an outline. The generated test starts it, asks for each step in its line, and disposes it; an
/// exception of a step passes through the test's method, so its stack names the line of the feature.
/// </summary>
[StackTraceHidden]
public sealed class ScenarioRun : IAsyncDisposable
{
    private readonly BindingRegistry _registry;
    private readonly ObjectContainer _container;
    private readonly ScenarioContext _context;
    private readonly ScenarioSource _source;
    private readonly StepPlace _place;
    private readonly ImmutableArray<BoundStep> _steps;
    private readonly StepRunner _runner;
    private bool _blockIsOpen;

    internal ScenarioRun(FeaturePlan feature, ScenarioPlan scenario, string?[] values, BindingRegistry registry, ObjectContainer featureContainer,
        FeatureContext featureContext)
    {
        var facts = ScenarioFacts.Of(feature, scenario, values);
        _registry = registry;
        _container = new ObjectContainer(featureContainer);
        _context = new ScenarioContext(facts.Info, facts.Rule, _container);
        _source = facts.Source;
        _place = facts.Place;
        _steps = facts.Steps;
        _runner = new StepRunner(registry, _container, _context, featureContext, _place);
        _container.RegisterInstanceAs(_context);
        _container.RegisterInstanceAs(facts.Info);
        _container.RegisterInstanceAs(_source);
        _container.RegisterInstanceAs<IReqnrollOutputHelper>(new NUnitOutput());
    }

    /// <summary>Runs the hooks before the scenario.</summary>
    public Task StartAsync() => _runner.GuardAsync(() => HooksAsync(HookPoint.BeforeScenario));

    /// <summary>Runs a step with its hooks.</summary>
    /// <param name="index">Position in the scenario's steps, from 0.</param>
    public async Task StepAsync(int index)
    {
        var step = _steps[index];
        await _runner.GuardAsync(() => EnterBlockAsync((ScenarioBlock)((int)step.Info.StepDefinitionType + 1)));
        _source.Begin(index);
        await _runner.RunAsync(step.Info);
    }

    /// <summary>Runs the hooks after the scenario, whatever became of it, and disposes what the bindings used.</summary>
    /// <exception cref="AggregateException">The scenario failed, and then a hook failed too.</exception>
    public async ValueTask DisposeAsync()
    {
        var failed = _context.TestError;
        var errors = new List<Exception>();
        await CollectAsync(errors, CloseBlockAsync);
        await CollectAsync(errors, () => HooksAsync(HookPoint.AfterScenario));
        await CollectAsync(errors, async () => await _container.DisposeAsync());
        if (errors.Count == 0)
            return;
        // An exception that leaves here hides the one of the step, so it brings that one along.
        if (failed is not null)
            errors.Insert(0, failed);
        if (errors.Count == 1)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(errors[0]);
        throw new AggregateException(failed is null ? "Several hooks failed after the scenario." : "The scenario failed, and a hook after it too.", errors);
    }

    private async Task EnterBlockAsync(ScenarioBlock block)
    {
        if (_context.CurrentScenarioBlock == block)
            return;
        await CloseBlockAsync();
        _context.CurrentScenarioBlock = block;
        _blockIsOpen = true;
        await HooksAsync(HookPoint.BeforeScenarioBlock);
    }

    private async Task CloseBlockAsync()
    {
        if (!_blockIsOpen)
            return;
        _blockIsOpen = false;
        await HooksAsync(HookPoint.AfterScenarioBlock);
    }

    private Task HooksAsync(HookPoint point) => HookRunner.RunAsync(_registry, point, _container, _place);

    private async Task CollectAsync(List<Exception> errors, Func<Task> work)
    {
        try
        {
            await _runner.GuardAsync(work);
        }
        catch (Exception e)
        {
            errors.Add(e);
        }
    }
}
