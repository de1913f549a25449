using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Text;

/// <summary>One pattern's way from RE2's syntax to .NET's.</summary>
internal sealed class Re2Translation(string pattern)
{
    private const string Word = "[0-9A-Za-z_]";
    private const string AtWordEdge = $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))";
    private const string NotAtWordEdge = $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))";
    private readonly StringBuilder _to = new();
    private readonly Stack<bool> _multilineOutside = new();
    private bool _multiline;
    private int _at;

    public string Translate()
    {
        while (_at < pattern.Length)
            One();
        if (_multilineOutside.Count > 0)
            throw new FormatException("missing closing )");
        return _to.ToString();
    }

    private void One()
    {
        var c = pattern[_at++];
        switch (c)
        {
            case '\\':
                Escape();
                break;
            case '[':
                _at = new Re2Class(pattern, _at, _to).Translate();
                break;
            case '(':
                Open();
                break;
            case ')':
                if (!_multilineOutside.TryPop(out _multiline))
                    throw new FormatException("unexpected )");
                _to.Append(c);
                break;
            case '$':
                _to.Append(_multiline ? "(?=\\n|\\z)" : "\\z");
                break;
            case '^':
                _to.Append(_multiline ? "(?<=\\A|\\n)" : "\\A");
                break;
            case '.':
                _to.Append(c);
                break;
            case '*' or '+' or '?':
                Repeat(c.ToString());
                break;
            case '{':
                Braces();
                break;
            case '#' or ' ':
                _to.Append('\\').Append(c);
                break;
            default:
                _to.Append(c);
                break;
        }
    }

    private void Repeat(string text)
    {
        _to.Append(text);
        if (_at < pattern.Length && pattern[_at] == '?')
            _to.Append(pattern[_at++]);
        if (_at < pattern.Length && pattern[_at] is '*' or '+' or '?')
            throw new FormatException($"invalid nested repetition operator: {text}{pattern[_at]}");
    }

    private void Braces()
    {
        var end = pattern.IndexOf('}', _at);
        var parts = end < 0 ? [] : pattern[_at..end].Split(',');
        if (parts.Length is not (1 or 2) || parts[0].Length == 0 || !parts.All(p => p.All(char.IsAsciiDigit)))
        {
            _to.Append("\\{");
            return;
        }

        if (parts.Any(p => p.Length > 4 || (p.Length > 0 && int.Parse(p, CultureInfo.InvariantCulture) > 1000)))
            throw new FormatException($"invalid repeat count: {{{pattern[_at..end]}}}");
        var text = pattern[(_at - 1)..(end + 1)];
        _at = end + 1;
        Repeat(text);
    }

    private void Open()
    {
        _multilineOutside.Push(_multiline);
        _to.Append('(');
        if (_at >= pattern.Length || pattern[_at] != '?')
            return;
        _at++;
        if (pattern.AsSpan(_at).StartsWith("P<"))
            _at++;
        if (_at < pattern.Length && pattern[_at] == '<')
            Name();
        else
            Flags();
    }

    private void Name()
    {
        var end = pattern.IndexOf('>', _at);
        var name = end < 0 ? "" : pattern[(_at + 1)..end];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new FormatException($"invalid named capture: (?{pattern[_at..(end < 0 ? pattern.Length : end + 1)]}");
        _to.Append("?<").Append(name).Append('>');
        _at = end + 1;
    }

    private void Flags()
    {
        var start = _at;
        var on = true;
        for (; _at < pattern.Length && pattern[_at] is not (':' or ')'); _at++)
        {
            if (pattern[_at] == '-')
                on = false;
            else if (pattern[_at] == 'm')
                _multiline = on;
            else if (pattern[_at] is not ('i' or 's'))
                throw new FormatException($"invalid or unsupported Perl syntax: (?{pattern[_at]}");
        }

        if (_at >= pattern.Length)
            throw new FormatException("missing closing )");
        // Our ^ and $ say themselves which end they mean; .NET is not told of m.
        var flags = pattern[start.._at].Replace("m", "", StringComparison.Ordinal).TrimEnd('-');
        _to.Append('?').Append(flags).Append(flags.Length == 0 && pattern[_at] == ')' ? ":)" : pattern[_at].ToString());
        if (pattern[_at++] == ')')
            _multilineOutside.Pop();
    }

    private void Escape()
    {
        if (_at >= pattern.Length)
            throw new FormatException("trailing backslash at end of expression");
        var c = pattern[_at++];
        switch (c)
        {
            case 'b':
                _to.Append(AtWordEdge);
                break;
            case 'B':
                _to.Append(NotAtWordEdge);
                break;
            case 'A' or 'z':
                _to.Append('\\').Append(c);
                break;
            case 'Q':
                var end = pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
                foreach (var literal in end < 0 ? pattern[_at..] : pattern[_at..end])
                    _to.Append(Re2Class.Literal(literal));
                _at = end < 0 ? pattern.Length : end + 2;
                break;
            default:
                _at = Re2Class.Escape(pattern, _at - 1, out var inside, out var negated);
                _to.Append(inside.Length == 1 ? Re2Class.Literal(inside[0]) : $"[{(negated ? "^" : "")}{inside}]");
                break;
        }
    }
}
