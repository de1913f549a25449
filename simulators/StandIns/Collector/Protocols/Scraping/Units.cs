namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>Units of OpenMetrics as units of OpenTelemetry.</summary>
internal static class Units
{
    /// <summary>The unit in UCUM; a word that is not known stays as it is.</summary>
    public static string ToUcum(string word)
    {
        var per = word.IndexOf("_per_", StringComparison.Ordinal);
        return per < 0 ? Main(word) : $"{Main(word[..per])}/{Per(word[(per + 5)..])}";
    }

    private static string Main(string word) => word switch
    {
        "days" => "d",
        "hours" => "h",
        "minutes" => "min",
        "seconds" => "s",
        "milliseconds" => "ms",
        "microseconds" => "us",
        "nanoseconds" => "ns",
        "bytes" => "By",
        "kibibytes" => "KiBy",
        "mebibytes" => "MiBy",
        "gibibytes" => "GiBy",
        "kilobytes" => "KBy",
        "megabytes" => "MBy",
        "gigabytes" => "GBy",
        "meters" => "m",
        "volts" => "V",
        "amperes" => "A",
        "joules" => "J",
        "watts" => "W",
        "grams" => "g",
        "celsius" => "Cel",
        "hertz" => "Hz",
        "ratio" => "1",
        "percent" => "%",
        _ => word,
    };

    private static string Per(string word) => word switch
    {
        "second" => "s",
        "minute" => "m",
        "hour" => "h",
        "day" => "d",
        "week" => "w",
        "month" => "mo",
        "year" => "y",
        _ => word,
    };
}
