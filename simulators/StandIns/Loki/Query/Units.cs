using System.Globalization;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Values with units in filters and unwrapped labels.</summary>
internal static class Units
{
    private static readonly (string Unit, double Factor)[] s_bytes =
    [
        ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1L << 40), ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12),
        ("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12), ("b", 1),
    ];

    /// <summary>Sizes of a filter: a KB is 1000, a KiB 1024, in any case of letters; without a unit bytes.</summary>
    public static bool TryBytes(string text, out double bytes)
    {
        var (unit, factor) = Array.Find(s_bytes, u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        var number = unit is null ? text : text[..^unit.Length].TrimEnd();
        var ok = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out bytes);
        bytes *= unit is null ? 1 : factor;
        return ok;
    }

    /// <summary>A duration as Go writes it, in seconds, also a negative one.</summary>
    public static bool TrySeconds(string text, out double seconds)
    {
        var ok = StandIns.Config.GoDurations.TryParse(text.TrimStart('-', '+'), out var span) && text.Length > 0;
        seconds = text.StartsWith('-') ? -span.TotalSeconds : span.TotalSeconds;
        return ok;
    }

    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);
}
