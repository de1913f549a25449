using System.Runtime.CompilerServices;
using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>A series: a value, or none, at each step.</summary>
internal sealed record Series(Labels Labels, double?[] Values);

/// <summary>Evaluates a metric query at some times.</summary>
/// <param name="tenant">Whose lines.</param>
/// <param name="steps">The times, in order; at least one.</param>
internal sealed class MetricQuery(Tenant tenant, long[] steps)
{
    /// <summary>What it cost so far.</summary>
    public QueryCost Cost { get; private set; }

    /// <summary>The series with a value somewhere, in the order of their labels.</summary>
    public List<Series> Run(Expression expression) =>
        [.. Evaluate(expression).Where(s => Array.Exists(s.Values, v => v is not null)).OrderBy(s => s.Labels.Text, StringComparer.Ordinal)];

    // A sum of thousands of terms is a tree as deep: better refused than the end of the program.
    private List<Series> Evaluate(Expression expression) => !RuntimeHelpers.TryEnsureSufficientExecutionStack()
        ? throw RefusedException.BadRequest("the stand-in for Loki does not know queries that are nested so deep")
        : expression switch
    {
        RangeExpression range => OverTime(range, range.Grouping),
        // A sum of such samples is the same whether groups are made before or after: before needs no series a line.
        VectorExpression { Operation: "sum", Inner: RangeExpression { Grouping: null, Operation: "rate" or "count_over_time" or "bytes_over_time" or "bytes_rate" or "sum_over_time" } inner } sum =>
            OverTime(inner, sum.Grouping ?? Grouping.One),
        VectorExpression vector => Aggregation.Over(vector, Evaluate(vector.Inner), steps.Length),
        BinaryExpression binary => Both(binary),
        NumberExpression number => [new Series(Labels.Empty, [.. steps.Select(_ => (double?)number.Value)])],
        _ => throw new InvalidOperationException($"{expression.GetType().Name} is no metric query."),
    };

    private List<Series> OverTime(RangeExpression expression, Grouping? group)
    {
        var query = new RangeQuery(tenant, expression, group);
        var series = query.Run(steps);
        Cost = new QueryCost(Cost.Bytes + query.Bytes, Cost.Lines + query.Lines, Cost.Left + query.Left, 0);
        return series;
    }

    private List<Series> Both(BinaryExpression both)
    {
        if (both.Right is NumberExpression right)
            return [.. Evaluate(both.Left).Select(s => s with { Values = [.. s.Values.Select(v => One(both, v, right.Value, v))] })];
        if (both.Left is NumberExpression left)
            return [.. Evaluate(both.Right).Select(s => s with { Values = [.. s.Values.Select(v => One(both, left.Value, v, v))] })];
        var others = Evaluate(both.Right).ToDictionary(s => s.Labels.Text, StringComparer.Ordinal);
        return [.. Evaluate(both.Left).Where(s => others.ContainsKey(s.Labels.Text))
            .Select(s => s with { Values = [.. s.Values.Zip(others[s.Labels.Text].Values, (a, b) => One(both, a, b, a))] })];
    }

    // A comparison without "bool" keeps the value of the series where it is true.
    private static double? One(BinaryExpression both, double? left, double? right, double? kept)
    {
        if (left is not { } a || right is not { } b)
            return null;
        var value = Arithmetic.Apply(both.Operation, a, b);
        return !Arithmetic.IsComparison(both.Operation) || both.ReturnsBool ? value : value == 1 ? kept : null;
    }
}
