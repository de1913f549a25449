using System.Buffers;
using System.Globalization;

namespace Validation.Simulators.StandIns.Config;

/// <summary>Durations as Go programs write them, with the days, weeks and years of Prometheus.</summary>
internal static class GoDurations
{
    private static readonly (string Unit, double Seconds)[] s_units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400), ("w", 604800), ("y", 31536000)];

    // 2^63 nanoseconds, about 292 years: what Go and Prometheus can count is shorter.
    private const double TooLong = 9_223_372_036.854775807;

    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.");

    /// <summary>Reads <c>1h30m</c>, <c>1.5s</c>, <c>0</c>; false for what is none, or longer than Go can count.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (text == "0")
            return true;
        var seconds = 0.0;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(s_number);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var end = rest.IndexOfAnyInRange('0', '9');
            var unit = (end < 0 ? rest : rest[..end]).ToString();
            var factor = Array.Find(s_units, u => u.Unit == unit).Seconds;
            if (factor == 0)
                return false;
            seconds += number * factor;
            rest = rest[unit.Length..];
        }

        if (text.Length == 0 || seconds >= TooLong)
            return false;
        span = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
