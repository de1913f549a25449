using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Validation.Bdd.Matching;

namespace Validation.Bdd.Generator;

/// <summary>The bindings that a compilation sees, and the referenced assemblies they are in. Holds no symbols.</summary>
internal sealed record BindingReading(BindingCatalog Catalog, EquatableArray<string> Assemblies);

/// <summary>Reads bindings from the compiler's symbols; the run reads the same by reflection.</summary>
internal sealed class SymbolCatalog
{
    private const string Surface = "Validation.Bdd";

    private readonly List<StepDefinition> _definitions = [];
    private readonly List<BindingFault> _faults = [];
    private readonly List<ParameterType> _types = [];
    private readonly List<ITypeSymbol> _fromTable = [];
    private readonly List<ITypeSymbol> _enums = [];

    public static BindingReading Read(Compilation compilation, CancellationToken cancellation)
    {
        var catalog = new SymbolCatalog();
        var referenced = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(a => a.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == Surface))).ToArray();
        var types = new[] { compilation.Assembly }.Concat(referenced).SelectMany(a => BindingTypes(a.GlobalNamespace, cancellation))
            .OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).ToArray();
        var methods = types.SelectMany(t => Methods(t).Select(m => (Type: t, Method: m))).ToArray();
        foreach (var (_, method) in methods)
            catalog.AddTransformations(method);
        foreach (var (type, method) in methods)
            catalog.Add(type, method);
        var with = types.Select(t => t.ContainingAssembly).Where(a => !SymbolEqualityComparer.Default.Equals(a, compilation.Assembly))
            .Select(a => a.Name).Distinct().OrderBy(n => n, StringComparer.Ordinal);
        return new BindingReading(new BindingCatalog(catalog._definitions.ToEquatable(), catalog.ParameterTypes().ToEquatable(), catalog._faults.ToEquatable()), with.ToEquatable());
    }

    private static IEnumerable<INamedTypeSymbol> BindingTypes(INamespaceOrTypeSymbol scope, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in scope.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner)
                continue;
            if (inner is INamedTypeSymbol type && type.GetAttributes().Any(a => Is(a.AttributeClass, "BindingAttribute")))
                yield return type;
            foreach (var nested in BindingTypes(inner, cancellation))
                yield return nested;
        }
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
        {
            foreach (var method in t.GetMembers().OfType<IMethodSymbol>().Where(m => m.DeclaredAccessibility == Accessibility.Public))
                yield return method;
        }
    }

    private void AddTransformations(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes().Where(a => Is(a.AttributeClass, "StepArgumentTransformationAttribute")))
        {
            var returns = ResultOf(method.ReturnType);
            var pattern = attribute.ConstructorArguments.Select(a => a.Value as string).FirstOrDefault();
            _types.Add(new ParameterType(Named(attribute, "Name") as string ?? returns.MetadataName, pattern ?? ".*"));
            if (method.Parameters.Length == 1 && IsTable(method.Parameters[0].Type))
                _fromTable.Add(returns);
        }
    }

    private void Add(INamedTypeSymbol type, IMethodSymbol method)
    {
        var name = $"{type.Name}.{method.Name}";
        var isHook = false;
        foreach (var attribute in method.GetAttributes())
        {
            var kinds = Kinds(attribute.AttributeClass);
            if (kinds != StepKind.None)
                AddStep(type, method, name, attribute, kinds);
            isHook |= kinds != StepKind.None || IsHook(attribute.AttributeClass);
            if (OutsideScenarios.FirstOrDefault(h => Is(attribute.AttributeClass, h + "Attribute")) is { } hook && !method.IsStatic)
                _faults.Add(new BindingFault(name, $"a {hook} hook runs outside of every scenario, so its method must be static"));
        }

        if (isHook && method.ReturnsVoid && (method.IsAsync || method.GetAttributes().Any(a => a.AttributeClass?.Name == "AsyncStateMachineAttribute")))
            _faults.Add(new BindingFault(name, "an async method must return Task, else nobody waits for it"));
    }

    private void AddStep(INamedTypeSymbol type, IMethodSymbol method, string name, AttributeData attribute, StepKind kinds)
    {
        var expression = attribute.ConstructorArguments.Select(a => a.Value as string).FirstOrDefault() ?? "";
        var style = Named(attribute, "ExpressionType") is int chosen ? (ExpressionStyle)chosen : ExpressionStyle.Detected;
        var scopes = type.GetAttributes().Concat(method.GetAttributes()).Where(a => Is(a.AttributeClass, "ScopeAttribute"))
            .Select(a => new BindingScope(Named(a, "Tag") is string tag ? BindingScope.WithoutAt(tag) : null, Named(a, "Feature") as string, Named(a, "Scenario") as string));
        _enums.AddRange(method.Parameters.Select(p => Underlying(p.Type)).Where(t => t.TypeKind == TypeKind.Enum));
        _definitions.Add(new StepDefinition(_definitions.Count, kinds, expression, style, name,
            method.Parameters.Select(p => Shape(p.Type)).ToEquatable(), scopes.ToEquatable()));
    }

    private static readonly ImmutableArray<string> OutsideScenarios = ["BeforeTestRun", "AfterTestRun", "BeforeFeature", "AfterFeature"];

    private static StepKind Kinds(INamedTypeSymbol? attribute) => attribute switch
    {
        _ when Is(attribute, "GivenAttribute") => StepKind.Given,
        _ when Is(attribute, "WhenAttribute") => StepKind.When,
        _ when Is(attribute, "ThenAttribute") => StepKind.Then,
        _ when Is(attribute, "StepDefinitionAttribute") => StepKind.Any,
        _ => StepKind.None,
    };

    private static bool IsHook(INamedTypeSymbol? attribute)
    {
        for (var t = attribute; t is not null; t = t.BaseType)
        {
            if (Is(t, "HookAttribute"))
                return true;
        }

        return false;
    }

    private ParameterShape Shape(ITypeSymbol type) =>
        IsTable(type) ? ParameterShape.Table : _fromTable.Any(r => IsAssignable(r, type)) ? ParameterShape.Either : ParameterShape.Text;

    private static bool IsTable(ITypeSymbol type) => Is(type as INamedTypeSymbol, "DataTable") || Is(type as INamedTypeSymbol, "Table");

    private static bool IsAssignable(ITypeSymbol from, ITypeSymbol to)
    {
        for (var t = from; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t, to))
                return true;
        }

        return from.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i, to));
    }

    private IEnumerable<ParameterType> ParameterTypes()
    {
        var enums = _enums.Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)
            .SelectMany(t => new[] { t.Name, t.ToDisplayString() }.Distinct()
                .Select(n => ParameterType.OfEnum(n, t.GetMembers().OfType<IFieldSymbol>().Where(f => f.IsConst).Select(f => f.Name))))
            .Where(e => _types.All(c => c.Name != e.Name));
        return _types.Concat(enums).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Pattern, StringComparer.Ordinal);
    }

    private static ITypeSymbol ResultOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1, Name: "Task" or "ValueTask" } task ? task.TypeArguments[0] : type;

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool Is(INamedTypeSymbol? type, string name) =>
        type is not null && type.Name == name && type.ContainingNamespace is { Name: "Reqnroll", ContainingNamespace.IsGlobalNamespace: true };

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.Where(a => a.Key == name).Select(a => a.Value.Value).FirstOrDefault();
}
