using System.Globalization;

namespace Validation.Simulators.StandIns.Collector.Filelog.Text;

/// <summary>A time while it is read.</summary>
internal struct TimeParts
{
    private static readonly string[] s_months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] s_shortMonths = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[..12];
    private static readonly string[] s_days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
    private static readonly string[] s_shortDays = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames;
    private int? _year;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private int _minute;
    private int _second;
    private long _fraction;
    private bool? _afternoon;
    private TimeSpan? _offset;

    public TimeParts()
    {
    }

    /// <summary>Takes one part of a layout from the front of the text.</summary>
    public bool Take(string part, ref ReadOnlySpan<char> text) => part switch
    {
        "2006" => Number(ref text, 4, 4, out var n) && Year(n),
        "06" => Number(ref text, 2, 2, out var n) && Year(n < 69 ? 2000 + n : 1900 + n),
        "01" => Number(ref text, 2, 2, out _month),
        "1" or "_1" => Number(ref text, 1, 2, out _month, part[0] == '_'),
        "02" => Number(ref text, 2, 2, out _day),
        "2" or "_2" => Number(ref text, 1, 2, out _day, part[0] == '_'),
        "15" => Number(ref text, 1, 2, out _hour) && _hour < 24,
        "03" => Number(ref text, 2, 2, out _hour) && _hour <= 12,
        "3" => Number(ref text, 1, 2, out _hour) && _hour <= 12,
        "04" => Number(ref text, 2, 2, out _minute) && _minute < 60,
        "4" => Number(ref text, 1, 2, out _minute) && _minute < 60,
        "05" => Number(ref text, 2, 2, out _second) && _second < 60,
        "5" => Number(ref text, 1, 2, out _second) && _second < 60,
        "January" => Name(ref text, s_months, out var n) && Set(_month = n + 1),
        "Jan" => Name(ref text, s_shortMonths, out var n) && Set(_month = n + 1),
        "Monday" => Name(ref text, s_days, out _),
        "Mon" => Name(ref text, s_shortDays, out _),
        "PM" or "pm" => Half(ref text, part),
        "MST" => Zone(ref text),
        _ when part[0] is '.' or ',' => part[1] == '9' ? TakeFraction(ref text) || true : ExactFraction(ref text, part.Length),
        _ => Offset(ref text, part),
    };

    /// <summary>Takes a fraction of a second of any length where there is one.</summary>
    public bool TakeFraction(ref ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] is not ('.' or ',') || !char.IsAsciiDigit(text[1]))
            return false;
        var end = 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        _fraction = Nanoseconds(text[1..end]);
        text = text[end..];
        return true;
    }

    /// <summary>The time in nanoseconds since 1970; false when there is no such day.</summary>
    public readonly bool TryGet(TimeZoneInfo zone, DateTimeOffset now, out long nanoseconds)
    {
        nanoseconds = 0;
        var year = _year ?? now.Year;
        if (_month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(year, _month) || year < 1)
            return false;
        var hour = _afternoon switch { true when _hour < 12 => _hour + 12, false when _hour == 12 => 0, _ => _hour };
        var local = new DateTime(year, _month, _day, hour, _minute, _second);
        // A time without its year that would be more than a week ahead is of last year.
        if (_year is null && local > now.DateTime.AddDays(7))
            local = local.AddYears(-1);
        var utc = local - (_offset ?? zone.GetUtcOffset(local));
        nanoseconds = ((utc - DateTime.UnixEpoch).Ticks * 100) + _fraction;
        return true;
    }

    private static bool Set(int _) => true;

    private bool Year(int year)
    {
        _year = year;
        return true;
    }

    private static bool Number(ref ReadOnlySpan<char> text, int least, int most, out int number, bool padded = false)
    {
        number = 0;
        if (padded && text is [' ', ..])
            text = text[1..];
        var length = 0;
        while (length < most && length < text.Length && char.IsAsciiDigit(text[length]))
            number = (number * 10) + (text[length++] - '0');
        text = text[length..];
        return length >= least;
    }

    private static bool Name(ref ReadOnlySpan<char> text, string[] names, out int index)
    {
        for (index = 0; index < names.Length; index++)
        {
            if (text.StartsWith(names[index], StringComparison.OrdinalIgnoreCase))
            {
                text = text[names[index].Length..];
                return true;
            }
        }

        return false;
    }

    private static long Nanoseconds(ReadOnlySpan<char> digits)
    {
        var value = 0L;
        for (var i = 0; i < 9; i++)
            value = (value * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return value;
    }

    private bool ExactFraction(ref ReadOnlySpan<char> text, int length)
    {
        if (text.Length < length || text[0] is not ('.' or ',') || text[1..length].ContainsAnyExceptInRange('0', '9'))
            return false;
        _fraction = Nanoseconds(text[1..length]);
        text = text[length..];
        return true;
    }

    private bool Half(ref ReadOnlySpan<char> text, string part)
    {
        if (text.Length < 2)
            return false;
        _afternoon = text[0] == part[0] ? true : text[0] == (part[0] == 'P' ? 'A' : 'a') ? false : null;
        var ends = text[1] == part[1];
        text = text[2..];
        return ends && _afternoon is not null;
    }

    private bool Zone(ref ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("UTC", StringComparison.Ordinal) && !text.StartsWith("GMT", StringComparison.Ordinal))
            return false;
        _offset = TimeSpan.Zero;
        text = text[3..];
        return true;
    }

    private bool Offset(ref ReadOnlySpan<char> text, string part)
    {
        if (part[0] == 'Z' && text is ['Z', ..])
        {
            _offset = TimeSpan.Zero;
            text = text[1..];
            return true;
        }

        var layout = part.AsSpan(1);
        if (text.Length < part.Length || text[0] is not ('+' or '-'))
            return false;
        Span<int> numbers = [0, 0, 0];
        var digits = 0;
        for (var i = 0; i < layout.Length; i++)
        {
            var c = text[i + 1];
            if (layout[i] == ':' ? c != ':' : !char.IsAsciiDigit(c))
                return false;
            if (c != ':')
                numbers[digits / 2] = (numbers[digits++ / 2] * 10) + (c - '0');
        }

        var offset = new TimeSpan(numbers[0], numbers[1], numbers[2]);
        _offset = text[0] == '-' ? -offset : offset;
        text = text[part.Length..];
        return true;
    }
}
