using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Text;

/// <summary>Character classes and escaped characters, from RE2's syntax to .NET's.</summary>
internal sealed class Re2Class(string pattern, int at, StringBuilder to)
{
    /// <summary>Reads from behind the opening bracket to behind the closing one.</summary>
    public int Translate()
    {
        to.Append('[');
        if (at < pattern.Length && pattern[at] == '^')
            to.Append(pattern[at++]);
        for (var first = true; ; first = false)
        {
            if (at >= pattern.Length)
                throw new FormatException("missing closing ]");
            if (pattern[at] == ']' && !first)
                break;
            if (pattern.AsSpan(at).StartsWith("[:"))
                Named();
            else
                Range();
        }

        to.Append(']');
        return at + 1;
    }

    /// <summary>A character that stands for itself, inside a class and outside.</summary>
    public static string Literal(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' || c > 127 ? c.ToString() : $"\\u{(int)c:x4}";

    /// <summary>Reads the escape whose letter is at <paramref name="at"/>; gives the insides of a class, one character for a literal.</summary>
    public static int Escape(string pattern, int at, out string inside, out bool negated)
    {
        negated = false;
        var c = pattern[at++];
        inside = c switch
        {
            'd' or 'D' => "0-9",
            'w' or 'W' => "0-9A-Za-z_",
            's' or 'S' => "\\t\\n\\f\\r ",
            'a' => "\a",
            'f' => "\f",
            't' => "\t",
            'n' => "\n",
            'r' => "\r",
            'v' => "\v",
            'x' => Hex(pattern, ref at),
            'p' or 'P' => Property(pattern, ref at),
            '0' => "\0",
            _ when c < 128 && !char.IsAsciiLetterOrDigit(c) => c.ToString(),
            _ => throw new FormatException($"invalid escape sequence: \\{c}"),
        };
        negated = c is 'D' or 'W' or 'S' or 'P';
        return at;
    }

    private void Range()
    {
        var low = Single(out var negated);
        if (low.Length > 1)
        {
            to.Append(negated ? Complement(low) : low);
            return;
        }

        to.Append(Literal(low[0]));
        if (at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
            return;
        at++;
        var high = Single(out _);
        if (high.Length > 1 || high[0] < low[0])
            throw new FormatException($"invalid character class range: {low}-{high}");
        to.Append('-').Append(Literal(high[0]));
    }

    private string Single(out bool negated)
    {
        negated = false;
        if (at >= pattern.Length)
            throw new FormatException("missing closing ]");
        if (pattern[at] != '\\')
            return pattern[at++].ToString();
        if (++at >= pattern.Length)
            throw new FormatException("trailing backslash at end of expression");
        at = Escape(pattern, at, out var inside, out negated);
        return inside;
    }

    private void Named()
    {
        var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
        var name = end < 0 ? "" : pattern[(at + 2)..end];
        to.Append(name switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "ascii" => "\\x00-\\x7f",
            "blank" => "\\t ",
            "cntrl" => "\\x00-\\x1f\\x7f",
            "digit" => "0-9",
            "graph" => "!-~",
            "lower" => "a-z",
            "print" => " -~",
            "punct" => "!-/:-@\\[-`{-~",
            "space" => "\\t\\n\\v\\f\\r ",
            "upper" => "A-Z",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            _ => throw new FormatException($"invalid character class: [:{name}:]"),
        });
        at = end + 2;
    }

    private static string Complement(string inside) => inside switch
    {
        "0-9" => "\\u0000-/:-\\uffff",
        "0-9A-Za-z_" => "\\u0000-/:-@\\[-^`{-\\uffff",
        "\\t\\n\\f\\r " => "\\u0000-\\u0008\\u000b\\u000e-\\u001f!-\\uffff",
        _ => inside.Replace("\\p", "\\P", StringComparison.Ordinal),
    };

    private static string Property(string pattern, ref int at)
    {
        var braces = at < pattern.Length && pattern[at] == '{';
        var end = braces ? pattern.IndexOf('}', at) : at + 1;
        var name = end < 0 || end > pattern.Length ? "" : pattern[(braces ? at + 1 : at)..end];
        if (name is not { Length: 1 or 2 })
            throw new FormatException($"character property {name}: this stand-in knows general categories only, such as L or Lu");
        at = braces ? end + 1 : end;
        return $"\\p{{{name}}}";
    }

    private static string Hex(string pattern, ref int at)
    {
        var braces = at < pattern.Length && pattern[at] == '{';
        var end = braces ? pattern.IndexOf('}', at) : at + 2;
        if (end < 0 || end > pattern.Length || !int.TryParse(pattern.AsSpan((braces ? at + 1 : at)..end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0xffff)
            throw new FormatException("invalid escape sequence: \\x");
        at = braces ? end + 1 : end;
        return ((char)code).ToString();
    }
}
