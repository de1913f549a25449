namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>A request as uWSGI writes it: nothing is read from it but the message.</summary>
internal sealed class UwsgiFormat : LogFormat
{
    public override string Name => "uwsgi request";

    internal override Draft Write(LogUnit unit, int index)
    {
        var amount = unit.Pick(Purpose.Amount, 10_000);
        // The day of the month is filled with a blank, as in ctime.
        var day = UnixTimes.Write(unit.UnixNano, "%d").PadLeft(2);
        var time = UnixTimes.Write(unit.UnixNano, "ddd MMM ") + day + UnixTimes.Write(unit.UnixNano, " HH:mm:ss yyyy");
        var line = $"[pid: {unit.Source.Pid}|app: 0|req: {amount}/{amount * 3}] 10.20.30.{unit.Pick(Purpose.Address, 250)} () {{36 vars in 640 bytes}} [{time}] "
            + $"GET /resource_providers?{unit.Mark(0)} => generated {amount} bytes in {amount % 90} msecs (HTTP/1.1 200) 6 headers in 203 bytes (1 switches on core 0)";
        return new Draft(line, Parsed.CatchAll(line));
    }
}
