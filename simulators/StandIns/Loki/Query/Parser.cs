using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Reads LogQL. Source: grafana.com/docs/loki/latest/query, and Loki's grammar for what its messages expect.</summary>
internal sealed partial class Parser
{
    private const string NoMatcher = "parse error : queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but app=~\".+\" will";
    private const int LongestQuery = 131_072;

    // Each level takes room on the stack, and a stack that is full ends the program. Five levels go to one pair of brackets.
    private const int Deepest = 1_000;
    private readonly string _query;
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(string query) => (_query, _tokens) = (query, Lexer.All(query));

    private Token Current => _tokens[_at];

    /// <summary>Reads a whole query.</summary>
    /// <exception cref="LogQlException">It is none, or has a part that this stand-in does not know.</exception>
    public static Expression Parse(string query)
    {
        if (Encoding.UTF8.GetByteCount(query) is var length and >= LongestQuery)
            throw new LogQlException($"parse error : input size too long ({length} > {LongestQuery})");
        var parser = new Parser(query);
        var expression = parser.Binary(0);
        return parser.Current.Kind == TokenKind.End ? expression : throw parser.Unexpected();
    }

    /// <summary>Reads a selector alone.</summary>
    /// <exception cref="LogQlException">It is none.</exception>
    public static ImmutableArray<Matcher> ParseSelector(string query)
    {
        var parser = new Parser(query);
        var matchers = parser.Selector();
        return parser.Current.Kind == TokenKind.End ? matchers : throw parser.Unexpected();
    }

    private LogExpression Logs()
    {
        if (Current.Is("("))
        {
            _at++;
            Deeper();
            var inner = Logs();
            _depth--;
            Take(")");
            return inner;
        }

        var selector = Selector();
        return selector.Any(m => !m.Fits((string?)null)) ? new LogExpression(selector, Pipeline()) : throw new LogQlException(NoMatcher);
    }

    private ImmutableArray<Matcher> Selector()
    {
        var matchers = ImmutableArray.CreateBuilder<Matcher>();
        Take("{");
        while (!Current.Is("}"))
        {
            if (matchers.Count > 0)
                Take(",");
            var name = Take(TokenKind.Identifier, matchers.Count == 0 ? "IDENTIFIER or }" : "IDENTIFIER").Text;
            if (!Current.Is("=") && !Current.Is("!=") && !Current.Is("=~") && !Current.Is("!~"))
                throw Unexpected("= or != or =~ or !~");
            var operation = _tokens[_at++].Text;
            matchers.Add(Compiled(() => new Matcher(name, operation, Take(TokenKind.Text, "STRING").Text)));
            if (!Current.Is("}") && !Current.Is(","))
                throw Unexpected("} or ,");
        }

        _at++;
        return matchers.ToImmutable();
    }

    private T Compiled<T>(Func<T> make)
    {
        var at = Current.At;
        try
        {
            return make();
        }
        catch (FormatException problem)
        {
            throw LogQlException.At(_query, at, problem.Message);
        }
    }

    private double Number()
    {
        var sign = 1;
        for (; Current.Is("-") || Current.Is("+"); _at++)
            sign = Current.Is("-") ? -sign : sign;
        return sign * double.Parse(Take(TokenKind.Number, "NUMBER").Text, CultureInfo.InvariantCulture);
    }

    private void Deeper()
    {
        if (++_depth > Deepest)
            throw Unknown("queries that are nested so deep");
    }

    private bool TakeIf(string text)
    {
        if (!Current.Is(text))
            return false;
        _at++;
        return true;
    }

    private void Take(string text)
    {
        if (!TakeIf(text))
            throw Unexpected(text);
    }

    private Token Take(TokenKind kind, string wanted) => Current.Kind == kind ? _tokens[_at++] : throw Unexpected(wanted);

    private LogQlException Unexpected(string? wanted = null) => LogQlException.At(_query, Current.At,
        wanted is null || _query.Length == 0 ? $"syntax error: unexpected {Current.Name}" : $"syntax error: unexpected {Current.Name}, expecting {wanted}");

    // Not what Loki would say: it knows it. An answer that is wrong would be worse than none.
    private LogQlException Unknown(string what) => LogQlException.At(_query, Current.At, $"the stand-in for Loki does not know {what}");
}
