using System.Globalization;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Text;

/// <summary>A time's layout as Go's package time reads it: a list of parts that take the text from left to right.</summary>
internal sealed class GoLayout
{
    private static readonly string[] s_parts =
    [
        "January", "Jan", "Monday", "Mon", "MST", "2006", "Z07:00", "Z0700", "-07:00:00", "-07:00", "-070000", "-0700", "-07", "01", "02", "03", "04", "05",
        "06", "15", "PM", "pm", "_2", "_1", "1", "2", "3", "4", "5",
    ];

    private readonly List<(string Part, bool Literal)> _parts = [];
    private readonly TimeZoneInfo _zone;

    private GoLayout(string layout, TimeZoneInfo zone)
    {
        _zone = zone;
        for (var at = 0; at < layout.Length;)
        {
            var part = Part(layout, at);
            var text = part ?? layout[at].ToString();
            at += text.Length;
            if (part is null && _parts.Count > 0 && _parts[^1].Literal)
                _parts[^1] = (_parts[^1].Part + text, true);
            else
                _parts.Add((text, part is null));
        }
    }

    /// <summary>RFC 3339 with any fraction, as container runtimes write it.</summary>
    public static GoLayout Rfc3339 { get; } = new("2006-01-02T15:04:05.999999999Z07:00", TimeZoneInfo.Utc);

    /// <summary>The layout of a setting, in Go's way.</summary>
    public static GoLayout Go(string layout, TimeZoneInfo zone) => new(layout, zone);

    /// <summary>The layout of a setting, in strptime's way, with the directives of the real program.</summary>
    public static GoLayout Strptime(ConfigNode setting, TimeZoneInfo zone)
    {
        try
        {
            return new GoLayout(Text.Strptime.ToGo(setting.Text()), zone);
        }
        catch (FormatException problem)
        {
            throw setting.Bad("a strptime layout", $"{setting.Text()} ({problem.Message})");
        }
    }

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text; all of it must be of the layout.</param>
    /// <param name="now">For layouts without a year.</param>
    /// <param name="nanoseconds">Since 1970.</param>
    /// <returns>False when it is not of the layout, or no time.</returns>
    public bool TryParse(ReadOnlySpan<char> text, DateTimeOffset now, out long nanoseconds)
    {
        nanoseconds = 0;
        var time = new TimeParts();
        for (var i = 0; i < _parts.Count; i++)
        {
            var (part, literal) = _parts[i];
            if (literal)
            {
                if (!text.StartsWith(part, StringComparison.Ordinal))
                    return false;
                text = text[part.Length..];
            }
            else if (!time.Take(part, ref text))
            {
                return false;
            }
            else if (part is "05" or "5" && (i + 1 == _parts.Count || !IsFraction(_parts[i + 1].Part)))
            {
                // Go takes a fraction after the seconds even where the layout has none.
                time.TakeFraction(ref text);
            }
        }

        return text.IsEmpty && time.TryGet(_zone, now, out nanoseconds);
    }

    private static bool IsFraction(string part) => part.Length > 1 && part[0] is '.' or ',' && part[1] is '9' or '0';

    private static string? Part(string layout, int at)
    {
        if (layout[at] is '.' or ',')
        {
            var end = at + 1;
            while (end < layout.Length && layout[end] == layout[at + 1] && layout[end] is '9' or '0')
                end++;
            var isFraction = end > at + 1 && (end == layout.Length || !char.IsAsciiDigit(layout[end]));
            return isFraction ? layout[at..end] : null;
        }

        return Array.Find(s_parts, p => layout.AsSpan(at).StartsWith(p, StringComparison.Ordinal));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Concat(_parts.Select(p => p.Part))} ({_zone.Id})");
}
