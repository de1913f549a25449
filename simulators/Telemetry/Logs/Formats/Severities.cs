namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>Words for severities: how often they come, and what becomes of them.</summary>
internal static class Severities
{
    /// <summary>A severity as OpenStack's programs write it: mostly INFO, CRITICAL and TRACE seldom.</summary>
    public static string Of(LogUnit unit) => unit.Pick(Purpose.Severity, 100) switch
    {
        < 20 => "DEBUG",
        < 76 => "INFO",
        < 89 => "WARNING",
        < 97 => "ERROR",
        < 99 => "CRITICAL",
        _ => "TRACE",
    };

    /// <summary>The number in OTLP; null for a word that the collector does not know, as CRITICAL.</summary>
    /// <remarks>Aliases of opentelemetry-collector-contrib, pkg/stanza/operator/helper/severity_builder.go.</remarks>
    public static int? Number(string word) => word switch
    {
        "TRACE" => 1,
        "DEBUG" => 5,
        "INFO" => 9,
        "WARN" or "WARNING" => 13,
        "ERROR" or "ERR" => 17,
        "FATAL" => 21,
        _ => null,
    };

    /// <summary>Loki's level of a word (<c>detected_level</c>): lower case, <c>warn</c> for both words of it.</summary>
    public static string Level(string word) => word is "WARNING" ? "warn" : word.ToLowerInvariant();
}
