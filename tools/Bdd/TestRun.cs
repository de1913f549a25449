using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Reqnroll;
using Validation.Bdd.Matching;
using Validation.Bdd.Running;

namespace Validation.Bdd;

/// <summary>One run of the features of an assembly. The generated set-up fixture begins and ends it.</summary>
[StackTraceHidden]
public static class TestRun
{
    private static readonly ConcurrentDictionary<Assembly, RunState> Running = new();

    /// <summary>Reads the bindings and runs the hooks before the run.</summary>
    /// <param name="features">The assembly of the features.</param>
    /// <param name="bindingAssemblies">Names of the assemblies with bindings, beside the features' own.</param>
    /// <exception cref="BindingException">A binding cannot work.</exception>
    public static async Task StartAsync(Assembly features, params string[] bindingAssemblies)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(bindingAssemblies);
        var registry = BindingRegistry.Of([features, .. bindingAssemblies.Select(Assembly.Load)]);
        registry.ThrowIfFaulty();
        var container = new ObjectContainer();
        container.RegisterInstanceAs<IReqnrollOutputHelper>(new NUnitOutput());
        var state = new RunState(registry, container);
        if (!Running.TryAdd(features, state))
            throw new InvalidOperationException($"A run of {features.GetName().Name} is under way already.");
        await HookRunner.RunAsync(registry, HookPoint.BeforeTestRun, container, Nowhere);
    }

    /// <summary>Runs the hooks after the run and disposes what lives as long as it.</summary>
    public static async Task StopAsync(Assembly features)
    {
        if (!Running.TryRemove(features, out var state))
            return;
        await using (state.Container)
        {
            await HookRunner.RunAsync(state.Registry, HookPoint.AfterTestRun, state.Container, Nowhere);
        }
    }

    internal static StepPlace Nowhere { get; } = new("", "", []);

    internal static RunState Of(Assembly features) => Running.TryGetValue(features, out var state)
        ? state
        : throw new InvalidOperationException($"No run of {features.GetName().Name} is under way: its set-up fixture has not run.");
}

internal sealed record RunState(BindingRegistry Registry, ObjectContainer Container);
