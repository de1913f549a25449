using System.Globalization;

namespace Validation.Reports;

/// <summary>The items that findings are about, neighbours drawn together: <c>service-nova-api/0–249</c>.</summary>
internal static class KeyRanges
{
    private const int Longest = 120;

    /// <summary>The items in one line: streams in the order given, their numbers ascending, at most so many pieces, then how many items more.</summary>
    public static string Text(IEnumerable<string> keys, int most = 4)
    {
        var pieces = keys.Distinct(StringComparer.Ordinal).Select(Split).GroupBy(k => (k.Stream, Numbered: k.Number is not null))
            .SelectMany(g => g.Key.Numbered ? Ranges(g.Key.Stream, [.. g.Select(k => k.Number!.Value).Order()]) : [(Clean.Line(g.Key.Stream, Longest), 1)])
            .ToList();
        var shown = string.Join(", ", pieces.Take(most).Select(p => p.Text));
        var more = pieces.Skip(most).Sum(p => p.Items);
        return more == 0 ? shown : $"{shown} and {Words.Number(more)} more";
    }

    private static (string Stream, long? Number) Split(string key)
    {
        var slash = key.LastIndexOf('/');
        return slash > 0 && long.TryParse(key.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (key[..(slash + 1)], number)
            : (key, null);
    }

    private static IEnumerable<(string Text, int Items)> Ranges(string stream, List<long> numbers)
    {
        for (int first = 0, last = 0; first < numbers.Count; first = ++last)
        {
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
                last++;
            var name = Clean.Line(string.Create(CultureInfo.InvariantCulture, $"{stream}{numbers[first]}"), Longest);
            yield return (last == first ? name : string.Create(CultureInfo.InvariantCulture, $"{name}–{numbers[last]}"), last - first + 1);
        }
    }
}
