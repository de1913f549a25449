using System.Collections.Immutable;
using System.Globalization;

namespace Validation.Reports;

/// <summary>The items that findings are about, neighbours drawn together: <c>service-nova-api/0–249</c>.</summary>
internal static class KeyRanges
{
    private const int Longest = 120;

    /// <summary>The items in one line, streams in the order given, at most so many pieces, then how many items more.</summary>
    public static string Text(IEnumerable<string> keys, int most = 4)
    {
        ImmutableArray<ImmutableArray<Piece>> streams = [.. keys.Distinct(StringComparer.Ordinal).Select(Split)
            .GroupBy(k => (k.Stream, Numbered: k.Number is not null))
            .Select(g => g.Key.Numbered ? Ranges(g.Key.Stream, [.. g.Select(k => k.Number!.Value).Order()]) : [new Piece(Clean.Line(g.Key.Stream, Longest), 1)])];
        // Where not all fit, every stream counts more than every gap in one of them.
        ImmutableArray<Piece> pieces = streams.Sum(s => s.Length) <= most ? [.. streams.SelectMany(s => s)] : [.. streams.Select(Whole)];
        var shown = string.Join(", ", pieces.Take(most).Select(p => p.Text));
        var more = pieces.Skip(most).Sum(p => p.Items);
        return more == 0 ? shown : $"{shown} and {Words.Number(more)} more";
    }

    private static Piece Whole(ImmutableArray<Piece> ranges)
    {
        if (ranges.Length == 1)
            return ranges[0];
        var items = ranges.Sum(r => r.Items);
        return new Piece($"{ranges[0].Text} … ({Words.Number(items)} in {Words.Number(ranges.Length)} stretches)", items);
    }

    private static (string Stream, long? Number) Split(string key)
    {
        var slash = key.LastIndexOf('/');
        return slash > 0 && long.TryParse(key.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (key[..(slash + 1)], number)
            : (key, null);
    }

    private static ImmutableArray<Piece> Ranges(string stream, ImmutableArray<long> numbers)
    {
        var ranges = ImmutableArray.CreateBuilder<Piece>();
        for (int first = 0, last = 0; first < numbers.Length; first = ++last)
        {
            while (last + 1 < numbers.Length && numbers[last + 1] == numbers[last] + 1)
                last++;
            var name = Clean.Line(string.Create(CultureInfo.InvariantCulture, $"{stream}{numbers[first]}"), Longest);
            ranges.Add(new Piece(last == first ? name : string.Create(CultureInfo.InvariantCulture, $"{name}–{numbers[last]}"), last - first + 1));
        }

        return ranges.ToImmutable();
    }

    private sealed record Piece(string Text, int Items);
}
