using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.Loki;

/// <summary>Numbers as Go writes them.</summary>
internal static class GoNumber
{
    /// <summary>A sample's value: the shortest digits that read back the same, never with an exponent.</summary>
    public static string Plain(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        return e < 0 ? text : Expand(text[..e], int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>A number in JSON: with an exponent below 1e-6 and from 1e21.</summary>
    public static string Json(double value)
    {
        if (!double.IsFinite(value))
            return Plain(value);
        if (value == 0 || Math.Abs(value) is >= 1e-6 and < 1e21)
            return Plain(value);
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.Replace("e-0", "e-", StringComparison.Ordinal);
    }

    private static string Expand(string mantissa, int exponent)
    {
        var negative = mantissa[0] == '-';
        var digits = mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        var point = exponent + 1;
        var text = new StringBuilder(negative ? "-" : "");
        if (point <= 0)
            text.Append("0.").Append('0', -point).Append(digits);
        else if (point >= digits.Length)
            text.Append(digits).Append('0', point - digits.Length);
        else
            text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point));
        return text.ToString();
    }
}
