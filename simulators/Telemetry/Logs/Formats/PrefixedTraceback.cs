namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>
/// An error and its traceback as oslo.log writes them: the prefix on every line. Nothing joins them, so every line is stored by itself,
/// and only the first has a request.
/// </summary>
internal sealed class PrefixedTraceback : LogFormat
{
    private static readonly OsloFormat s_head = new(OsloContext.Modern);

    public override string Name => "oslo, traceback with prefix";

    internal override int Width(LogUnit unit) => 3 + unit.Pick(Purpose.Frames, 3);

    internal override Draft Write(LogUnit unit, int index)
    {
        var mark = unit.Mark(index);
        var message = index == 0 ? $"Unexpected exception in API method: TimeoutError {mark}"
            : index == 1 ? $"Traceback (most recent call last): {mark}"
            : index == Width(unit) - 1 ? $"TimeoutError: rpc reply {unit.Pick(Purpose.Amount, 10_000)} timed out {mark}"
            : $"  File \"{Frames.Path(unit, index)}\", line {40 + index}, in wrapped {mark}";
        var line = new OsloLine(unit.UnixNano, unit.Source.Pid, "ERROR", unit.Component, index == 0 ? s_head.Context(unit) : null, message);
        return new Draft([new DraftLine(index, line.Text)], line.Parsed);
    }
}

/// <summary>Frames of tracebacks.</summary>
internal static class Frames
{
    private static readonly string[] s_modules = ["api/openstack/wsgi.py", "db/sqlalchemy/api.py", "rpc/client.py", "virt/driver.py",
        "service.py"];

    public static string Path(LogUnit unit, int index) =>
        $"/var/lib/openstack/lib/python3.12/site-packages/{unit.Source.Service ?? "app"}/{s_modules[(unit.Pick(Purpose.Detail, 5) + index) % 5]}";
}
