using System.Globalization;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>Times as the formats write them, always UTC.</summary>
internal static class UnixTimes
{
    private const long Second = 1_000_000_000;

    public static long Nanos(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;

    public static DateTimeOffset At(long unixNano) => DateTimeOffset.UnixEpoch.AddTicks(unixNano / 100);

    public static long ToMillisecond(long unixNano) => unixNano - (unixNano % 1_000_000);

    public static long ToSecond(long unixNano) => unixNano - (unixNano % Second);

    public static string Write(long unixNano, string format) => At(unixNano).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Go's RFC 3339 with nanoseconds, as containerd writes it: zeros at the end of the fraction are left out.</summary>
    public static string Rfc3339Nano(long unixNano)
    {
        var fraction = (unixNano % Second).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return Write(unixNano, "yyyy-MM-dd'T'HH:mm:ss") + (fraction.Length > 0 ? "." + fraction : "") + "Z";
    }
}
