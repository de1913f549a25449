using System.Collections.Immutable;
using System.Reflection;
using Reqnroll;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Running;

/// <summary>A hook method at one point.</summary>
internal sealed record Hook(HookPoint Point, int Order, MethodInfo Method, ImmutableArray<BindingScope> Scopes);

/// <summary>A step argument transformation.</summary>
/// <param name="Name">The name in braces.</param>
/// <param name="Pattern">The texts it takes; null for any, whole.</param>
/// <param name="Order">Of several that fit, the lowest is used.</param>
/// <param name="Returns">What it makes, without the task around it.</param>
/// <param name="Method">The method.</param>
internal sealed record Transformation(string Name, string? Pattern, int Order, Type Returns, MethodInfo Method);

/// <summary>The bindings of some assemblies, by reflection.</summary>
internal sealed class BindingRegistry
{
    private readonly ImmutableArray<MethodInfo> _steps;
    private readonly ILookup<HookPoint, Hook> _hooks;

    private BindingRegistry(ImmutableArray<Assembly> assemblies)
    {
        var scan = new BindingScan(assemblies);
        Catalog = scan.Catalog;
        Matcher = new StepMatcher(Catalog);
        Transformations = scan.Transformations;
        _steps = scan.Steps;
        _hooks = scan.Hooks.OrderBy(h => h.Order).ToLookup(h => h.Point);
    }

    public BindingCatalog Catalog { get; }

    public StepMatcher Matcher { get; }

    public ImmutableArray<Transformation> Transformations { get; }

    /// <summary>Reads the bindings.</summary>
    public static BindingRegistry Of(IEnumerable<Assembly> assemblies) => new([.. assemblies.Distinct()]);

    /// <exception cref="BindingException">One of the bindings cannot work.</exception>
    public void ThrowIfFaulty()
    {
        if (!Matcher.Faults.IsEmpty)
            throw new BindingException("Bindings cannot be used: " + string.Join("; ", Matcher.Faults.Select(f => $"{f.Method}: {f.Message}")) + ".");
    }

    public MethodInfo MethodOf(StepDefinition definition) => _steps[definition.Id];

    /// <summary>The hooks that apply, in their order.</summary>
    public IEnumerable<Hook> Hooks(HookPoint point, StepPlace place) =>
        _hooks[point].Where(h => h.Scopes.IsEmpty || h.Scopes.Any(s => s.Covers(place)));
}
