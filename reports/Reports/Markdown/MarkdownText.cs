using System.Text;

namespace Validation.Reports.Markdown;

/// <summary>
/// Untrusted text in GitHub-flavoured Markdown (https://github.github.com/gfm/), always on one line: punctuation that could mean
/// something is escaped, and nobody is notified by an at sign that came from a log.
/// </summary>
internal static class MarkdownText
{
    /// <summary>Text in a sentence or a table cell.</summary>
    public static string Escape(string? text, int most = 500)
    {
        var line = Clean.Line(text, most);
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var c in line)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '@' => escaped.Append("&#64;"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '#' or '|' or '~' or '!' or '$' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Text in a code span that no run of backticks in it can end; a bar is escaped for tables.</summary>
    public static string Code(string? text)
    {
        var line = Clean.Line(text, 500).Replace("|", "\\|", StringComparison.Ordinal);
        if (line.Length == 0)
            return "";
        var longest = line.Aggregate((Longest: 0, Now: 0), (s, c) => c == '`' ? (Math.Max(s.Longest, s.Now + 1), s.Now + 1) : (s.Longest, 0)).Longest;
        var fence = new string('`', longest + 1);
        var space = longest > 0 ? " " : "";
        return $"{fence}{space}{line}{space}{fence}";
    }
}
