using System.Globalization;

namespace Validation.Simulators.StandIns.Loki.Config;

/// <summary>Sizes as Loki's configuration writes them: <c>256KB</c>, <c>10MB</c>, <c>1048576</c>; a K is 1024.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, double Factor)[] s_units =
    [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30),
        ("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30), ("B", 1), ("", 1),
    ];

    public static bool TryParse(string text, out double bytes)
    {
        var (unit, factor) = Array.Find(s_units, u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        var number = text.AsSpan(0, text.Length - unit.Length).TrimEnd();
        var ok = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out bytes);
        bytes *= factor;
        return ok;
    }

    /// <summary>As Loki writes it in messages: <c>10MB</c>, <c>512B</c>.</summary>
    public static string Text(double bytes)
    {
        foreach (var (unit, factor) in new[] { ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10) })
        {
            if (bytes >= factor)
                return (bytes / factor).ToString("0.#", CultureInfo.InvariantCulture) + unit;
        }

        return bytes.ToString("0", CultureInfo.InvariantCulture) + "B";
    }
}
