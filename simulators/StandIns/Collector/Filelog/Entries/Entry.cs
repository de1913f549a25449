namespace Validation.Simulators.StandIns.Collector.Filelog.Entries;

/// <summary>One record on its way through the operators.</summary>
internal sealed class Entry
{
    /// <summary>The line, or what became of it.</summary>
    public object? Body { get; set; }

    /// <summary>The record's attributes.</summary>
    public ValueMap Attributes { get; private set; } = new(20);

    /// <summary>The resource's attributes.</summary>
    public ValueMap Resource { get; private set; } = new(6);

    /// <summary>When it happened, nanoseconds since 1970; null when no operator said so.</summary>
    public long? Time { get; set; }

    /// <summary>When it was read, nanoseconds since 1970.</summary>
    public long ObservedTime { get; init; }

    /// <summary>OTLP's severity number; 0 when none.</summary>
    public int Severity { get; set; }

    /// <summary>The text that the severity was read from.</summary>
    public string SeverityText { get; set; } = "";

    /// <summary>A copy that can be changed without changing this one.</summary>
    public Entry Copy() => new()
    {
        Body = Values.Copy(Body),
        Attributes = Attributes.Copy(),
        Resource = Resource.Copy(),
        Time = Time,
        ObservedTime = ObservedTime,
        Severity = Severity,
        SeverityText = SeverityText,
    };
}
