using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Stories;

internal sealed partial class StoryBuilder
{
    /// <summary>The service that works now writes a line in its own format.</summary>
    /// <param name="severity">Word of the severity.</param>
    /// <param name="component">Name of the logger.</param>
    /// <param name="message">What happened; the trace and the mark are added.</param>
    public void Say(string severity, string component, string message) =>
        Write(severity, component, $"req-{Local(_service)} {User} - - default default", message);

    /// <summary>The service that works now writes an error and its traceback, with the prefix on every line.</summary>
    public void SayTraceback(string component, string message, string exception)
    {
        Say("ERROR", component, message);
        Write("ERROR", component, null, "Traceback (most recent call last):");
        Write("ERROR", component, null,
            $"  File \"/var/lib/openstack/lib/python3.12/site-packages/{component.Replace('.', '/')}.py\", line 2612, in wrapped");
        Write("ERROR", component, null, exception);
    }

    private string User => $"{RequestContext.Hex(_items, _seq, (Purpose)StoryId.User)} {RequestContext.Hex(_items, _seq, (Purpose)StoryId.Project)}";

    // All of Nova works on one request; whom it asks makes one of its own.
    private string Local(string service)
    {
        var project = service.Split('-')[0];
        return project == _main ? Id(StoryId.Request) : Id(StoryId.Local + StoryServices.IndexOf(project));
    }

    private void Write(string severity, string component, string? local, string message)
    {
        Advance();
        var number = (_seq * Story.LinesEach) + _lines.Count;
        var source = _places(_service);
        var tagged = $"{message} trace={_items.TraceId(_seq)} {_lineItems.Mark(number)}";
        var (text, parsed) = _service == "libvirt" ? Libvirt(source, severity, component, tagged)
            : Oslo(source, severity, component, local, tagged);
        var takenAt = _now + 40_000;
        var expected = new Expectation(source).Of(number, parsed, takenAt, onError: false, cut: false);
        _lines.Add(new StoryLine(source, new WrittenRecord(number, [new WrittenLine(number, takenAt, false, text)], expected)));
        if (_lines.Count > Story.LinesEach)
            throw new InvalidOperationException($"The story has more than {Story.LinesEach} lines.");
    }

    private (string, Parsed) Oslo(LogSource source, string severity, string component, string? local, string message)
    {
        var line = new OsloLine(_now, source.Pid, severity, component, local is null ? null : $"req-{Id(StoryId.Global)} {local}", message);
        return (line.Text, line.Parsed);
    }

    private (string, Parsed) Libvirt(LogSource source, string severity, string component, string message)
    {
        var line = LibvirtFormat.Line(_now, source.Pid, severity.ToLowerInvariant(),
            $"{component}:42 : {message.Replace(" trace=", $" req-{Id(StoryId.Global)} trace=", StringComparison.Ordinal)}");
        return (line, Parsed.CatchAll(line));
    }
}
