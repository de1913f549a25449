using System.Diagnostics;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Running;

/// <summary>Runs the hooks of one point in their order. The first that throws ends it.</summary>
[StackTraceHidden]
internal static class HookRunner
{
    public static async Task RunAsync(BindingRegistry registry, HookPoint point, ObjectContainer container, StepPlace place)
    {
        foreach (var hook in registry.Hooks(point, place))
        {
            var arguments = hook.Method.GetParameters().Select(p => (object?)container.Resolve(p.ParameterType)).ToArray();
            await Awaiting.InvokeAsync(hook.Method, container, arguments);
        }
    }
}
