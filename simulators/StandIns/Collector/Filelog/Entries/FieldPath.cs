using System.Collections.Immutable;

namespace Validation.Simulators.StandIns.Collector.Filelog.Entries;

/// <summary>Takes a field's text apart: keys after dots, or in brackets and quotes.</summary>
internal static class FieldPath
{
    /// <summary>The keys; null when the text is not a field.</summary>
    public static ImmutableArray<string>? Split(string text)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                if (at + 1 >= text.Length || text[at + 1] is not ('"' or '\''))
                    return null;
                var end = text.IndexOf(text[at + 1], at + 2);
                if (end < 0 || end + 1 >= text.Length || text[end + 1] != ']')
                    return null;
                keys.Add(text[(at + 2)..end]);
                at = end + 2;
            }
            else
            {
                if (text[at] == '.' && keys.Count > 0)
                    at++;
                else if (keys.Count > 0)
                    return null;
                var end = text.IndexOfAny(['.', '['], at);
                end = end < 0 ? text.Length : end;
                keys.Add(text[at..end]);
                at = end;
            }
        }

        return keys.Count == 0 || keys[0].Length == 0 ? null : keys.ToImmutable();
    }
}
