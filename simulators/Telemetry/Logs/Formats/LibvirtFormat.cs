namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>A line of libvirt's daemon: <c>2026-03-04 05:06:07.123+0000: 2134: info : qemuDomainCreate:7 : …</c>.</summary>
internal sealed class LibvirtFormat : LogFormat
{
    public override string Name => "libvirt";

    /// <summary>A line.</summary>
    /// <param name="unixNano">When.</param>
    /// <param name="pid">Thread that writes.</param>
    /// <param name="level"><c>debug</c>, <c>info</c>, <c>warning</c> or <c>error</c>.</param>
    /// <param name="message">Function, line number and text.</param>
    public static string Line(long unixNano, int pid, string level, string message) =>
        $"{UnixTimes.Write(unixNano, "yyyy-MM-dd HH:mm:ss.fff")}+0000: {pid}: {level} : {message}";

    internal override Draft Write(LogUnit unit, int index)
    {
        var level = PlainLevels.Of(unit) switch { "warn" => "warning", var word => word };
        var line = Line(unit.UnixNano, unit.Source.Pid, level,
            $"{unit.Component}:{100 + unit.Pick(Purpose.Amount, 900)} : {Messages.Of(unit)}");
        return new Draft(line, Parsed.CatchAll(line));
    }
}
