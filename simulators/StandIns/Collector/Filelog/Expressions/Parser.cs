using System.Globalization;
using Validation.Simulators.StandIns.Collector.Filelog.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Expressions;

/// <summary>Makes a tree of words. Weakest first: or, and, comparisons, + and -, not and signs, ??, members.</summary>
internal sealed class Parser
{
    private readonly IEnumerator<Token> _tokens;

    public Parser(IEnumerable<Token> tokens)
    {
        _tokens = tokens.GetEnumerator();
        _tokens.MoveNext();
    }

    private Token Now => _tokens.Current;

    public Node Whole()
    {
        var node = Or();
        return Now.Kind == TokenKind.End ? node : throw Unexpected();
    }

    private Node Or()
    {
        var left = And();
        while (Take("or") || Take("||"))
            left = new Both(left, And(), and: false);
        return left;
    }

    private Node And()
    {
        var left = Comparison();
        while (Take("and") || Take("&&"))
            left = new Both(left, Comparison(), and: true);
        return left;
    }

    private Node Comparison()
    {
        var left = Sum();
        while (Compare(left) is { } node)
            left = node;
        return left;
    }

    private Node? Compare(Node left)
    {
        // `a not in b`, `a not matches b`: the word before the operator turns it round.
        if (Take("not"))
            return new Not(Compare(left) ?? throw Unexpected());
        var name = Now.Text;
        if (Now.Kind is not (TokenKind.Sign or TokenKind.Word))
            return null;
        switch (name)
        {
            case "==" or "!=":
                Next();
                return new Equal(left, Sum(), name == "==");
            case "matches":
                Next();
                return new Matches(left, Re2.Compile(Sum() is Constant { Of: string pattern } ? pattern : throw new FormatException("matches wants a text on its right")));
            case "in":
                Next();
                return new Compared(left, Sum(), Rules.In);
        }

        var rule = name switch
        {
            "contains" => Rules.Texts(name, (a, b) => a.Contains(b, StringComparison.Ordinal)),
            "startsWith" => Rules.Texts(name, (a, b) => a.StartsWith(b, StringComparison.Ordinal)),
            "endsWith" => Rules.Texts(name, (a, b) => a.EndsWith(b, StringComparison.Ordinal)),
            "<" => Rules.Order(name, o => o < 0),
            "<=" => Rules.Order(name, o => o <= 0),
            ">" => Rules.Order(name, o => o > 0),
            ">=" => Rules.Order(name, o => o >= 0),
            _ => null,
        };
        if (rule is null)
            return null;
        Next();
        return new Compared(left, Sum(), rule);
    }

    private Node Sum()
    {
        var left = Unary();
        while (true)
        {
            if (Take("+"))
                left = new Made(left, Unary(), Rules.Plus);
            else if (Take("-"))
                left = new Made(left, Unary(), Rules.Minus);
            else
                return left;
        }
    }

    // `not` binds as tightly as `!`: the real language, too, reads `not a == b` as `(not a) == b`.
    private Node Unary()
    {
        if (Take("!") || Take("not"))
            return new Not(Unary());
        return Take("-") ? new Made(new Constant(0L), Unary(), Rules.Minus) : Coalesce();
    }

    private Node Coalesce()
    {
        var left = Members(Primary());
        while (Take("??"))
            left = new Made(left, Unary(), (a, b) => a ?? b());
        return left;
    }

    private Node Members(Node of)
    {
        while (true)
        {
            if (Take("."))
                of = new Member(of, new Constant(Word()), lenient: false);
            else if (Take("?."))
                of = new Member(of, new Constant(Word()), lenient: true);
            else if (Take("["))
            {
                of = new Member(of, Or(), lenient: false);
                Want("]");
            }
            else
                return of;
        }
    }

    private Node Primary()
    {
        var token = Now;
        Next();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new Constant(token.Text);
            case TokenKind.Number:
                return new Constant(Number(token.Text));
            case TokenKind.Word:
                return Named(token.Text);
            case TokenKind.Sign when token.Text == "(":
                var inside = Or();
                Want(")");
                return inside;
            case TokenKind.Sign when token.Text == "[":
                return List();
            default:
                throw new FormatException($"{token.Text} where a value must be");
        }
    }

    private Node Named(string name)
    {
        if (Now is { Kind: TokenKind.Sign, Text: "(" })
        {
            if (name != "len")
                throw new FormatException($"{name}() is a function that this stand-in does not have");
            Next();
            var of = Or();
            Want(")");
            return new Made(of, new Constant(null), Rules.Length);
        }

        return name switch
        {
            "nil" => new Constant(null),
            "true" => new Constant(true),
            "false" => new Constant(false),
            "body" or "$" => new Root(e => e.Body),
            "attributes" => new Root(e => e.Attributes),
            "resource" => new Root(e => e.Resource),
            _ => throw new FormatException($"{name} is a name that this stand-in does not know; it knows body, attributes and resource"),
        };
    }

    private Constant List()
    {
        var items = new List<object?>();
        while (!Take("]"))
        {
            items.Add(Unary() is Constant item ? item.Of : throw new FormatException("a list of something other than constants"));
            if (!Take(",") && Now.Text != "]")
                throw Unexpected();
        }

        return new Constant(items);
    }

    private static object Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var real) ? real
        : throw new FormatException($"{text} is not a number");

    private string Word()
    {
        var word = Now.Kind == TokenKind.Word ? Now.Text : throw Unexpected();
        Next();
        return word;
    }

    private bool Take(string text)
    {
        if (Now.Kind is not (TokenKind.Sign or TokenKind.Word) || Now.Text != text)
            return false;
        Next();
        return true;
    }

    private void Want(string text)
    {
        if (!Take(text))
            throw new FormatException($"{text} is missing before {Now.Text}");
    }

    private void Next() => _tokens.MoveNext();

    private FormatException Unexpected() => new($"{Now.Text} is not expected here");
}
