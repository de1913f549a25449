using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Reqnroll;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Running;

/// <summary>Reads the attributes of binding types. The build reads the same from the compiler's symbols.</summary>
internal sealed class BindingScan
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    private readonly List<StepDefinition> _definitions = [];
    private readonly List<MethodInfo> _steps = [];
    private readonly List<Hook> _hooks = [];
    private readonly List<Transformation> _transformations = [];
    private readonly List<BindingFault> _faults = [];

    public BindingScan(ImmutableArray<Assembly> assemblies)
    {
        var methods = assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsDefined(typeof(BindingAttribute), false))
            .OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(t => t.GetMethods(Public)).ToArray();
        foreach (var method in methods)
            AddTransformations(method);
        foreach (var method in methods)
            Add(method);
    }

    public ImmutableArray<MethodInfo> Steps => [.. _steps];

    public ImmutableArray<Hook> Hooks => [.. _hooks];

    public ImmutableArray<Transformation> Transformations => [.. _transformations.OrderBy(t => t.Order)];

    public BindingCatalog Catalog => new(_definitions.ToEquatable(), ParameterTypes().ToEquatable(), _faults.ToEquatable());

    private void AddTransformations(MethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes<StepArgumentTransformationAttribute>())
        {
            var returns = Awaiting.ResultOf(method.ReturnType);
            _transformations.Add(new Transformation(attribute.Name ?? returns.Name, attribute.Regex, attribute.Order, returns, method));
        }
    }

    private void Add(MethodInfo method)
    {
        ImmutableArray<BindingScope> scopes = [.. method.DeclaringType!.GetCustomAttributes<ScopeAttribute>().Concat(method.GetCustomAttributes<ScopeAttribute>())
            .Select(s => new BindingScope(s.Tag is null ? null : BindingScope.WithoutAt(s.Tag), s.Feature, s.Scenario))];
        foreach (var attribute in method.GetCustomAttributes<StepDefinitionBaseAttribute>())
        {
            var kinds = attribute.Types.Aggregate(StepKind.None, (all, t) => all | (StepKind)(1 << (int)t));
            _definitions.Add(new StepDefinition(_steps.Count, kinds, attribute.Expression, (ExpressionStyle)attribute.ExpressionType, Name(method),
                method.GetParameters().Select(p => Shape(p.ParameterType)).ToEquatable(), scopes));
            _steps.Add(method);
            CheckAwaitable(method);
        }

        foreach (var attribute in method.GetCustomAttributes<HookAttribute>())
        {
            ImmutableArray<BindingScope> all = [.. scopes, .. attribute.Tags.Select(t => new BindingScope(BindingScope.WithoutAt(t), null, null))];
            _hooks.Add(new Hook(attribute.Point, attribute.Order, method, all));
            CheckAwaitable(method);
            if (attribute.Point <= HookPoint.AfterFeature && !method.IsStatic)
                _faults.Add(new BindingFault(Name(method), $"a {attribute.Point} hook runs outside of every scenario, so its method must be static"));
        }
    }

    private void CheckAwaitable(MethodInfo method)
    {
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), false))
            _faults.Add(new BindingFault(Name(method), "an async method must return Task, else nobody waits for it"));
    }

    private ParameterShape Shape(Type type)
    {
        if (typeof(Table).IsAssignableFrom(type))
            return ParameterShape.Table;
        var made = _transformations.Where(t => type.IsAssignableFrom(t.Returns) && t.Method.GetParameters() is [var only] && typeof(Table).IsAssignableFrom(only.ParameterType));
        return made.Any() ? ParameterShape.Either : ParameterShape.Text;
    }

    private IEnumerable<ParameterType> ParameterTypes()
    {
        var custom = _transformations.Select(t => new ParameterType(t.Name, t.Pattern ?? ".*")).ToArray();
        var enums = _steps.SelectMany(s => s.GetParameters()).Select(p => Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType)
            .Where(t => t.IsEnum).Distinct()
            .SelectMany(t => new[] { t.Name, t.FullName!.Replace('+', '.') }.Distinct().Select(n => ParameterType.OfEnum(n, Enum.GetNames(t))))
            .Where(e => custom.All(c => c.Name != e.Name));
        return custom.Concat(enums).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Pattern, StringComparer.Ordinal);
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
