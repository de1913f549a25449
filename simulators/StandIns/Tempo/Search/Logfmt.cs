using System.Collections.Immutable;
using System.Text;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>Pairs as <c>a=b c="d e"</c>.</summary>
internal static class Logfmt
{
    /// <summary>Reads pairs.</summary>
    /// <exception cref="BadQueryException">They cannot be read, or a name comes twice.</exception>
    public static ImmutableArray<(string Name, string Value)> Read(string text)
    {
        var all = ImmutableArray.CreateBuilder<(string Name, string Value)>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] <= ' ')
            {
                at++;
                continue;
            }

            var name = Until(text, ref at, '=');
            var value = "";
            if (at < text.Length && text[at] == '=')
            {
                at++;
                value = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Until(text, ref at, '\0');
            }

            if (name.Length == 0)
                throw new BadQueryException($"invalid tags: unexpected '=' at pos {at}");
            if (all.Any(p => p.Name == name))
                throw new BadQueryException($"invalid tags: tag {name} has been set twice");
            all.Add((name, value));
        }

        return all.ToImmutable();
    }

    private static string Until(string text, ref int at, char end)
    {
        var from = at;
        while (at < text.Length && text[at] > ' ' && text[at] != end)
            at++;
        return text[from..at];
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                value.Append(text[++at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var c => c });
            else
                value.Append(text[at]);
        }

        if (at++ >= text.Length)
            throw new BadQueryException($"invalid tags: unterminated quoted value at pos {text.Length + 1}");
        return value.ToString();
    }
}
