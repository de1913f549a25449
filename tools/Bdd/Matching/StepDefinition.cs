namespace Validation.Bdd.Matching;

/// <summary>Where a binding applies; parts that are null do not restrict.</summary>
internal sealed record BindingScope(string? Tag, string? Feature, string? Scenario)
{
    /// <summary>How many restrictions it makes.</summary>
    public int Weight => (Tag is null ? 0 : 1) + (Feature is null ? 0 : 1) + (Scenario is null ? 0 : 1);

    public bool Covers(StepPlace place) =>
        (Tag is null || place.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase))
        && (Feature is null || string.Equals(Feature, place.Feature, StringComparison.OrdinalIgnoreCase))
        && (Scenario is null || string.Equals(Scenario, place.Scenario, StringComparison.OrdinalIgnoreCase));

    public static string WithoutAt(string tag) => tag.Length > 0 && tag[0] == '@' ? tag.Substring(1) : tag;
}

/// <summary>Where a step stands, as far as scopes ask.</summary>
internal sealed record StepPlace(string Feature, string Scenario, IReadOnlyCollection<string> Tags);

/// <summary>What a parameter of a binding takes.</summary>
internal enum ParameterShape
{
    /// <summary>A text, or what a text converts to.</summary>
    Text,

    /// <summary>A data table.</summary>
    Table,

    /// <summary>What a table or a text converts to by a transformation.</summary>
    Either,
}

/// <summary>One step attribute on one method.</summary>
/// <param name="Id">Position in the catalog: the same method has one for each attribute.</param>
/// <param name="Kinds">The steps it binds.</param>
/// <param name="Expression">The attribute's text.</param>
/// <param name="Style">How the text is read.</param>
/// <param name="Method">Type and method, for messages.</param>
/// <param name="Parameters">What the method's parameters take.</param>
/// <param name="Scopes">Where it applies; empty for everywhere. One of them is enough.</param>
internal sealed record StepDefinition(int Id, StepKind Kinds, string Expression, ExpressionStyle Style, string Method,
    EquatableArray<ParameterShape> Parameters, EquatableArray<BindingScope> Scopes)
{
    public override string ToString() => $"{Method} [{Kinds}(\"{Expression}\")]";
}
