using System.Buffers;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>Names of labels: what is allowed, and how others are made so.</summary>
internal static class LabelNames
{
    private static readonly SearchValues<char> s_parts = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Refuses labels of which a name is none.</summary>
    /// <exception cref="RefusedException">The place is that of the wrong character in the labels' text.</exception>
    public static void Check(Labels labels)
    {
        var at = 2;
        foreach (var (name, value) in labels.All)
        {
            for (var i = 0; i < name.Length; i++)
            {
                if (!IsPart(name[i], i == 0))
                    throw RefusedException.BadRequest($"couldn't parse labels: 1:{at + i}: parse error: unexpected character inside braces: '{name[i]}'");
            }

            at += name.Length + value.Length + 5;
        }
    }

    /// <summary>The name of an OTLP attribute as a label: what is no letter, digit or underscore becomes an underscore.</summary>
    public static string Of(string attribute)
    {
        if (attribute.Length == 0 || (attribute[0] != '_' && !char.IsAsciiDigit(attribute[0]) && !attribute.AsSpan().ContainsAnyExcept(s_parts)))
            return attribute;
        var name = string.Create(attribute.Length, attribute, (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] == '_' ? from[i] : '_';
        });
        return char.IsAsciiDigit(name[0]) ? "key_" + name
            : name[0] == '_' && !name.StartsWith("__", StringComparison.Ordinal) ? "key" + name
            : name;
    }

    private static bool IsPart(char letter, bool first) => letter == '_' || char.IsAsciiLetter(letter) || (!first && char.IsAsciiDigit(letter));
}
