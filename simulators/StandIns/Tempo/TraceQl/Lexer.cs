using System.Buffers;
using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>Cuts a query into tokens.</summary>
internal sealed class Lexer(string query)
{
    private static readonly string[] s_signs =
    [
        "&>>", "&<<", "!>>", "!<<", "&&", "||", "!=", "=~", "!~", ">=", "<=", ">>", "<<", "!>", "!<", "&~", "&>", "&<",
        "{", "}", "(", ")", ",", "=", ">", "<", "+", "-", "*", "/", "%", "^", "!", "|", "~",
    ];

    private static readonly string[] s_scopes = ["resource", "span", "parent", "event", "link", "instrumentation"];
    private static readonly string[] s_colons = ["trace", "span", "event", "link", "instrumentation"];
    private static readonly SearchValues<char> s_endOfAttribute = SearchValues.Create("{}()=~!<>&|^,+-*/%");
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>All tokens, the last of them the end.</summary>
    public static List<Token> All(string query)
    {
        var lexer = new Lexer(query);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        SkipSpace();
        if (_at == query.Length)
            return Make(TokenKind.End, "");
        var c = query[_at];
        if (c is '"' or '`')
            return Text(c);
        if (char.IsAsciiDigit(c))
            return Number();
        if (c == '.')
            return Attribute(".");
        if (char.IsLetter(c) || c == '_')
            return Word();
        var sign = s_signs.FirstOrDefault(s => query.AsSpan(_at).StartsWith(s, StringComparison.Ordinal));
        var token = Make(sign is null ? TokenKind.Identifier : TokenKind.Sign, sign ?? c.ToString());
        _at += token.Text.Length;
        return token;
    }

    private void SkipSpace()
    {
        for (; _at < query.Length && char.IsWhiteSpace(query[_at]); _at++)
        {
            if (query[_at] == '\n')
                (_line, _lineStart) = (_line + 1, _at + 1);
        }
    }

    private Token Text(char quote)
    {
        var token = Make(TokenKind.Text, "");
        var text = new StringBuilder();
        for (_at++; _at < query.Length && query[_at] != quote; _at++)
        {
            if (quote == '"' && query[_at] == '\\' && _at + 1 < query.Length)
                text.Append(query[++_at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '"' => '"', '\\' => '\\', _ => throw Error("invalid syntax", token) });
            else if (quote == '"' && query[_at] == '\n')
                throw Error("literal not terminated", token);
            else
                text.Append(query[_at]);
        }

        if (_at == query.Length)
            throw Error("literal not terminated", token);
        _at++;
        return token with { Text = text.ToString() };
    }

    private Token Number()
    {
        var token = Make(TokenKind.Value, "");
        var end = _at;
        while (end < query.Length && (char.IsAsciiLetterOrDigit(query[end]) || query[end] is '.' or 'µ'))
            end++;
        var text = query[_at..end];
        _at = end;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return token with { Value = TraceValue.Of(whole) };
        if (Config.GoDurations.TryParse(text, out _))
            return token with { Value = TraceValue.OfNanoseconds(Nanoseconds(text)) };
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? token with { Value = TraceValue.Of(real) }
            : throw Error("syntax error: unexpected IDENTIFIER", token);
    }

    private Token Word()
    {
        var end = _at;
        while (end < query.Length && (char.IsLetterOrDigit(query[end]) || query[end] == '_'))
            end++;
        var word = query[_at..end];
        var after = end < query.Length ? query[end] : ' ';
        if (after == '.' && s_scopes.Contains(word))
            return Attribute($"{word}.");
        if (after == ':' && s_colons.Contains(word))
        {
            var token = Make(TokenKind.Sign, "");
            _at = end + 1;
            while (_at < query.Length && char.IsLetterOrDigit(query[_at]))
                _at++;
            return token with { Text = query[(end - word.Length).._at] };
        }

        var made = Make(TraceQlWords.Knows(word) ? TokenKind.Sign : TokenKind.Identifier, word);
        _at = end;
        return made;
    }

    private Token Attribute(string scope)
    {
        var token = Make(TokenKind.Attribute, "") with { Scope = scope };
        _at += scope.Length;
        var name = new StringBuilder();
        while (_at < query.Length && !char.IsWhiteSpace(query[_at]) && !s_endOfAttribute.Contains(query[_at]))
        {
            if (query[_at] == '"')
                name.Append(Text('"').Text);
            else
                name.Append(query[_at++]);
        }

        return name.Length > 0
            ? token with { Text = name.ToString() }
            : throw Error("syntax error: unexpected END_ATTRIBUTE, expecting IDENTIFIER", Make(TokenKind.End, ""));
    }

    private Token Make(TokenKind kind, string text) => new(kind, text, _line, _at - _lineStart + 1);

    private static TraceQlException Error(string message, Token at) => new(message, at.Line, at.Column);

    // Exact, where a detour over a double number of seconds would not be.
    private static long Nanoseconds(string text)
    {
        var total = 0m;
        for (var i = 0; i < text.Length;)
        {
            var digits = i;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
                i++;
            var unit = i;
            while (i < text.Length && !char.IsAsciiDigit(text[i]))
                i++;
            total += decimal.Parse(text[digits..unit], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * text[unit..i] switch
            {
                "ns" => 1m,
                "us" or "µs" => 1_000m,
                "ms" => 1_000_000m,
                "s" => 1_000_000_000m,
                "m" => 60_000_000_000m,
                "h" => 3_600_000_000_000m,
                "d" => 86_400_000_000_000m,
                "w" => 604_800_000_000_000m,
                _ => 31_536_000_000_000_000m,
            };
        }

        return (long)total;
    }
}
