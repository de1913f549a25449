using System.Collections.Frozen;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>
/// Names of OpenTelemetry as names of Prometheus: the rules of the specification's "OTLP Metric points to Prometheus", with the
/// unit suffixes of the collector's translator.
/// </summary>
internal static class PrometheusNames
{
    private static readonly FrozenDictionary<string, string> s_units = new Dictionary<string, string>
    {
        ["d"] = "days", ["h"] = "hours", ["min"] = "minutes", ["s"] = "seconds", ["ms"] = "milliseconds", ["us"] = "microseconds", ["ns"] = "nanoseconds",
        ["By"] = "bytes", ["KiBy"] = "kibibytes", ["MiBy"] = "mebibytes", ["GiBy"] = "gibibytes", ["TiBy"] = "tibibytes",
        ["KBy"] = "kilobytes", ["MBy"] = "megabytes", ["GBy"] = "gigabytes", ["TBy"] = "terabytes",
        ["m"] = "meters", ["V"] = "volts", ["A"] = "amperes", ["J"] = "joules", ["W"] = "watts", ["g"] = "grams",
        ["Cel"] = "celsius", ["Hz"] = "hertz", ["1"] = "", ["%"] = "percent",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> s_perUnits = new Dictionary<string, string>
    {
        ["s"] = "second", ["m"] = "minute", ["h"] = "hour", ["d"] = "day", ["w"] = "week", ["mo"] = "month", ["y"] = "year",
    }.ToFrozenDictionary();

    /// <summary>The name of a metric; null when nothing usable is left of it.</summary>
    /// <param name="metric">The metric: name, unit and kind count.</param>
    /// <param name="prefix">What goes before it, or empty.</param>
    /// <param name="suffixes">Whether unit and kind become suffixes.</param>
    public static string? OfMetric(Metric metric, string prefix, bool suffixes)
    {
        var tokens = Tokens(metric.Name, keepUnderscores: !suffixes);
        if (suffixes)
            AddSuffixes(tokens, metric);
        if (prefix.Length > 0)
            tokens.Insert(0, prefix);
        var name = string.Join('_', tokens);
        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
            name = "_" + name;
        return name.Trim('_').Length == 0 && name != metric.Name ? null : name;
    }

    /// <summary>The name of a label; null when nothing usable is left of it.</summary>
    public static string? OfLabel(string key)
    {
        var name = string.Create(key.Length, key, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        });
        if (name.Length == 0 || (name.Trim('_').Length == 0 && name != key))
            return null;
        if (char.IsAsciiDigit(name[0]))
            return "key_" + name;
        return name[0] == '_' && !name.StartsWith("__", StringComparison.Ordinal) ? "key" + name : name;
    }

    private static void AddSuffixes(List<string> tokens, Metric metric)
    {
        var slash = metric.Unit.IndexOf('/', StringComparison.Ordinal);
        var main = Unit(slash < 0 ? metric.Unit : metric.Unit[..slash], s_units);
        var per = slash < 0 ? "" : Unit(metric.Unit[(slash + 1)..], s_perUnits);
        if (main.Length > 0 && !tokens.Contains(main))
            tokens.Add(main);
        if (per.Length > 0)
            tokens.Add("per_" + per);
        if (metric.DataCase == Metric.DataOneofCase.Sum && metric.Sum.IsMonotonic)
            MoveToEnd(tokens, "total");
        if (metric.DataCase == Metric.DataOneofCase.Gauge && metric.Unit == "1")
            MoveToEnd(tokens, "ratio");
    }

    private static void MoveToEnd(List<string> tokens, string suffix)
    {
        tokens.RemoveAll(t => t == suffix);
        tokens.Add(suffix);
    }

    private static string Unit(string unit, FrozenDictionary<string, string> known)
    {
        unit = unit.Trim();
        return unit.AsSpan().IndexOfAny('{', '}') >= 0 ? "" : string.Join('_', Tokens(known.GetValueOrDefault(unit, unit), keepUnderscores: false));
    }

    private static List<string> Tokens(string text, bool keepUnderscores)
    {
        var tokens = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == ':' || (keepUnderscores && text[i] == '_')))
                continue;
            if (i > start)
                tokens.Add(text[start..i]);
            start = i + 1;
        }

        return tokens;
    }
}
