using System.Globalization;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>Sizes as the real program takes them: <c>1048576</c>, <c>1MiB</c>, <c>100kb</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] s_units = ["", "k", "m", "g", "t", "p"];

    /// <summary>Reads a size in bytes.</summary>
    public static long Read(ConfigNode node, long otherwise)
    {
        if (!node.Exists)
            return otherwise;
        var text = node.Text().ToLowerInvariant();
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var unit = text[digits..].Trim();
        var power = Array.IndexOf(s_units, unit.TrimEnd('b').TrimEnd('i'));
        if (power < 0 || (unit.Length > 0 && unit[^1] != 'b') || !double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw node.Bad("a size such as 1048576 or 1MiB");
        return (long)(number * Math.Pow(unit.Contains('i') ? 1024 : 1000, power));
    }
}
