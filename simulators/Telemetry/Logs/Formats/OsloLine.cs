using System.Globalization;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>A line as oslo.log writes it.</summary>
/// <param name="UnixNano">When; cut to the millisecond.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Severity">Word of the severity.</param>
/// <param name="Component">Name of the logger: letters, digits, dots, hyphens.</param>
/// <param name="Context">What stands in brackets, without a closing one; null for no brackets.</param>
/// <param name="Message">The rest; begins with no bracket where there is no context.</param>
internal sealed record OsloLine(long UnixNano, int Pid, string Severity, string Component, string? Context, string Message)
{
    private string Time => UnixTimes.Write(UnixNano, "yyyy-MM-dd HH:mm:ss.fff");

    private string PidText => Pid.ToString(CultureInfo.InvariantCulture);

    /// <summary>The line.</summary>
    public string Text => Context is null ? $"{Time} {PidText} {Severity} {Component} {Message}"
        : $"{Time} {PidText} {Severity} {Component} [{Context}] {Message}";

    /// <summary>What parser-openstack-standard or parser-openstack-no-context read, and extract-request-id.</summary>
    public Parsed Parsed
    {
        get
        {
            var fields = Parsed.Of(("timestamp", Time), ("pid", PidText), ("severity", Severity), ("component", Component),
                ("message", Message));
            if (Context is not null)
                fields = fields.Add("request_context", Context);
            if (FirstRequestId() is { } id)
                fields = fields.Add("request_id", id);
            return new Parsed(Text, UnixTimes.ToMillisecond(UnixNano), fields, Severity, Severities.Number(Severity));
        }
    }

    // The first of two: with a global request id that is the global one.
    private string? FirstRequestId()
    {
        var start = Context?.IndexOf("req-", StringComparison.Ordinal) ?? -1;
        if (start < 0)
            return null;
        var end = Context!.IndexOf(' ', start);
        return end < 0 ? Context[start..] : Context[start..end];
    }
}
