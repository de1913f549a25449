using System.Text;
using System.Text.RegularExpressions;

namespace Validation.Bdd.Matching;

/// <summary>
/// Turns a cucumber expression into a regular expression. The grammar is the one of the cucumber expressions' own
/// documentation: text, <c>(optional)</c>, <c>one/other</c>, <c>{parameter}</c>, and a backslash before a brace,
/// parenthesis, slash or backslash that is meant as text.
/// </summary>
internal sealed class CucumberExpression
{
    private readonly string _source;
    private readonly IReadOnlyDictionary<string, string> _types;
    private readonly List<string> _parameters = [];
    private int _at;

    private CucumberExpression(string source, IReadOnlyDictionary<string, string> types)
    {
        _source = source;
        _types = types;
    }

    /// <summary>The pattern, in which parameter number n is the group <c>pn</c>, and the names of the parameters' types.</summary>
    /// <exception cref="BadExpressionException">The text breaks the grammar or names an unknown type.</exception>
    public static (string Pattern, IReadOnlyList<string> Parameters) Translate(string source, IReadOnlyDictionary<string, string> types)
    {
        var translation = new CucumberExpression(source, types);
        return (translation.Expression(), translation._parameters);
    }

    private string Expression()
    {
        var pattern = new StringBuilder();
        while (_at < _source.Length)
        {
            if (char.IsWhiteSpace(_source[_at]))
                pattern.Append(Regex.Escape(_source[_at++].ToString()));
            else if (_source[_at] == '{')
                pattern.Append(Parameter());
            else
                pattern.Append(Word());
        }

        return pattern.ToString();
    }

    /// <summary>Everything up to the next blank or brace: text and optional text, with slashes between alternatives.</summary>
    private string Word()
    {
        var start = _at;
        var alternatives = new List<string>();
        var pattern = new StringBuilder();
        var hasText = false;
        var afterParameter = start > 0 && _source[start - 1] == '}';
        while (_at < _source.Length && !char.IsWhiteSpace(_source[_at]) && _source[_at] != '{')
        {
            switch (_source[_at])
            {
                case '/':
                    alternatives.Add(Alternative(pattern, hasText, start));
                    pattern.Clear();
                    hasText = false;
                    _at++;
                    break;
                case '(':
                    pattern.Append(Optional());
                    break;
                default:
                    pattern.Append(Regex.Escape(Character(@"(){}/\").ToString()));
                    hasText = true;
                    break;
            }
        }

        if (alternatives.Count == 0)
            return pattern.ToString();
        if (_at < _source.Length && _source[_at] == '{' && !hasText || afterParameter && _source[start] == '/')
            throw Bad("a parameter cannot be an alternative", start);
        alternatives.Add(Alternative(pattern, hasText, start));
        return "(?:" + string.Join("|", alternatives) + ")";
    }

    private string Alternative(StringBuilder pattern, bool hasText, int start) =>
        hasText ? pattern.ToString() : throw Bad(@"an alternative needs text; write \/ for a slash", start);

    private string Optional()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < _source.Length && _source[_at] != ')')
        {
            if (_source[_at] is '(' or '{' or '/')
                throw Bad($"optional text cannot hold '{_source[_at]}'; write a backslash before it if it is text", _at);
            text.Append(Regex.Escape(Character(@"(){}/\").ToString()));
        }

        if (_at == _source.Length)
            throw Bad(@"the parenthesis is not closed; write \( if it is text", start);
        _at++;
        return text.Length > 0 ? $"(?:{text})?" : throw Bad(@"optional text is empty; write \( for a parenthesis", start);
    }

    private string Parameter()
    {
        var start = _at++;
        var end = _source.IndexOf('}', _at);
        if (end < 0)
            throw Bad(@"the brace is not closed; write \{ if it is text", start);
        var name = _source.Substring(_at, end - _at);
        _at = end + 1;
        if (!_types.TryGetValue(name, out var pattern))
        {
            var known = _types.Keys.Where(k => k.Length > 0).OrderBy(k => k, StringComparer.Ordinal);
            throw Bad($"there is no parameter type {{{name}}}; known are {string.Join(", ", known)}", start);
        }

        _parameters.Add(name);
        return $"(?<p{_parameters.Count - 1}>{pattern})";
    }

    private char Character(string escapable)
    {
        var c = _source[_at++];
        if (c != '\\')
            return c;
        if (_at == _source.Length || escapable.IndexOf(_source[_at]) < 0)
            throw Bad(@"a backslash stands only before ( ) { } / or \", _at - 1);
        return _source[_at++];
    }

    private BadExpressionException Bad(string why, int at) => new($"{why} (column {at + 1} of \"{_source}\")");
}
