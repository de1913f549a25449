using System.Globalization;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>
/// Numbers as client_golang writes them: Go's <c>strconv.FormatFloat(v, 'g', -1, 64)</c>, that is the shortest digits that read
/// back the same, with an exponent of at least two digits when it is below -4 or above 5.
/// </summary>
internal static class GoFloat
{
    /// <summary>Bytes that any number fits into.</summary>
    internal const int MaxLength = 32;

    /// <summary>Writes a number and returns how many bytes it took.</summary>
    public static int Write(double value, Span<byte> output)
    {
        if (!double.IsFinite(value))
            return Copy(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8, output);
        if (value == 0)
            return Copy("0"u8, output);

        Span<byte> plain = stackalloc byte[MaxLength];
        value.TryFormat(plain, out var length, default, CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[MaxLength];
        var (count, point) = Digits(plain[..length], digits);
        var written = 0;
        if (value < 0)
            output[written++] = (byte)'-';
        return written + (point - 1 is < -4 or >= 6 ? Exponent(digits[..count], point - 1, output[written..]) : Fixed(digits[..count], point, output[written..]));
    }

    /// <summary>The significant digits of .NET's shortest form, and where the point stands: 12.5 is 125 and 2.</summary>
    private static (int Count, int Point) Digits(ReadOnlySpan<byte> plain, Span<byte> digits)
    {
        int count = 0, point = 0;
        var seenPoint = false;
        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i] == '.')
            {
                seenPoint = true;
            }
            else if (plain[i] == 'E')
            {
                point += int.Parse(plain[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else if (plain[i] != '-')
            {
                if (count > 0 || plain[i] != '0')
                    digits[count++] = plain[i];
                else if (seenPoint)
                    point--;
                if (!seenPoint && count > 0)
                    point++;
            }
        }

        while (count > 1 && digits[count - 1] == '0')
            count--;
        return (count, point);
    }

    private static int Exponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> output)
    {
        var length = 0;
        output[length++] = digits[0];
        if (digits.Length > 1)
        {
            output[length++] = (byte)'.';
            length += Copy(digits[1..], output[length..]);
        }

        output[length++] = (byte)'e';
        output[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(output[length..], out var written, "00", CultureInfo.InvariantCulture);
        return length + written;
    }

    private static int Fixed(ReadOnlySpan<byte> digits, int point, Span<byte> output)
    {
        var length = 0;
        if (point <= 0)
        {
            length += Copy("0."u8, output);
            output.Slice(length, -point).Fill((byte)'0');
            return length - point + Copy(digits, output[(length - point)..]);
        }

        if (digits.Length <= point)
        {
            length += Copy(digits, output);
            output.Slice(length, point - digits.Length).Fill((byte)'0');
            return point;
        }

        length += Copy(digits[..point], output);
        output[length++] = (byte)'.';
        return length + Copy(digits[point..], output[length..]);
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        bytes.CopyTo(output);
        return bytes.Length;
    }
}
