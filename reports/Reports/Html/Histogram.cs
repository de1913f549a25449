using System.Globalization;
using System.Text.RegularExpressions;

namespace Validation.Reports.Html;

/// <summary>How many items took how many seconds: what stands in the evidence <c>freshness.txt</c>.</summary>
/// <param name="Counts">Items that took less than one second, from one to two, …</param>
/// <param name="Never">Items that never arrived.</param>
internal sealed partial record Histogram(IReadOnlyList<long> Counts, long Never)
{
    /// <summary>Name of the evidence.</summary>
    public const string Evidence = "freshness.txt";

    // Wider than any drawing: such a text is shown as it is.
    private const int Most = 600;

    /// <summary>Reads the evidence; null when it is something else.</summary>
    public static Histogram? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length is 0 or > Most || Tail().Match(lines[^1]) is not { Success: true } tail)
            return null;
        var counts = new List<long>();
        foreach (var line in lines.SkipLast(1))
        {
            if (Line().Match(line) is not { Success: true } match || Number(match.Groups[1]) != counts.Count)
                return null;
            counts.Add(Number(match.Groups[2]));
        }

        return new Histogram(counts, Number(tail.Groups[1]));
    }

    private static long Number(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^ *(\d{1,9}) s to +\d+ s +(\d{1,9})( #+)?$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^never +(\d{1,9})$")]
    private static partial Regex Tail();
}
