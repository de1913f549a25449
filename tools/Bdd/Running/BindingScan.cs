using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Reqnroll;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Running;

/// <summary>Reads the attributes of binding types. The build reads the same from the compiler's symbols.</summary>
internal sealed class BindingScan
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static;

    private readonly List<StepDefinition> _definitions = [];
    private readonly List<MethodInfo> _steps = [];
    private readonly List<Hook> _hooks = [];
    private readonly List<Transformation> _transformations = [];
    private readonly List<BindingFault> _faults = [];

    public BindingScan(ImmutableArray<Assembly> assemblies)
    {
        var types = assemblies.SelectMany(a => a.GetTypes()).OrderBy(t => t.FullName, StringComparer.Ordinal)
            .ToLookup(t => t.IsDefined(typeof(BindingAttribute), false));
        var methods = types[true].SelectMany(t => t.GetMethods(BindingFlags.Public | Any)).ToArray();
        foreach (var method in methods)
            AddTransformations(method);
        foreach (var method in methods)
            Add(method);
        foreach (var type in types[true])
            AddLost(type, BindingFlags.NonPublic, "the method must be public, else it is not found");
        foreach (var type in types[false])
            AddLost(type, BindingFlags.Public | BindingFlags.NonPublic, "its type must be marked [Binding], else it is not found");
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
        ImmutableArray<BindingScope> scopes =
        [
            .. method.ReflectedType!.GetCustomAttributes<ScopeAttribute>().Concat(method.GetCustomAttributes<ScopeAttribute>())
                .Select(s => BindingScope.Of(s.Tag, s.Feature, s.Scenario)),
        ];
        foreach (var attribute in method.GetCustomAttributes<StepDefinitionBaseAttribute>())
        {
            var kinds = attribute.Types.Aggregate(StepKind.None, (all, t) => all | (StepKind)(1 << (int)t));
            var shapes = method.GetParameters().Select(p => Shape(p.ParameterType)).ToEquatable();
            var style = (ExpressionStyle)attribute.ExpressionType;
            _definitions.Add(new StepDefinition(_steps.Count, kinds, attribute.Expression, style, Name(method), shapes, scopes));
            _steps.Add(method);
            CheckAwaitable(method);
        }

        foreach (var attribute in method.GetCustomAttributes<HookAttribute>())
        {
            ImmutableArray<BindingScope> all = [.. scopes, .. attribute.Tags.Select(t => BindingScope.Of(t))];
            _hooks.Add(new Hook(attribute.Point, attribute.Order, method, all));
            CheckAwaitable(method);
            if (attribute.Point <= HookPoint.AfterFeature && !method.IsStatic)
                AddFault(method, $"a {attribute.Point} hook runs outside of every scenario, so its method must be static");
        }
    }

    private void AddLost(Type type, BindingFlags visible, string why)
    {
        var lost = type.GetMethods(visible | Any | BindingFlags.DeclaredOnly)
            .Where(m => m.IsDefined(typeof(StepDefinitionBaseAttribute), false) || m.IsDefined(typeof(HookAttribute), false));
        // A base class need not be marked when the classes made of it are.
        if (!type.IsAbstract || type.IsSealed)
            _faults.AddRange(lost.Select(m => new BindingFault(Name(m), why)));
    }

    private void CheckAwaitable(MethodInfo method)
    {
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), false))
            AddFault(method, "an async method must return Task, else nobody waits for it");
    }

    private void AddFault(MethodInfo method, string why) => _faults.Add(new BindingFault(Name(method), why));

    private ParameterShape Shape(Type type)
    {
        if (typeof(Table).IsAssignableFrom(type))
            return ParameterShape.Table;
        var fromTable = _transformations.Where(t => t.Method.GetParameters() is [var only] && typeof(Table).IsAssignableFrom(only.ParameterType));
        return fromTable.Any(t => type.IsAssignableFrom(t.Returns)) ? ParameterShape.Either : ParameterShape.Text;
    }

    private IEnumerable<ParameterType> ParameterTypes()
    {
        var custom = _transformations.Select(t => new ParameterType(t.Name, t.Pattern ?? ".*")).ToArray();
        var enums = _steps.SelectMany(s => s.GetParameters())
            .Select(p => Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType)
            .Where(t => t.IsEnum).Distinct()
            .SelectMany(t => new[] { t.Name, t.FullName!.Replace('+', '.') }.Distinct().Select(n => ParameterType.OfEnum(n, Enum.GetNames(t))))
            .Where(e => custom.All(c => c.Name != e.Name));
        return custom.Concat(enums).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Pattern, StringComparer.Ordinal);
    }

    private static string Name(MethodInfo method) => $"{method.ReflectedType!.Name}.{method.Name}";
}
