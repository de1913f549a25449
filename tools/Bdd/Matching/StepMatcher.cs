using System.Collections.Immutable;

namespace Validation.Bdd.Matching;

/// <summary>A definition that a step's text fits, and what it takes from the text.</summary>
internal sealed record Candidate(StepDefinition Definition, ImmutableArray<StepArgument> Arguments);

/// <summary>What came of looking for a step's binding.</summary>
/// <param name="Found">The binding, when there is exactly one.</param>
/// <param name="Rivals">The bindings that fit equally well, when there are several.</param>
/// <param name="Misfits">The bindings whose text fits and whose parameters do not, when no other fits.</param>
internal sealed record StepMatch(Candidate? Found, ImmutableArray<Candidate> Rivals, ImmutableArray<Candidate> Misfits)
{
    public bool IsAmbiguous => !Rivals.IsEmpty;

    public bool IsUndefined => Found is null && Rivals.IsEmpty && Misfits.IsEmpty;
}

/// <summary>Finds the bindings of steps. The build and the run use this one implementation.</summary>
internal sealed class StepMatcher : IEquatable<StepMatcher>
{
    private readonly BindingCatalog _catalog;
    private readonly ImmutableArray<(StepDefinition Definition, StepExpression Expression)> _definitions;

    public StepMatcher(BindingCatalog catalog)
    {
        _catalog = catalog;
        var types = catalog.Patterns();
        var faults = new List<BindingFault>(catalog.Faults);
        var definitions = ImmutableArray.CreateBuilder<(StepDefinition, StepExpression)>();
        foreach (var definition in catalog.Definitions)
        {
            try
            {
                definitions.Add((definition, StepExpression.Parse(definition.Expression, definition.Style, types)));
            }
            catch (BadExpressionException e)
            {
                faults.Add(new BindingFault(definition.Method, e.Message));
            }
        }

        _definitions = definitions.ToImmutable();
        Faults = [.. faults];
    }

    /// <summary>Bindings that cannot work, and why.</summary>
    public ImmutableArray<BindingFault> Faults { get; }

    public StepMatch Find(StepKind kind, string text, bool hasTable, bool hasDocString, StepPlace place)
    {
        var candidates = new List<Candidate>();
        foreach (var (definition, expression) in _definitions)
        {
            if ((definition.Kinds & kind) == 0 || (definition.Scopes.Count > 0 && !definition.Scopes.Any(s => s.Covers(place))))
                continue;
            if (expression.Match(text) is { } arguments)
                candidates.Add(new Candidate(definition, arguments));
        }

        var fitting = candidates.Where(c => Fits(c, hasTable, hasDocString)).ToImmutableArray();
        if (fitting.IsEmpty)
            return new StepMatch(null, [], [.. candidates]);
        var weight = fitting.Max(c => Weight(c.Definition, place));
        var best = fitting.Where(c => Weight(c.Definition, place) == weight).ToImmutableArray();
        return best.Length == 1 ? new StepMatch(best[0], [], []) : new StepMatch(null, best, []);
    }

    public bool Equals(StepMatcher? other) => other is not null && _catalog.Equals(other._catalog);

    public override bool Equals(object? obj) => Equals(obj as StepMatcher);

    public override int GetHashCode() => _catalog.GetHashCode();

    // A scoped binding goes before one without a scope, the one with more restrictions before the one with fewer.
    private static int Weight(StepDefinition definition, StepPlace place) =>
        definition.Scopes.Where(s => s.Covers(place)).Select(s => s.Weight).DefaultIfEmpty(0).Max();

    private static bool Fits(Candidate candidate, bool hasTable, bool hasDocString)
    {
        var shapes = candidate.Definition.Parameters;
        var texts = candidate.Arguments.Length;
        if (shapes.Count != texts + (hasTable || hasDocString ? 1 : 0))
            return false;
        for (var i = 0; i < texts; i++)
        {
            if (shapes[i] == ParameterShape.Table)
                return false;
        }

        return !(hasTable && shapes[texts] == ParameterShape.Text) && !(hasDocString && shapes[texts] == ParameterShape.Table);
    }
}
