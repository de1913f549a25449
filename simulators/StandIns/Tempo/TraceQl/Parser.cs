namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>
/// Reads TraceQL: filters with all their operators, operators between filters, <c>by</c>, <c>select</c>, <c>coalesce</c>, aggregates
/// that are compared with a value, and the metrics functions. Source: the grammar in grafana/tempo, pkg/traceql/expr.y.
/// </summary>
internal sealed partial class Parser
{
    private static readonly string[] s_structure = [">", ">>", "<", "<<", "~", "!>", "!>>", "!<", "!<<", "!~", "&>", "&>>", "&<", "&<<", "&~"];
    private static readonly string[] s_aggregates = ["count", "avg", "min", "max", "sum"];

    // Each level takes room on the stack, here and when the query is run, and a stack that is full ends the program.
    private const int Deepest = 250;
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(string query) => _tokens = Lexer.All(query);

    private Token Here => _tokens[_at];

    /// <summary>Reads a query.</summary>
    /// <exception cref="TraceQlException">It is not TraceQL, or not the part of it that the stand-in knows.</exception>
    public static TraceQuery Parse(string query)
    {
        var parser = new Parser(query);
        var parsed = parser.Query();
        return parser.Here.Kind == TokenKind.End ? parsed : throw parser.Unexpected();
    }

    /// <summary>Reads one field: <c>resource.service.name</c>, <c>.foo</c>, <c>name</c>.</summary>
    /// <exception cref="TraceQlException">It is none.</exception>
    public static Field ParseField(string name)
    {
        var parser = new Parser(name);
        var field = parser.Named() ?? throw parser.Unexpected();
        return parser.Here.Kind == TokenKind.End ? field : throw parser.Unexpected();
    }

    private TraceQuery Query()
    {
        var stages = new List<Stage>();
        MetricsStage? metrics = null;
        do
        {
            if (stages.Count > 0 && IsMetrics())
                metrics = Metrics();
            else
                stages.Add(Stage(stages.Count == 0));
        }
        while (metrics is null && Took("|"));
        if (Took("with"))
            Hints();
        return new TraceQuery(stages, metrics);
    }

    private Stage Stage(bool first)
    {
        if (Took("by"))
            return new Grouping(InParentheses(Field));
        if (Took("select"))
            return new Selection(InParentheses(Fields));
        if (!first && Took("coalesce"))
        {
            Take("(");
            Take(")");
            return new Coalescing();
        }

        return s_aggregates.Contains(Here.Text) && Here.Kind == TokenKind.Sign ? Scalar() : Spansets();
    }

    // "&&" and "||" bind equally and less than the operators of structure; all from left to right.
    private SpansetExpression Spansets()
    {
        var left = Structure();
        while (Here.Kind == TokenKind.Sign && Here.Text is "&&" or "||")
        {
            var op = Next().Text;
            left = new Relation(op, left, Structure());
        }

        return left;
    }

    private SpansetExpression Structure()
    {
        var left = Spanset();
        while (Here.Kind == TokenKind.Sign && s_structure.Contains(Here.Text))
        {
            var op = Next().Text;
            left = new Relation(op, left, Spanset());
        }

        return left;
    }

    private SpansetExpression Spanset()
    {
        if (Took("("))
        {
            Deeper();
            var inner = Spansets();
            _depth--;
            Take(")");
            return inner;
        }

        Take("{");
        if (Took("}"))
            return new Filter(new Constant(TraceValue.Of(true)));
        var condition = Field();
        Take("}");
        return condition.Type is TraceType.Attribute or TraceType.Flag
            ? new Filter(condition)
            : throw new TraceQlException($"span filter field expressions must resolve to a boolean: {{ {condition} }}");
    }

    private ScalarFilter Scalar()
    {
        var name = Next().Text;
        Take("(");
        Expression? of = null;
        if (name != "count")
        {
            of = Field();
            if (of.Type is not (TraceType.Attribute or TraceType.Whole or TraceType.Real or TraceType.Duration))
                throw new TraceQlException($"aggregate field expressions must resolve to a number type: {name}({of})");
        }

        Take(")");
        var op = Here.Kind == TokenKind.Sign && Here.Text is "=" or "!=" or "<" or "<=" or ">" or ">=" ? Next().Text : throw Unexpected();
        var sign = Took("-");
        var value = Here.Kind == TokenKind.Value ? Next().Value : throw Unexpected();
        return new ScalarFilter(name, of, op, sign ? new Unary("-", new Constant(value)).Of(null!) : value);
    }

    private void Deeper()
    {
        if (++_depth > Deepest)
            throw new TraceQlException("the stand-in for Tempo does not know queries that are nested so deep");
    }

    private Token Next() => _tokens[_at++];

    private bool Is(string sign) => Here.Kind == TokenKind.Sign && Here.Text == sign;

    private bool Took(string sign)
    {
        if (!Is(sign))
            return false;
        _at++;
        return true;
    }

    private void Take(string sign)
    {
        if (!Took(sign))
            throw Unexpected();
    }

    private T InParentheses<T>(Func<T> read)
    {
        Take("(");
        var value = read();
        Take(")");
        return value;
    }

    private TraceQlException Unexpected() => new($"syntax error: unexpected {Here.Called}", Here.Line, Here.Column);
}
