namespace Validation.Bdd.Matching;

/// <summary>A binding that cannot work, and why.</summary>
internal sealed record BindingFault(string Method, string Message);

/// <summary>All bindings of some assemblies as plain data: equal catalogs bind the same steps.</summary>
/// <param name="Definitions">Every step attribute on every method.</param>
/// <param name="Types">Parameter types beside the built-in ones.</param>
/// <param name="Faults">What the reader of the assemblies found wrong.</param>
internal sealed record BindingCatalog(EquatableArray<StepDefinition> Definitions, EquatableArray<ParameterType> Types,
    EquatableArray<BindingFault> Faults)
{
    /// <summary>Several patterns of one name are alternatives.</summary>
    public IReadOnlyDictionary<string, string> Patterns() =>
        ParameterType.BuiltIn.Where(b => Types.All(t => t.Name != b.Name)).Concat(Types)
            .GroupBy(t => t.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count() == 1 ? g.First().Pattern : string.Join("|", g.Select(t => $"(?:{t.Pattern})")), StringComparer.Ordinal);
}
