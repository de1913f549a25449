using System.Collections.Immutable;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>Spans of one trace that go through a query together.</summary>
/// <param name="Spans">The spans.</param>
/// <param name="Attributes">What <c>by(...)</c> and aggregates found out about them all.</param>
internal sealed record Spanset(IReadOnlyList<SpanView> Spans, ImmutableArray<(string Name, TraceValue Value)> Attributes);

/// <summary>A step of a query.</summary>
internal abstract record Stage
{
    /// <summary>The fields that the step looks at, for the attributes of the answer.</summary>
    public virtual IEnumerable<(Field Field, Comparison? Test)> Conditions() => [];

    /// <summary>What comes out of spansets.</summary>
    public abstract IEnumerable<Spanset> Run(IEnumerable<Spanset> input);
}

/// <summary>A step that makes spans of spans.</summary>
internal abstract record SpansetExpression : Stage
{
    /// <inheritdoc />
    public override IEnumerable<Spanset> Run(IEnumerable<Spanset> input)
    {
        foreach (var set in input)
        {
            if (Select(set.Spans) is { Count: > 0 } spans)
                yield return set with { Spans = spans };
        }
    }

    /// <summary>The spans that stay.</summary>
    public abstract IReadOnlyList<SpanView> Select(IReadOnlyList<SpanView> spans);
}

/// <summary><c>{ … }</c>.</summary>
internal sealed record Filter(Expression Condition) : SpansetExpression
{
    /// <inheritdoc />
    public override IReadOnlyList<SpanView> Select(IReadOnlyList<SpanView> spans) => [.. spans.Where(s => Condition.Of(s).IsTrue)];

    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => Condition.Conditions();

    /// <summary>As a query has it.</summary>
    public override string ToString() => $"{{ {Condition} }}";
}

/// <summary><c>{ … } &amp;&amp; { … }</c>, <c>{ … } &gt;&gt; { … }</c> and their like.</summary>
internal sealed record Relation(string Op, SpansetExpression Left, SpansetExpression Right) : SpansetExpression
{
    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => [.. Left.Conditions(), .. Right.Conditions()];

    /// <inheritdoc />
    public override IReadOnlyList<SpanView> Select(IReadOnlyList<SpanView> spans)
    {
        var left = Left.Select(spans);
        var right = Right.Select(spans);
        switch (Op)
        {
            case "&&":
                return left.Count > 0 && right.Count > 0 ? Union(left, right) : [];
            case "||":
                return Union(left, right);
            default:
                break;
        }

        var sign = Op.TrimStart('!', '&');
        if (Op[0] == '!')
            return [.. right.Where(r => !left.Any(l => Related(sign, l, r)))];
        var found = Matches(sign, left, right);
        return Op[0] == '&' ? Union([.. left.Where(l => right.Any(r => Related(sign, l, r)))], found) : found;
    }

    private static IReadOnlyList<SpanView> Matches(string sign, IReadOnlyList<SpanView> left, IReadOnlyList<SpanView> right)
    {
        // The two that go up from the span on the right need no look at every pair.
        var known = left.ToHashSet();
        return sign switch
        {
            ">" => [.. right.Where(r => r.Parent is { } parent && known.Contains(parent))],
            ">>" => [.. right.Where(r => Ancestors(r).Any(known.Contains))],
            _ => [.. right.Where(r => left.Any(l => Related(sign, l, r)))],
        };
    }

    private static bool Related(string sign, SpanView left, SpanView right) => sign switch
    {
        ">" => right.Parent == left,
        ">>" => Ancestors(right).Contains(left),
        "<" => left.Parent == right,
        "<<" => Ancestors(left).Contains(right),
        _ => left != right && left.Parent is { } parent && right.Parent == parent,
    };

    private static IEnumerable<SpanView> Ancestors(SpanView span)
    {
        // A trace may have a loop of parents: no more steps than spans.
        var at = span.Parent;
        for (var steps = span.Trace.Spans.Count; at is not null && steps > 0; steps--)
        {
            yield return at;
            at = at.Parent;
        }
    }

    private static IReadOnlyList<SpanView> Union(IReadOnlyList<SpanView> left, IReadOnlyList<SpanView> right) =>
        [.. left.Concat(right).Distinct().OrderBy(s => s.Index)];
}
