using System.Text;
using System.Text.RegularExpressions;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>
/// Templates of Go's package regexp: <c>$1</c>, <c>${1}</c>, <c>$name</c>, <c>$$</c>. A bare name is as long as it can be:
/// <c>$1x</c> is the group "1x", which is empty.
/// </summary>
internal static class GoTemplate
{
    /// <summary>Fills in the groups of a match.</summary>
    public static string Expand(string template, Match match)
    {
        if (!template.Contains('$', StringComparison.Ordinal))
            return template;
        var text = new StringBuilder();
        var at = 0;
        while (at < template.Length)
        {
            if (template[at] != '$')
            {
                text.Append(template[at++]);
                continue;
            }

            var (name, end) = Name(template, at + 1);
            text.Append(name switch { null => "$", "$" => "$", _ => match.Groups[name].Value });
            at = end;
        }

        return text.ToString();
    }

    private static (string? Name, int End) Name(string template, int start)
    {
        if (start < template.Length && template[start] == '$')
            return ("$", start + 1);
        var braced = start < template.Length && template[start] == '{';
        var from = braced ? start + 1 : start;
        var end = from;
        while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] == '_'))
            end++;
        if (end == from || (braced && (end == template.Length || template[end] != '}')))
            return (null, start);
        return (template[from..end], braced ? end + 1 : end);
    }
}
