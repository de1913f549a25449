using System.Collections.Immutable;

namespace Validation.Simulators.StandIns.Loki.Query;

internal sealed partial class Parser
{
    private static readonly string[] s_range =
    [
        "rate", "count_over_time", "bytes_over_time", "bytes_rate", "sum_over_time", "avg_over_time", "min_over_time", "max_over_time",
        "first_over_time", "last_over_time",
    ];

    private static readonly string[] s_unwraps = ["sum_over_time", "avg_over_time", "min_over_time", "max_over_time", "first_over_time", "last_over_time"];

    private static readonly string[] s_vector = ["sum", "avg", "min", "max", "count", "topk", "bottomk", "sort", "sort_desc"];

    private static readonly string[] s_unknown =
    [
        "rate_counter", "absent_over_time", "quantile_over_time", "stddev_over_time", "stdvar_over_time", "stddev", "stdvar", "approx_topk",
        "label_replace", "vector", "variants",
    ];

    // Operators from the loosest; all of a row bind to the left but the last.
    private static readonly string[][] s_operators = [["==", "!=", ">", ">=", "<", "<="], ["+", "-"], ["*", "/", "%"], ["^"]];

    private Expression Binary(int level)
    {
        Deeper();
        var expression = Operators(level);
        _depth--;
        return expression;
    }

    private Expression Operators(int level)
    {
        if (level == s_operators.Length)
            return Unary();
        var left = Binary(level + 1);
        while (Current.Kind == TokenKind.Sign && s_operators[level].Contains(Current.Text))
        {
            if (left is LogExpression)
                throw Unexpected();
            var operation = _tokens[_at++].Text;
            var returnsBool = level == 0 && TakeIf("bool");
            if (Current.Is("on") || Current.Is("ignoring"))
                throw Unknown(Current.Text);
            var right = Binary(operation == "^" ? level : level + 1);
            left = right is LogExpression ? throw Unexpected() : Folded(new BinaryExpression(operation, left, right, returnsBool));
        }

        return Current.Is("or") || Current.Is("and") || Current.Is("unless") ? throw Unknown($"\"{Current.Text}\" between series") : left;
    }

    private static Expression Folded(BinaryExpression both) => both is { Left: NumberExpression left, Right: NumberExpression right }
        ? new NumberExpression(Arithmetic.Apply(both.Operation, left.Value, right.Value))
        : both;

    private Expression Unary()
    {
        if (Current.Is("{"))
            return Logs();
        if (Current.Kind == TokenKind.Number || Current.Is("-") || Current.Is("+"))
            return new NumberExpression(Number());
        if (Current.Is("("))
            return Bracketed();
        if (Current.Kind != TokenKind.Identifier)
            throw Unexpected();
        var name = Current.Text;
        if (s_unknown.Contains(name))
            throw Unknown(name);
        if (!s_range.Contains(name) && !s_vector.Contains(name))
            throw Unexpected();
        _at++;
        return s_range.Contains(name) ? OverTime(name) : OverSeries(name);
    }

    private Expression Bracketed()
    {
        var start = _at;
        Take("(");
        var inner = Binary(0);
        Take(")");
        if (inner is not LogExpression)
            return inner;
        _at = start;
        return Logs();
    }

    private RangeExpression OverTime(string operation)
    {
        Take("(");
        var (logs, range, offset, unwrap) = Range();
        Take(")");
        if (s_unwraps.Contains(operation) && unwrap is null)
            throw new LogQlException($"parse error : invalid aggregation {operation} without unwrap");
        if (unwrap is not null && !s_unwraps.Contains(operation) && operation != "rate")
            throw new LogQlException($"parse error : invalid aggregation {operation} with unwrap");
        var grouping = Grouping();
        if (grouping is not null && operation is "rate" or "count_over_time" or "bytes_over_time" or "bytes_rate" or "sum_over_time" && grouping is not null)
            throw new LogQlException($"parse error : grouping not allowed for {operation} aggregation");
        return new RangeExpression(operation, logs, range, offset, unwrap, grouping, null);
    }

    // The range stands after the selector or after the pipeline.
    private (LogExpression Logs, TimeSpan Range, TimeSpan Offset, Unwrap? Unwrap) Range()
    {
        if (Current.Is("("))
        {
            var start = _at++;
            var (inner, unwrapped) = (Logs(), UnwrapStage());
            Take(")");
            if (Current.Kind == TokenKind.Range)
                return (inner, Span(Take(TokenKind.Range, "RANGE")), Offset(), unwrapped);
            _at = start + 1;
            Deeper();
            var range = Range();
            _depth--;
            Take(")");
            return range;
        }

        var logs = Logs();
        var unwrap = UnwrapStage();
        var span = Span(Take(TokenKind.Range, "RANGE"));
        var offset = Offset();
        logs = logs with { Pipeline = logs.Pipeline.AddRange(Pipeline()) };
        unwrap ??= UnwrapStage();
        return (logs, span, offset == TimeSpan.Zero ? Offset() : offset, unwrap);
    }

    private TimeSpan Offset()
    {
        if (!TakeIf("offset"))
            return TimeSpan.Zero;
        var negative = TakeIf("-");
        var span = Span(Take(TokenKind.Duration, "DURATION"));
        return negative ? -span : span;
    }

    private static TimeSpan Span(Token token) => StandIns.Config.GoDurations.TryParse(token.Text, out var span) ? span : throw new InvalidOperationException(token.Text);

    private VectorExpression OverSeries(string operation)
    {
        var grouping = Grouping();
        Take("(");
        double? parameter = null;
        if (operation is "topk" or "bottomk")
        {
            parameter = Number();
            Take(",");
        }

        var inner = Binary(0);
        if (inner is LogExpression)
            throw Unexpected();
        Take(")");
        return new VectorExpression(operation, inner, grouping ?? Grouping(), parameter);
    }

    private Grouping? Grouping()
    {
        if (!Current.Is("by") && !Current.Is("without"))
            return null;
        var without = _tokens[_at++].Text == "without";
        Take("(");
        var names = ImmutableArray.CreateBuilder<string>();
        while (!Current.Is(")"))
        {
            if (names.Count > 0)
                Take(",");
            names.Add(Take(TokenKind.Identifier, "IDENTIFIER").Text);
        }

        _at++;
        return new Grouping(without, names.ToImmutable());
    }
}
