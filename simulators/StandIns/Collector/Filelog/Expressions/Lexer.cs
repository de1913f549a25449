using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Expressions;

/// <summary>Cuts an expression (expr-lang.org, the language definition) into words.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] s_signs = ["==", "!=", "<=", ">=", "&&", "||", "??", "?.", "(", ")", "[", "]", ",", ".", "!", "<", ">", "+", "-"];
    private int _at;

    /// <summary>All words, with the end as the last.</summary>
    /// <exception cref="FormatException">A character or a text that the language, or this stand-in, does not know.</exception>
    public IEnumerable<Token> Tokens()
    {
        while (true)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            if (_at == text.Length)
            {
                yield return new Token(TokenKind.End, "the end");
                yield break;
            }

            yield return Next();
        }
    }

    private Token Next()
    {
        var c = text[_at];
        if (c is '"' or '\'')
            return new Token(TokenKind.Text, Quoted(c));
        if (c == '`')
            return new Token(TokenKind.Text, Raw());
        var start = _at;
        if (char.IsAsciiDigit(c))
        {
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
                _at++;
            return new Token(TokenKind.Number, text[start.._at]);
        }

        if (char.IsLetter(c) || c is '_' or '$')
        {
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '$'))
                _at++;
            return new Token(TokenKind.Word, text[start.._at]);
        }

        var sign = Array.Find(s_signs, s => text.AsSpan(_at).StartsWith(s, StringComparison.Ordinal))
            ?? throw new FormatException($"'{c}' at position {_at + 1} is not something this stand-in knows");
        _at += sign.Length;
        return new Token(TokenKind.Sign, sign);
    }

    private string Raw()
    {
        var end = text.IndexOf('`', _at + 1);
        if (end < 0)
            throw new FormatException("a text without its closing quote");
        var raw = text[(_at + 1)..end];
        _at = end + 1;
        return raw;
    }

    private string Quoted(char quote)
    {
        var to = new StringBuilder();
        for (_at++; ; _at++)
        {
            if (_at >= text.Length)
                throw new FormatException("a text without its closing quote");
            if (text[_at] == quote)
                break;
            to.Append(text[_at] == '\\' ? Escaped() : text[_at]);
        }

        _at++;
        return to.ToString();
    }

    private char Escaped()
    {
        _at++;
        var c = _at < text.Length ? text[_at] : ' ';
        return c switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            '\\' or '"' or '\'' => c,
            'x' => Code(2),
            'u' => Code(4),
            _ => throw new FormatException($"\\{c} in a text: an escape that the language does not know"),
        };
    }

    private char Code(int digits)
    {
        if (_at + digits >= text.Length || !int.TryParse(text.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw new FormatException("a text with a broken \\x or \\u");
        _at += digits;
        return (char)code;
    }
}
