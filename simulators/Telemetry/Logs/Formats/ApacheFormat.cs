using System.Globalization;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>
/// A line of Apache's access log. Only Horizon's are taken apart, and of those only such with a number of bytes. The severity is the
/// class of the status: 5xx and 4xx are known, 2xx and 3xx are not, as the setting <c>2xx|3xx</c> is no pattern.
/// </summary>
internal sealed class ApacheFormat : LogFormat
{
    private static readonly string[] s_paths = ["/auth/login/", "/project/instances/", "/static/dashboard/css/a.css", "/api/nova/servers/"];

    public override string Name => "apache access";

    internal override Draft Write(LogUnit unit, int index)
    {
        var address = $"10.20.{unit.Pick(Purpose.Address, 250)}.42";
        var user = unit.Pick(Purpose.User, 3) == 0 ? "alice" : "-";
        var time = UnixTimes.Write(unit.UnixNano, "dd/MMM/yyyy:HH:mm:ss +0000");
        var (status, number) = unit.Pick(Purpose.Status, 10) switch
        {
            < 6 => ("200", (int?)null),
            6 => ("304", null),
            7 => ("404", 13),
            8 => ("403", 13),
            _ => ("503", 17),
        };
        var method = unit.Pick(Purpose.Detail, 2) == 0 ? "GET" : "POST";
        var path = $"{s_paths[unit.Pick(Purpose.Message, s_paths.Length)]}?{unit.Mark(0)}";
        var bytes = status == "304" ? "-" : unit.Pick(Purpose.Amount, 20_000).ToString(CultureInfo.InvariantCulture);
        var line = $"{address} - {user} [{time}] \"{method} {path} HTTP/1.1\" {status} {bytes} \"-\" \"Mozilla/5.0 (X11; Linux)\"";
        if (unit.Source.Service != "horizon" || bytes == "-")
            return new Draft(line, Parsed.CatchAll(line));
        return new Draft(line, new Parsed(line, UnixTimes.ToSecond(unit.UnixNano),
            Parsed.Of(("remote_addr", address), ("remote_user", user), ("timestamp", time), ("method", method), ("path", path),
                ("protocol", "HTTP/1.1"), ("status", status), ("bytes", bytes), ("message", line)), status, number));
    }
}
