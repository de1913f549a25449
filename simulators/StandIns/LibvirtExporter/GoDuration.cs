using System.Buffers;
using System.Globalization;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>Durations as Go writes them: <c>3s</c>, <c>500ms</c>, <c>1m30s</c>, <c>1.5h</c>, <c>0</c> (<c>time.ParseDuration</c>).</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Reads a duration that is not negative. False when the text is none, or longer than a year.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
            return true;
        var seconds = 0.0;
        var rest = text.AsSpan();
        do
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var length = rest.IndexOfAny(Digits) is > 0 and var next ? next : rest.Length;
            var unit = rest[..length].ToString();
            if (Array.Find(Units, known => known.Unit == unit) is not { Unit: not null } found)
                return false;
            seconds += number * found.Seconds;
            rest = rest[length..];
        }
        while (!rest.IsEmpty);

        if (seconds > 366 * 86_400.0)
            return false;
        // A timer's step is one tick; what Go would count in nanoseconds is not lost to zero.
        duration = TimeSpan.FromTicks((long)Math.Ceiling(Math.Round(seconds * TimeSpan.TicksPerSecond, 2)));
        return true;
    }
}
