using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Validation.Bdd.Generator;

/// <summary>Turns titles into C# names.</summary>
internal static class Names
{
    /// <summary>A title as an identifier: its words with underscores between them.</summary>
    public static string Identifier(string title)
    {
        var name = new StringBuilder();
        foreach (var c in title)
        {
            if (char.IsLetterOrDigit(c))
                name.Append(c);
            else if (name.Length > 0 && name[name.Length - 1] != '_')
                name.Append('_');
        }

        var text = name.ToString().TrimEnd('_');
        if (text.Length == 0 || char.IsDigit(text[0]))
            text = "_" + text;
        return SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None ? text : "@" + text;
    }

    /// <summary>A folder as a part of a namespace: <c>alert-rules</c> is <c>AlertRules</c>.</summary>
    public static string Segment(string folder) =>
        Identifier(string.Concat(folder.Split('-', '_', '.', ' ').Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1))));

    /// <summary>Names for titles, each once; a name that is taken gets a number.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> titles, params string[] taken)
    {
        var used = new HashSet<string>(taken.Concat(["Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals"]), StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var title in titles)
        {
            var name = Identifier(title);
            var free = name;
            for (var n = 2; !used.Add(free); n++)
                free = $"{name}_{n}";
            names.Add(free);
        }

        return names;
    }

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, true);
}
