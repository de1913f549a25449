using System.Globalization;
using Validation.Simulators.StandIns.Loki.Ingest;

namespace Validation.Simulators.StandIns.Loki;

/// <summary>Times in nanoseconds since 1970, and how requests and messages write them.</summary>
internal static class Times
{
    public const long Second = 1_000_000_000;

    public static long UnixNano(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;

    public static long Nano(TimeSpan span) => span.Ticks * 100;

    /// <summary>To the second, as in <c>2026-11-22T17:54:46Z</c>.</summary>
    public static string Rfc3339(long unixNano) => At(unixNano).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>As Go prints a time: <c>2026-11-22 14:54:46.130232064 +0000 UTC</c>.</summary>
    public static string Go(long unixNano)
    {
        var nano = ((unixNano % Second) + Second) % Second;
        var fraction = nano == 0 ? "" : "." + nano.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return At(unixNano).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + fraction + " +0000 UTC";
    }

    /// <summary>Reads a request's time: nanoseconds, seconds (up to ten digits, or with a fraction), or RFC 3339.</summary>
    /// <exception cref="RefusedException">It is none of these.</exception>
    public static long Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return text.Length <= 10 ? whole * Second : whole;
        if (text.Contains('.', StringComparison.Ordinal) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && decimal.Abs(seconds) < long.MaxValue / Second)
            return (long)(seconds * Second);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && text.Contains('T', StringComparison.Ordinal))
            return UnixNano(at);
        throw RefusedException.BadRequest($"could not parse '{text}' as a time");
    }

    private static DateTimeOffset At(long unixNano) => DateTimeOffset.UnixEpoch.AddTicks((long)Math.Floor(unixNano / 100m));
}
