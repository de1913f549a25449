namespace Validation.Simulators.StandIns.Tempo.TraceQl;

internal sealed partial class Parser
{
    private static readonly string[] s_comparisons = ["=", "!=", "<", "<=", ">", ">=", "=~", "!~"];

    private Expression Field()
    {
        var left = Compared();
        while (Here.Kind == TokenKind.Sign && Here.Text is "&&" or "||")
        {
            var op = Next().Text;
            left = Checked(op, left, Compared(), (l, r) => new Logic(op == "&&", l, r));
        }

        return left;
    }

    private Expression Compared()
    {
        var left = Summed();
        while (Here.Kind == TokenKind.Sign && s_comparisons.Contains(Here.Text))
        {
            var op = Next().Text;
            if (op is "=" or "!=" && Took("nil"))
                left = Exists(left, op == "!=");
            else
                left = Checked(op, left, Summed(), (l, r) => new Comparison(op, l, r));
        }

        return left;
    }

    private Expression Summed()
    {
        var left = Multiplied();
        while (Here.Kind == TokenKind.Sign && Here.Text is "+" or "-")
        {
            var op = Next().Text;
            left = Checked(op, left, Multiplied(), (l, r) => new Arithmetic(op, l, r));
        }

        return left;
    }

    private Expression Multiplied()
    {
        var left = Powered();
        while (Here.Kind == TokenKind.Sign && Here.Text is "*" or "/" or "%")
        {
            var op = Next().Text;
            left = Checked(op, left, Powered(), (l, r) => new Arithmetic(op, l, r));
        }

        return left;
    }

    private Expression Powered()
    {
        Deeper();
        var left = Single();
        var power = Took("^") ? Checked("^", left, Powered(), (l, r) => new Arithmetic("^", l, r)) : left;
        _depth--;
        return power;
    }

    private Expression Single()
    {
        if (Took("("))
        {
            var inner = Field();
            Take(")");
            return inner;
        }

        if (Here.Kind == TokenKind.Sign && Here.Text is "!" or "-")
            return new Unary(Next().Text, Powered());
        if (Here.Kind == TokenKind.Text)
            return new Constant(TraceValue.Of(Next().Text));
        if (Here.Kind == TokenKind.Value)
            return new Constant(Next().Value);
        if (Here.Kind == TokenKind.Sign && TraceValue.OfWord(Here.Text) is { } word)
        {
            _at++;
            return new Constant(word);
        }

        return Named() ?? throw Unexpected();
    }

    private List<Field> Fields()
    {
        var all = new List<Field>();
        do
        {
            all.Add(Named() ?? throw Unexpected());
        }
        while (Took(","));
        return all;
    }

    private Field? Named()
    {
        if (Here.Kind == TokenKind.Attribute)
        {
            if (Here.Scope == "parent.")
                throw new TraceQlException("parent not yet supported");
            return new Field(Here.Scope, Next().Text);
        }

        if (Here.Kind == TokenKind.Sign && TraceQl.Field.Intrinsic(Here.Text) is { } field)
        {
            _at++;
            return field;
        }

        return Is("nestedSetLeft") || Is("nestedSetRight") || Is("nestedSetParent") || Is("parent")
            ? throw new TraceQlException($"{Here.Text} not yet supported")
            : null;
    }

    private static Existence Exists(Expression inner, bool wanted) =>
        !wanted && inner is Field { IsIntrinsic: true } field
            ? throw new TraceQlException($"{field}=nil is not valid because intrinsics cannot be nil")
            : new Existence(inner, wanted);

    private static Expression Checked(string op, Expression left, Expression right, Func<Expression, Expression, Expression> make)
    {
        if (!Match(left.Type, right.Type))
            throw new TraceQlException($"binary operations must operate on the same type: {make(left, right)}");
        var isValid = op switch
        {
            "&&" or "||" => Either(left, right, t => t == TraceType.Flag),
            "=~" or "!~" => Either(left, right, t => t == TraceType.Text),
            "<" or "<=" or ">" or ">=" => Either(left, right, t => t is TraceType.Text || IsNumber(t)),
            "=" or "!=" => true,
            _ => Either(left, right, IsNumber),
        };
        return isValid ? make(left, right) : throw new TraceQlException($"illegal operation for the given types: {make(left, right)}");
    }

    private static bool Match(TraceType left, TraceType right) =>
        left == right || left == TraceType.Attribute || right == TraceType.Attribute || (IsNumber(left) && IsNumber(right));

    private static bool Either(Expression left, Expression right, Func<TraceType, bool> fits) =>
        (left.Type == TraceType.Attribute || fits(left.Type)) && (right.Type == TraceType.Attribute || fits(right.Type));

    private static bool IsNumber(TraceType type) => type is TraceType.Whole or TraceType.Real or TraceType.Duration;
}
