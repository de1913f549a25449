using System.Collections.Immutable;
using System.Reflection;
using Validation.Bdd.Features;
using Validation.Bdd.Matching;
using Validation.Bdd.Running;

namespace Validation.Bdd;

/// <summary>Which bindings there are, and which of them features use. Made for tests that keep both in step.</summary>
public sealed class StepInventory
{
    private readonly BindingRegistry _registry;

    private StepInventory(BindingRegistry registry)
    {
        _registry = registry;
        Bindings = [.. registry.Catalog.Definitions.Select(Binding)];
        Faults = [.. registry.Matcher.Faults.Select(f => $"{f.Method}: {f.Message}")];
    }

    /// <summary>Every step attribute on every method.</summary>
    public ImmutableArray<StepBinding> Bindings { get; }

    /// <summary>Bindings that cannot work, each with the reason.</summary>
    public ImmutableArray<string> Faults { get; }

    /// <summary>The bindings of some assemblies.</summary>
    public static StepInventory Of(params Assembly[] assemblies) => new(BindingRegistry.Of(assemblies));

    /// <summary>Holds features against the bindings.</summary>
    public StepUsage Usage(IEnumerable<FeatureText> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var used = new Dictionary<int, List<StepUse>>();
        var unbound = new List<UnboundStep>();
        foreach (var text in features)
        {
            var file = FeatureReader.Read(text.Path, text.Content);
            unbound.AddRange(file.Problems.Select(p => new UnboundStep(new StepUse(text.Path, p.Line, ""), p.Id, p.Message)));
            foreach (var step in file.Feature is { } feature ? FeatureSteps.Of(feature).DistinctBy(s => (s.Model.Line, s.Text)) : [])
                Sort(step, new StepUse(text.Path, step.Model.Line, step.Text), used, unbound);
        }

        return new StepUsage(
            [.. Bindings.Where(b => used.ContainsKey(b.Id)).Select(b => new UsedBinding(b, [.. used[b.Id]]))],
            [.. Bindings.Where(b => !used.ContainsKey(b.Id))],
            [.. unbound]);
    }

    private void Sort(FeatureStep step, StepUse use, Dictionary<int, List<StepUse>> used, List<UnboundStep> unbound)
    {
        if (StepCheck.Problem(step, _registry.Matcher, out var found) is { } problem)
            unbound.Add(new UnboundStep(use, problem.Id, problem.Message));
        else if (used.TryGetValue(found!.Definition.Id, out var uses))
            uses.Add(use);
        else
            used.Add(found.Definition.Id, [use]);
    }

    private StepBinding Binding(StepDefinition definition) =>
        new(definition.Id, definition.Kinds.ToString(), definition.Expression, _registry.MethodOf(definition));
}
