using System.Globalization;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>Durations as Go writes them: <c>1h2m3.5s</c>, <c>150ms</c>, <c>0s</c>.</summary>
internal static class GoDuration
{
    /// <summary>Writes nanoseconds.</summary>
    public static string Text(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var sign = nanoseconds < 0 ? "-" : "";
        var left = Math.Abs((decimal)nanoseconds);
        if (left < 1_000_000_000)
        {
            var (unit, factor) = left < 1_000 ? ("ns", 1m) : left < 1_000_000 ? ("µs", 1_000m) : ("ms", 1_000_000m);
            return $"{sign}{Number(left / factor)}{unit}";
        }

        var hours = Math.Floor(left / 3_600_000_000_000);
        var minutes = Math.Floor(left / 60_000_000_000) % 60;
        var seconds = left / 1_000_000_000 % 60;
        return $"{sign}{(hours > 0 ? $"{hours}h" : "")}{(hours > 0 || minutes > 0 ? $"{minutes}m" : "")}{Number(seconds)}s";
    }

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
