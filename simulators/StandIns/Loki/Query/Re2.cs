using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>
/// Regular expressions with the meaning they have in Go: linear time, <c>\d \w \s</c> of ASCII, <c>$</c> only at the very end, no look-around and
/// no back-references. Source: github.com/google/re2/wiki/Syntax.
/// </summary>
internal static class Re2
{
    private static readonly Dictionary<string, string> s_posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z", ["alpha"] = "A-Za-z", ["ascii"] = "\\x00-\\x7F", ["blank"] = "\\t ", ["cntrl"] = "\\x00-\\x1F\\x7F", ["digit"] = "0-9",
        ["graph"] = "!-~", ["lower"] = "a-z", ["print"] = " -~", ["punct"] = "!-/:-@\\[-`{-~", ["space"] = "\\t\\n\\v\\f\\r ", ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_", ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>Matches anywhere in a text.</summary>
    /// <exception cref="FormatException">It is no such expression; says why.</exception>
    public static Regex Part(string pattern) => Compile(pattern, Translate(pattern));

    /// <summary>Matches a whole text.</summary>
    /// <exception cref="FormatException">It is no such expression; says why.</exception>
    public static Regex Whole(string pattern)
    {
        // By itself first: in brackets also "a)|(b" would be one.
        var translated = Translate(pattern);
        Compile(pattern, translated);
        return Compile(pattern, $@"\A(?:{translated})\z");
    }

    private static Regex Compile(string pattern, string translated)
    {
        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"error parsing regexp: invalid or unsupported syntax: `{pattern}`", problem);
        }
    }

    private static string Translate(string pattern)
    {
        var text = new StringBuilder();
        var lines = pattern.Contains("(?m", StringComparison.Ordinal);
        for (var i = 0; i < pattern.Length; i++)
        {
            var letter = pattern[i];
            if (letter == '\\' && i + 1 < pattern.Length)
                i = Escape(pattern, i + 1, text, false);
            else if (letter == '[')
                i = Class(pattern, i, text);
            else if (letter == '$' && !lines)
                text.Append("\\z");
            else if (letter == '(' && pattern.AsSpan(i).StartsWith("(?P<", StringComparison.Ordinal))
                (i, _) = (i + 2, text.Append("(?"));
            else if (letter == '(' && pattern.AsSpan(i) is ['(', '?', '#' or '\'' or '(', ..])
                throw new FormatException($"error parsing regexp: invalid or unsupported Perl syntax: `{pattern.AsSpan(i, 3)}`");
            else
                text.Append(letter);
        }

        return text.ToString();
    }

    // Answers the index of the last character of the escape.
    private static int Escape(string pattern, int i, StringBuilder text, bool inClass)
    {
        string Set(string members, bool not) => not ? $"[^{members}]" : inClass ? members : $"[{members}]";
        switch (pattern[i])
        {
            case 'd': text.Append(Set("0-9", false)); break;
            case 'w': text.Append(Set("0-9A-Za-z_", false)); break;
            case 's': text.Append(Set("\\t\\n\\f\\r ", false)); break;
            case 'D' when !inClass: text.Append(Set("0-9", true)); break;
            case 'W' when !inClass: text.Append(Set("0-9A-Za-z_", true)); break;
            case 'S' when !inClass: text.Append(Set("\\t\\n\\f\\r ", true)); break;
            case 'Q':
                var end = pattern.IndexOf("\\E", i, StringComparison.Ordinal);
                var literal = end < 0 ? pattern[(i + 1)..] : pattern[(i + 1)..end];
                text.Append(Regex.Escape(literal));
                return end < 0 ? pattern.Length - 1 : end + 1;
            case 'x' when i + 1 < pattern.Length && pattern[i + 1] == '{':
                var close = pattern.IndexOf('}', i);
                if (close < 0 || !int.TryParse(pattern.AsSpan(i + 2, close - i - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0xFFFF)
                    throw new FormatException($"error parsing regexp: invalid escape sequence: `\\{pattern[i..]}`");
                text.Append(CultureInfo.InvariantCulture, $"\\u{code:X4}");
                return close;
            case 'p' or 'P' when i + 1 < pattern.Length && pattern[i + 1] != '{':
                text.Append('\\').Append(pattern[i]).Append('{').Append(pattern[i + 1]).Append('}');
                return i + 1;
            case 'Z' or 'G' or 'k' or >= '1' and <= '9':
                throw new FormatException($"error parsing regexp: invalid escape sequence: `\\{pattern[i]}`");
            default: text.Append('\\').Append(pattern[i]); break;
        }

        return i;
    }

    private static int Class(string pattern, int i, StringBuilder text)
    {
        text.Append('[');
        var start = ++i;
        if (i < pattern.Length && pattern[i] == '^')
        {
            text.Append('^');
            start = ++i;
        }

        for (; i < pattern.Length; i++)
        {
            if (pattern[i] == ']' && i > start)
            {
                text.Append(']');
                return i;
            }

            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                i = Escape(pattern, i + 1, text, true);
            else if (pattern[i] == '[' && pattern.IndexOf(":]", i, StringComparison.Ordinal) is var end and > 0
                && pattern.AsSpan(i) is ['[', ':', ..] && s_posix.TryGetValue(pattern[(i + 2)..end], out var members))
                (i, _) = (end + 1, text.Append(members));
            else
                text.Append(pattern[i] is '[' or ']' ? "\\" : "").Append(pattern[i]);
        }

        throw new FormatException($"error parsing regexp: missing closing ]: `{pattern[(start - 1)..]}`");
    }
}
