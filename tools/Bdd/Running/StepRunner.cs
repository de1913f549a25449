using System.Diagnostics;
using NUnit.Framework;
using Reqnroll;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Running;

/// <summary>Finds the binding of a step, calls it, and keeps the books of the scenario's context.</summary>
[StackTraceHidden]
internal sealed class StepRunner(BindingRegistry registry, ObjectContainer container, ScenarioContext context, FeatureContext feature, StepPlace place)
{
    private readonly ArgumentConverter _converter = new(registry, container);

    public async Task RunAsync(StepInfo step)
    {
        var current = new ScenarioStepContext(step);
        context.CurrentStep = current;
        try
        {
            await GuardAsync(() => HookRunner.RunAsync(registry, HookPoint.BeforeStep, container, place));
            await GuardAsync(() => CallAsync(step));
        }
        catch (Exception e)
        {
            current.TestError = e;
            current.Status = StatusOf(e);
            await AfterFailureAsync(e);
            throw;
        }

        await GuardAsync(AfterAsync);
    }

    /// <summary>Does a part of the scenario; its first error becomes the scenario's.</summary>
    public async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            if (context.TestError is null)
            {
                context.TestError = e;
                context.ScenarioExecutionStatus = StatusOf(e);
                feature.TestError ??= e;
            }

            throw;
        }
    }

    private Task AfterAsync() => HookRunner.RunAsync(registry, HookPoint.AfterStep, container, place);

    private async Task AfterFailureAsync(Exception failed)
    {
        try
        {
            await AfterAsync();
        }
        catch (Exception e)
        {
            throw new AggregateException("The step failed, and a hook after it too.", failed, e);
        }
    }

    private async Task CallAsync(StepInfo step)
    {
        var candidate = Find(step);
        var method = registry.MethodOf(candidate.Definition);
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < candidate.Arguments.Length; i++)
            arguments[i] = await _converter.ConvertAsync(candidate.Arguments[i].Text, parameters[i].ParameterType, candidate.Arguments[i].Type);
        if (((object?)step.Table ?? step.MultilineText) is { } last)
            arguments[^1] = await _converter.ConvertAsync(last, parameters[^1].ParameterType);
        await Awaiting.InvokeAsync(method, container, arguments);
    }

    // The build has refused such steps already; this is for assemblies that were exchanged after it.
    private Candidate Find(StepInfo step)
    {
        var kind = (StepKind)(1 << (int)step.StepDefinitionType);
        var match = registry.Matcher.Find(kind, step.Text, step.Table is not null, step.MultilineText is not null, place);
        if (match.Found is { } found)
            return found;
        if (match.IsAmbiguous)
            throw new AmbiguousBindingException(StepMessages.Ambiguous(step.Text, match));
        throw match.IsUndefined
            ? new MissingStepDefinitionException(StepMessages.Undefined(kind, step.Text, step.Table is not null, step.MultilineText is not null))
            : new BindingException(StepMessages.Misfit(step.Text, match, step.Table is not null, step.MultilineText is not null));
    }

    private static ScenarioExecutionStatus StatusOf(Exception e) => e switch
    {
        PendingStepException => ScenarioExecutionStatus.StepDefinitionPending,
        MissingStepDefinitionException => ScenarioExecutionStatus.UndefinedStep,
        BindingException => ScenarioExecutionStatus.BindingError,
        IgnoreException or InconclusiveException => ScenarioExecutionStatus.Skipped,
        _ => ScenarioExecutionStatus.TestError,
    };
}
