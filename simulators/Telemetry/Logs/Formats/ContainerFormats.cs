using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>Levels of the programs beside OpenStack.</summary>
internal static class PlainLevels
{
    public static string Of(LogUnit unit) =>
        unit.Pick(Purpose.Severity, 10) switch { 0 => "debug", 1 => "warn", 2 => "error", _ => "info" };
}

/// <summary>A JSON object a line.</summary>
internal sealed class JsonFormat : LogFormat
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string Name => "json";

    internal override Draft Write(LogUnit unit, int index)
    {
        var level = PlainLevels.Of(unit);
        var line = $"{{\"level\":\"{level}\",\"ts\":\"{UnixTimes.Write(unit.UnixNano, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'")}\",\"logger\":\"{unit.Component}\","
            + $"\"msg\":{JsonSerializer.Serialize(Messages.Of(unit), s_readable)}}}";
        return new Draft(line, Parsed.CatchAll(line) with { LevelInBody = level });
    }
}

/// <summary>Names and values, as Go's programs like them.</summary>
internal sealed class LogfmtFormat : LogFormat
{
    public override string Name => "logfmt";

    internal override Draft Write(LogUnit unit, int index)
    {
        var level = PlainLevels.Of(unit);
        var amount = unit.Pick(Purpose.Amount, 10_000).ToString(CultureInfo.InvariantCulture);
        var line = $"logger={unit.Component} t={UnixTimes.Write(unit.UnixNano, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'")} level={level} msg=\"Request done\" rows={amount} {unit.Mark(0)}";
        return new Draft(line, Parsed.CatchAll(line) with { LevelInBody = level });
    }
}

/// <summary>A line of Kubernetes' own programs: <c>I0304 05:06:07.123456 1 proxier.go:12] …</c>.</summary>
internal sealed class KlogFormat : LogFormat
{
    public override string Name => "klog";

    internal override Draft Write(LogUnit unit, int index)
    {
        var letter = char.ToUpperInvariant(PlainLevels.Of(unit)[0]);
        var line = $"{(letter == 'D' ? 'I' : letter)}{UnixTimes.Write(unit.UnixNano, "MMdd HH:mm:ss.ffffff")}       1 {unit.Component}.go:{10 + unit.Pick(Purpose.Amount, 900)}] {Messages.Of(unit)}";
        return new Draft(line, Parsed.CatchAll(line));
    }
}
