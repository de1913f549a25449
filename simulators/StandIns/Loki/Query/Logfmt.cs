using System.Text;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Reads <c>a=b c="d e"</c>. Source: Loki's decoder, which goes on after what it cannot read.</summary>
internal static class Logfmt
{
    /// <summary>Pairs of a line; a key without a value has an empty one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="error">What was wrong with it; null when nothing was.</param>
    public static List<Label> Read(string line, out string? error)
    {
        error = null;
        var pairs = new List<Label>();
        for (var i = 0; i < line.Length;)
        {
            if (line[i] <= ' ')
            {
                i++;
                continue;
            }

            var start = i;
            while (i < line.Length && line[i] > ' ' && line[i] is not ('=' or '"'))
                i++;
            var key = line[start..i];
            if (i < line.Length && line[i] == '"')
            {
                error ??= $"logfmt syntax error at pos {i + 1} : unexpected '\"'";
                i = NextBlank(line, i);
                continue;
            }

            if (i >= line.Length || line[i] != '=')
            {
                pairs.Add(new Label(key, ""));
                continue;
            }

            i++;
            if (key.Length == 0)
            {
                error ??= $"logfmt syntax error at pos {i} : unexpected '='";
                i = NextBlank(line, i);
                continue;
            }

            pairs.Add(new Label(key, Value(line, ref i, ref error)));
        }

        return pairs;
    }

    private static string Value(string line, ref int i, ref string? error)
    {
        if (i >= line.Length || line[i] != '"')
        {
            var start = i;
            i = NextBlank(line, i);
            var plain = line[start..i];
            if (plain.AsSpan().IndexOfAny('=', '"') is >= 0 and var wrong)
                error ??= $"logfmt syntax error at pos {start + wrong + 1} : unexpected '{plain[wrong]}'";
            return plain;
        }

        var text = new StringBuilder();
        for (i++; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                i++;
                return text.ToString();
            }

            text.Append(line[i] == '\\' && i + 1 < line.Length ? Unescaped(line[++i]) : line[i]);
        }

        error ??= $"logfmt syntax error at pos {line.Length + 1} : unterminated quoted value";
        return "";
    }

    private static char Unescaped(char letter) => letter switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => letter };

    private static int NextBlank(string line, int i)
    {
        while (i < line.Length && line[i] > ' ')
            i++;
        return i;
    }
}
