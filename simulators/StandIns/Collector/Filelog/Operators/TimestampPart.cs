using System.Globalization;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Text;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>The <c>timestamp</c> of a parser: reads the record's time from a field.</summary>
internal sealed class TimestampPart
{
    private static readonly string[] s_epochs = ["s", "ms", "us", "ns", "s.ms", "s.us", "s.ns"];
    private readonly Field _from;
    private readonly GoLayout? _layout;
    private readonly string _epoch = "";
    private readonly TimeProvider _clock;

    public TimestampPart(ConfigNode settings, TimeProvider clock)
    {
        foreach (var key in settings.Keys)
        {
            if (key is not ("parse_from" or "layout" or "layout_type" or "location"))
                throw settings[key].Bad("one of parse_from, layout, layout_type, location", key);
        }

        (_from, _clock) = (Field.Read(settings["parse_from"]), clock);
        var layout = settings["layout"];
        switch (settings["layout_type"].Text("strptime"))
        {
            case "strptime":
                _layout = GoLayout.Strptime(layout, Zone(settings["location"], layout.Text().EndsWith('Z') && !layout.Text().EndsWith("%Z", StringComparison.Ordinal)));
                break;
            case "gotime":
                _layout = GoLayout.Go(layout.Text(), Zone(settings["location"], layout.Text().EndsWith('Z')));
                break;
            case "epoch":
                _epoch = s_epochs.Contains(layout.Text()) ? layout.Text() : throw layout.Bad(string.Join(", ", s_epochs));
                break;
            default:
                throw settings["layout_type"].Bad("strptime, gotime or epoch");
        }
    }

    /// <summary>Reads the time of a record.</summary>
    /// <returns>What was wrong; null when nothing.</returns>
    public string? Read(Entry entry)
    {
        if (!_from.TryGet(entry, out var value))
            return "time parser: log entry does not have the expected parse_from field";
        if (value is not string && _layout is not null)
            return $"time parser: type {Values.Kind(value)} cannot be parsed as a time";
        var text = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (_layout is null ? !Epoch(text, out var time) : !_layout.TryParse(text, _clock.GetUtcNow(), out time))
            return $"time parser: parsing time \"{text}\" as {_layout?.ToString() ?? _epoch}: cannot parse";
        entry.Time = time;
        return null;
    }

    private bool Epoch(string text, out long time)
    {
        time = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || (!_epoch.Contains('.') && number != decimal.Truncate(number)))
            return false;
        var scaled = number * (_epoch switch { "ns" => 1m, "us" => 1e3m, "ms" => 1e6m, _ => 1e9m });
        if (decimal.Abs(scaled) > long.MaxValue)
            return false;
        time = (long)scaled;
        return true;
    }

    private TimeZoneInfo Zone(ConfigNode location, bool zulu)
    {
        if (!location.Exists)
            return zulu ? TimeZoneInfo.Utc : _clock.LocalTimeZone;
        return TimeZoneInfo.TryFindSystemTimeZoneById(location.Text(), out var zone) ? zone : throw location.Bad("a time zone such as UTC or America/Chicago");
    }
}
