namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>What stands in the bracket of a line of oslo.log.</summary>
internal enum OsloContext
{
    /// <summary>A request, as newer releases write it: <c>[None req-… user project - - default default]</c>.</summary>
    Modern,

    /// <summary>A request that another caused: both ids, of which the collector takes the first.</summary>
    Global,

    /// <summary>A request, as older releases write it: <c>[req-… user project - default default]</c>.</summary>
    Classic,

    /// <summary>A request of nobody: <c>[None req-… - - - - - -]</c>.</summary>
    Anonymous,

    /// <summary>No request: <c>[-]</c>.</summary>
    Dash,

    /// <summary>No bracket at all.</summary>
    None,

    /// <summary>No bracket, but a message that begins with one, which the collector takes for it: <c>[pool] …</c>.</summary>
    Mistaken,
}

/// <summary>A line of oslo.log.</summary>
internal sealed class OsloFormat(OsloContext context) : LogFormat
{
    public override string Name => "oslo, " + context.ToString().ToLowerInvariant();

    internal override Draft Write(LogUnit unit, int index)
    {
        var line = new OsloLine(unit.UnixNano, unit.Source.Pid, Severities.Of(unit), unit.Component, Context(unit), Messages.Of(unit));
        return new Draft(line.Text, line.Parsed);
    }

    /// <summary>The bracket's content; null for none.</summary>
    internal string? Context(LogUnit unit)
    {
        string Id(Purpose purpose) => RequestContext.Uuid(unit.Items, unit.Head, purpose);
        string Hex(Purpose purpose) => RequestContext.Hex(unit.Items, unit.Head, purpose);
        return context switch
        {
            OsloContext.Modern => RequestContext.Modern(null, Id(Purpose.Request), Hex(Purpose.User), Hex(Purpose.Project)),
            OsloContext.Global => RequestContext.Modern(Id(Purpose.GlobalRequest), Id(Purpose.Request), Hex(Purpose.User),
                Hex(Purpose.Project)),
            OsloContext.Classic => RequestContext.Classic(Id(Purpose.Request), Hex(Purpose.User), Hex(Purpose.Project)),
            OsloContext.Anonymous => $"None req-{Id(Purpose.Request)} - - - - - -",
            OsloContext.Dash => "-",
            OsloContext.Mistaken => "pool",
            _ => null,
        };
    }
}
