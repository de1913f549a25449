using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Cuts LogQL into tokens.</summary>
internal sealed class Lexer(string query)
{
    private static readonly string[] s_signs =
        ["|=", "|~", "|>", "!>", "!=", "!~", "=~", "==", ">=", "<=", "{", "}", "(", ")", ",", "=", "|", ">", "<", "+", "-", "*", "/", "%", "^", "."];

    private int _at;

    public static List<Token> All(string query)
    {
        var (lexer, tokens) = (new Lexer(query), new List<Token>());
        do
            tokens.Add(lexer.Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (_at < query.Length && (char.IsWhiteSpace(query[_at]) || query[_at] == '#'))
            _at = query[_at] == '#' ? EndOfLine() : _at + 1;
        if (_at == query.Length)
            return new Token(TokenKind.End, "", _at);
        var (start, letter) = (_at, query[_at]);
        if (letter is '"' or '`')
            return new Token(TokenKind.Text, letter == '"' ? Quoted() : Raw(), start);
        if (letter == '_' || char.IsAsciiLetter(letter))
            return new Token(TokenKind.Identifier, While(c => c == '_' || char.IsAsciiLetterOrDigit(c)), start);
        if (char.IsAsciiDigit(letter))
            return Number(start);
        if (letter == '[')
            return Range(start);
        var sign = Array.Find(s_signs, s => query.AsSpan(_at).StartsWith(s, StringComparison.Ordinal))
            ?? throw LogQlException.At(query, start, $"syntax error: unexpected character '{letter}'");
        _at += sign.Length;
        return new Token(TokenKind.Sign, sign, start);
    }

    private int EndOfLine() => query.IndexOf('\n', _at) is >= 0 and var end ? end : query.Length;

    private string While(Func<char, bool> part)
    {
        var start = _at;
        while (_at < query.Length && part(query[_at]))
            _at++;
        return query[start.._at];
    }

    private Token Number(int start)
    {
        var text = While(c => char.IsAsciiLetterOrDigit(c) || c is '.' or 'µ');
        // An exponent may have a sign.
        if (text[^1] is 'e' or 'E' && char.IsAsciiDigit(text[0]) && _at + 1 < query.Length && query[_at] is '+' or '-' && char.IsAsciiDigit(query[_at + 1]))
            text += query[_at++] + While(char.IsAsciiDigit);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return new Token(TokenKind.Number, text, start);
        if (StandIns.Config.GoDurations.TryParse(text, out _))
            return new Token(TokenKind.Duration, text, start);
        return Units.TryBytes(text, out _)
            ? new Token(TokenKind.Bytes, text, start)
            : throw LogQlException.At(query, start, $"syntax error: unexpected IDENTIFIER {text}");
    }

    private Token Range(int start)
    {
        var end = query.IndexOf(']', _at);
        if (end < 0)
            throw LogQlException.At(query, start, "missing closing ']' in duration");
        var text = query[(_at + 1)..end];
        if (!StandIns.Config.GoDurations.TryParse(text, out var span) || span <= TimeSpan.Zero)
            throw LogQlException.At(query, start, $"not a valid duration string: \"{text}\"");
        _at = end + 1;
        return new Token(TokenKind.Range, text, start);
    }

    private string Raw()
    {
        var end = query.IndexOf('`', _at + 1);
        if (end < 0)
            throw LogQlException.At(query, _at, "literal not terminated");
        var text = query[(_at + 1)..end];
        _at = end + 1;
        return text;
    }

    private string Quoted()
    {
        var (start, text) = (_at, new StringBuilder());
        for (_at++; _at < query.Length && query[_at] != '\n'; _at++)
        {
            if (query[_at] == '"')
            {
                _at++;
                return text.ToString();
            }

            if (query[_at] == '\\')
                Escaped(start, text);
            else
                text.Append(query[_at]);
        }

        throw LogQlException.At(query, start, "literal not terminated");
    }

    // The escapes of Go's strings; others are none.
    private void Escaped(int start, StringBuilder text)
    {
        _at++;
        var letter = _at < query.Length ? query[_at] : '\0';
        var digits = letter switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits > 0 && _at + digits < query.Length
            && int.TryParse(query.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            text.Append((char)code);
            _at += digits;
            return;
        }

        text.Append(letter switch
        {
            'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', '\\' => '\\', '"' => '"', '\'' => '\'',
            _ => throw LogQlException.At(query, start, "invalid char escape"),
        });
    }
}
