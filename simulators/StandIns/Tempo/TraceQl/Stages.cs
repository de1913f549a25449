namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary><c>select(…)</c>: puts attributes into the answer.</summary>
internal sealed record Selection(IReadOnlyList<Field> Fields) : Stage
{
    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => Fields.Select(f => (f, (Comparison?)null));

    /// <inheritdoc />
    public override IEnumerable<Spanset> Run(IEnumerable<Spanset> input) => input;
}

/// <summary><c>by(…)</c>: makes a spanset of every value.</summary>
internal sealed record Grouping(Expression By) : Stage
{
    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => By.Conditions();

    /// <inheritdoc />
    public override IEnumerable<Spanset> Run(IEnumerable<Spanset> input) =>
        from set in input
        from part in set.Spans.Select(s => (Span: s, Key: By.Of(s))).Where(s => s.Key.Type != TraceType.Nil)
            .GroupBy(s => (s.Key.Type, s.Key.ToString()))
        select new Spanset([.. part.Select(p => p.Span)], set.Attributes.Add(($"by({By})", part.First().Key)));
}

/// <summary><c>coalesce()</c>: makes one spanset of all.</summary>
internal sealed record Coalescing : Stage
{
    /// <inheritdoc />
    public override IEnumerable<Spanset> Run(IEnumerable<Spanset> input)
    {
        var spans = input.SelectMany(s => s.Spans).Distinct().OrderBy(s => s.Index).ToList();
        return spans.Count == 0 ? [] : [new Spanset(spans, [])];
    }
}

/// <summary><c>count() &gt; 2</c>, <c>avg(duration) &gt; 1s</c>: keeps spansets.</summary>
internal sealed record ScalarFilter(string Aggregate, Expression? Of, string Op, TraceValue Bound) : Stage
{
    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => Of?.Conditions() ?? [];

    /// <inheritdoc />
    public override IEnumerable<Spanset> Run(IEnumerable<Spanset> input)
    {
        foreach (var set in input)
        {
            var value = Value(set);
            var test = new Comparison(Op, new Constant(value), new Constant(Bound));
            if (value.Type != TraceType.Nil && test.Of(set.Spans[0]).IsTrue)
                yield return set with { Attributes = set.Attributes.Add(($"{Aggregate}({Of})", value)) };
        }
    }

    private TraceValue Value(Spanset set)
    {
        if (Of is null)
            return TraceValue.Of((long)set.Spans.Count);
        var values = set.Spans.Select(Of.Of).Where(v => v.IsNumber).ToList();
        if (values.Count == 0)
            return TraceValue.Nil;
        var value = Aggregate switch
        {
            "avg" => values.Average(v => v.Number),
            "min" => values.Min(v => v.Number),
            "max" => values.Max(v => v.Number),
            _ => values.Sum(v => v.Number),
        };
        return values[0].Type == TraceType.Duration ? TraceValue.OfNanoseconds((long)value)
            : values[0].Type == TraceType.Whole && Aggregate != "avg" ? TraceValue.Of((long)value) : TraceValue.Of(value);
    }
}

/// <summary>What a metrics query makes of its spans.</summary>
/// <param name="Name"><c>rate</c>, <c>count_over_time</c>, <c>min_over_time</c>, …</param>
/// <param name="Of">The field, where the function has one.</param>
/// <param name="Quantiles">Of <c>quantile_over_time</c>.</param>
/// <param name="By">What makes a series.</param>
internal sealed record MetricsStage(string Name, Field? Of, IReadOnlyList<double> Quantiles, IReadOnlyList<Field> By);

/// <summary>A query.</summary>
/// <param name="Stages">Its steps.</param>
/// <param name="Metrics">What it makes of the spans; null when it is a search.</param>
internal sealed record TraceQuery(IReadOnlyList<Stage> Stages, MetricsStage? Metrics)
{
    /// <summary>The fields that the query looks at.</summary>
    public IReadOnlyList<(Field Field, Comparison? Test)> Conditions { get; } = [.. Stages.SelectMany(s => s.Conditions())];

    /// <summary>The spansets of a trace that come out.</summary>
    public IReadOnlyList<Spanset> Run(TraceView trace)
    {
        IEnumerable<Spanset> sets = [new Spanset(trace.Spans, [])];
        foreach (var stage in Stages)
            sets = stage.Run(sets);
        return [.. sets];
    }
}
