using System.Globalization;
using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>Numbers, times and names as every report writes them: invariant, UTC, the same words everywhere.</summary>
internal static class Words
{
    public static string Number(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 scenario</c>, <c>12 scenarios</c>.</summary>
    public static string Count(long count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>A duration: <c>0.412 s</c>, <c>12.3 s</c>, <c>3 min 05 s</c>, <c>2 h 14 min</c>.</summary>
    public static string Seconds(double seconds)
    {
        if (!double.IsFinite(seconds))
            return "unknown";
        var whole = (long)Math.Round(Math.Clamp(seconds, 0, 1e12), MidpointRounding.AwayFromZero);
        return seconds switch
        {
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds):0.###} s"),
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60} min {whole % 60:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600} h {whole / 60 % 60:00} min"),
        };
    }

    /// <summary>A figure with its unit; four significant digits are what a person compares, more are in the stream.</summary>
    public static string Figure(double value, string? unit)
    {
        var text = !double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture)
            : Math.Abs(value) is >= 1000 and < 1e15 ? value.ToString("#,##0.#", CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(unit) || unit == "1" ? text : $"{text} {Clean.Line(unit)}";
    }

    /// <summary>A size in bytes: <c>812 B</c>, <c>4.1 KiB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{Number(bytes)} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:#,##0.0} MiB"),
    };

    /// <summary>A time, always UTC and always saying so.</summary>
    public static string Utc(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? RunModel.NotRecorded;

    public static string Outcome(Harness.Outcome outcome) => outcome switch
    {
        Harness.Outcome.Holds => "holds",
        Harness.Outcome.Unknown => "unknown",
        _ => "violated",
    };

    /// <summary>How a scenario or step ended; null is one that did not.</summary>
    public static string Status(Status? status) => status switch
    {
        Harness.Events.Status.Passed => "passed",
        Harness.Events.Status.Failed => "failed",
        Harness.Events.Status.Broken => "broken",
        Harness.Events.Status.Skipped => "skipped",
        _ => "unfinished",
    };
}
