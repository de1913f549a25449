namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>A line of Horizon's Django. Its time has a comma and is kept as text only: the record has the runtime's.</summary>
internal sealed class DjangoFormat : LogFormat
{
    public override string Name => "django";

    internal override Draft Write(LogUnit unit, int index)
    {
        var time = UnixTimes.Write(unit.UnixNano, "yyyy-MM-dd HH:mm:ss,fff");
        var severity = Severities.Of(unit) switch { "TRACE" => "DEBUG", var word => word };
        var message = $"Attempted scoped token failed for user bob{unit.Pick(Purpose.Amount, 100)} – «{unit.Mark(0)}»";
        var line = $"{time} {severity} {unit.Component} {message}";
        var fields = Parsed.Of(("timestamp", time), ("severity", severity), ("component", unit.Component), ("message", message));
        return new Draft(line, new Parsed(line, null, fields, severity, Severities.Number(severity)));
    }
}
