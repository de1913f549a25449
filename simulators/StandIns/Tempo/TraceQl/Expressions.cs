using System.Text.RegularExpressions;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>An expression over a span.</summary>
internal abstract record Expression
{
    /// <summary>Its type, as far as it is known without a span.</summary>
    public abstract TraceType Type { get; }

    /// <summary>Whether a field of a span or its trace is in it.</summary>
    public virtual bool UsesSpan => false;

    /// <summary>Its value.</summary>
    public abstract TraceValue Of(SpanView span);

    /// <summary>The comparisons of a field with a value in it, each on its own.</summary>
    public virtual IEnumerable<(Field Field, Comparison? Test)> Conditions() => [];
}

/// <summary>A value.</summary>
internal sealed record Constant(TraceValue Value) : Expression
{
    /// <inheritdoc />
    public override TraceType Type => Value.Type;

    /// <inheritdoc />
    public override TraceValue Of(SpanView span) => Value;

    /// <inheritdoc />
    public override string ToString() => Value.Type == TraceType.Text ? $"`{Value}`" : Value.ToString();
}

/// <summary>Not, or minus.</summary>
internal sealed record Unary(string Op, Expression Inner) : Expression
{
    /// <inheritdoc />
    public override TraceType Type => Op == "!" ? TraceType.Flag : Inner.Type;

    /// <inheritdoc />
    public override bool UsesSpan => Inner.UsesSpan;

    /// <inheritdoc />
    public override TraceValue Of(SpanView span) => (Op, Inner.Of(span)) switch
    {
        ("!", { Type: TraceType.Flag } v) => TraceValue.Of(!v.IsTrue),
        ("-", { Type: TraceType.Whole } v) => TraceValue.Of(-v.Whole),
        ("-", { Type: TraceType.Real } v) => TraceValue.Of(-v.Number),
        ("-", { Type: TraceType.Duration } v) => TraceValue.OfNanoseconds(-v.Whole),
        _ => TraceValue.Nil,
    };

    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => Inner.Conditions().Select(c => (c.Field, (Comparison?)null));

    /// <inheritdoc />
    public override string ToString() => $"{Op}{Inner}";
}

/// <summary>Whether a field is there.</summary>
internal sealed record Existence(Expression Inner, bool Wanted) : Expression
{
    /// <inheritdoc />
    public override TraceType Type => TraceType.Flag;

    /// <inheritdoc />
    public override bool UsesSpan => Inner.UsesSpan;

    /// <inheritdoc />
    public override TraceValue Of(SpanView span) => TraceValue.Of(Inner.Of(span).Type != TraceType.Nil == Wanted);

    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => Inner.Conditions();

    /// <inheritdoc />
    public override string ToString() => $"{Inner} {(Wanted ? "!=" : "=")} nil";
}

/// <summary>Both, or one of them.</summary>
internal sealed record Logic(bool IsAnd, Expression Left, Expression Right) : Expression
{
    /// <inheritdoc />
    public override TraceType Type => TraceType.Flag;

    /// <inheritdoc />
    public override bool UsesSpan => Left.UsesSpan || Right.UsesSpan;

    /// <inheritdoc />
    public override TraceValue Of(SpanView span) =>
        TraceValue.Of(IsAnd ? Left.Of(span).IsTrue && Right.Of(span).IsTrue : Left.Of(span).IsTrue || Right.Of(span).IsTrue);

    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => [.. Left.Conditions(), .. Right.Conditions()];

    /// <inheritdoc />
    public override string ToString() => $"({Left}) {(IsAnd ? "&&" : "||")} ({Right})";
}

/// <summary>A sum, difference, product, quotient, remainder or power.</summary>
internal sealed record Arithmetic(string Op, Expression Left, Expression Right) : Expression
{
    /// <inheritdoc />
    public override TraceType Type => Left.Type == TraceType.Attribute ? Right.Type : Left.Type;

    /// <inheritdoc />
    public override bool UsesSpan => Left.UsesSpan || Right.UsesSpan;

    /// <inheritdoc />
    public override TraceValue Of(SpanView span)
    {
        var (l, r) = (Left.Of(span), Right.Of(span));
        if (!l.IsNumber || !r.IsNumber)
            return TraceValue.Nil;
        if (l.Type == TraceType.Whole && r.Type == TraceType.Whole)
            return Whole(l.Whole, r.Whole);
        var value = Op switch
        {
            "+" => l.Number + r.Number,
            "-" => l.Number - r.Number,
            "*" => l.Number * r.Number,
            "/" => l.Number / r.Number,
            "%" => l.Number % r.Number,
            _ => Math.Pow(l.Number, r.Number),
        };
        return l.Type == TraceType.Duration || r.Type == TraceType.Duration ? TraceValue.OfNanoseconds((long)value) : TraceValue.Of(value);
    }

    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() =>
        [.. Left.Conditions().Concat(Right.Conditions()).Select(c => (c.Field, (Comparison?)null))];

    /// <inheritdoc />
    public override string ToString() => $"({Left}) {Op} ({Right})";

    private TraceValue Whole(long l, long r) => Op switch
    {
        "+" => TraceValue.Of(l + r),
        "-" => TraceValue.Of(l - r),
        "*" => TraceValue.Of(l * r),
        "/" or "%" when r == 0 => TraceValue.Nil,
        // As in Go: the smallest number divided by -1 is itself.
        "/" when r == -1 => TraceValue.Of(unchecked(-l)),
        "%" when r == -1 => TraceValue.Of(0L),
        "/" => TraceValue.Of(l / r),
        "%" => TraceValue.Of(l % r),
        _ => TraceValue.Of((long)Math.Pow(l, r)),
    };
}

/// <summary>A comparison. It is false when the two sides are of kinds that cannot be compared, also for <c>!=</c>.</summary>
internal sealed record Comparison(string Op, Expression Left, Expression Right) : Expression
{
    private readonly Regex? _pattern = Op is "=~" or "!~" && Right is Constant { Value: { Type: TraceType.Text } text } ? Patterns.Of(text.Text) : null;

    /// <inheritdoc />
    public override TraceType Type => TraceType.Flag;

    /// <inheritdoc />
    public override bool UsesSpan => Left.UsesSpan || Right.UsesSpan;

    /// <inheritdoc />
    public override TraceValue Of(SpanView span) => TraceValue.Of(Holds(Left.Of(span), Right.Of(span)));

    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => (Left, Right) switch
    {
        (Field field, Constant) => [(field, this)],
        (Constant, Field field) => [(field, this)],
        _ => [.. Left.Conditions().Concat(Right.Conditions()).Select(c => (c.Field, (Comparison?)null))],
    };

    /// <inheritdoc />
    public override string ToString() => $"{Left} {Op} {Right}";

    private bool Holds(TraceValue left, TraceValue right)
    {
        if (left.Type == TraceType.List)
            return Op is "!=" or "!~" ? left.Items.All(i => Holds(i, right)) : left.Items.Any(i => Holds(i, right));
        if (left.IsNumber && right.IsNumber)
            return Op == "=" ? Order(left, right) == 0 : Op == "!=" ? Order(left, right) != 0 : Ordered(Order(left, right));
        if (left.Type != right.Type || left.Type == TraceType.Nil)
            return false;
        return Op switch
        {
            "=" => left.Text == right.Text && left.Whole == right.Whole,
            "!=" => left.Text != right.Text || left.Whole != right.Whole,
            "=~" => _pattern?.IsMatch(left.Text) ?? false,
            "!~" => !(_pattern?.IsMatch(left.Text) ?? true),
            _ when left.Type == TraceType.Text => Ordered(string.CompareOrdinal(left.Text, right.Text)),
            _ => false,
        };
    }

    private static int Order(TraceValue l, TraceValue r) =>
        l.Type != TraceType.Real && r.Type != TraceType.Real ? l.Whole.CompareTo(r.Whole) : l.Number.CompareTo(r.Number);

    private bool Ordered(int order) => Op switch { ">" => order > 0, ">=" => order >= 0, "<" => order < 0, "<=" => order <= 0, _ => false };
}

/// <summary>Regular expressions, which must match a whole text.</summary>
internal static class Patterns
{
    /// <summary>Compiles one.</summary>
    /// <exception cref="TraceQlException">It is none.</exception>
    public static Regex Of(string text)
    {
        try
        {
            // By itself first: in brackets also "a)|(b" would be one.
            _ = new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return new Regex($@"\A(?:{text})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new TraceQlException($"invalid regex: `{text}`");
        }
    }
}
