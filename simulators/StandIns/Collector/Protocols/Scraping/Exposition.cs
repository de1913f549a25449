namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>What a target tells of a metric family.</summary>
/// <param name="Type">Type in the format's words: <c>counter</c>, <c>unknown</c>.</param>
/// <param name="Help">What it is; may be empty.</param>
/// <param name="Unit">Unit in the format's words: <c>seconds</c>; may be empty.</param>
internal sealed record FamilyMetadata(string Type, string Help, string Unit)
{
    /// <summary>Nothing is told.</summary>
    public static FamilyMetadata Unknown { get; } = new("unknown", "", "");
}

/// <summary>An exemplar of a sample.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">Its value.</param>
/// <param name="Milliseconds">When it was; null when not told.</param>
internal sealed record ExemplarLine(Labels Labels, double Value, long? Milliseconds);

/// <summary>A sample as a target tells it, or as it is after relabeling.</summary>
/// <param name="Labels">All labels, the name as <c>__name__</c>.</param>
/// <param name="Value">Its value; Prometheus' stale marker when the series has ended.</param>
/// <param name="Milliseconds">When it was; null when not told.</param>
/// <param name="Exemplar">Its exemplar.</param>
internal sealed record SampleLine(Labels Labels, double Value, long? Milliseconds, ExemplarLine? Exemplar)
{
    /// <summary>The metric's name.</summary>
    public string Name => Labels.Of("__name__");
}

/// <summary>What a target answered.</summary>
internal sealed class Exposition
{
    /// <summary>Metadata by family.</summary>
    public Dictionary<string, FamilyMetadata> Families { get; } = new(StringComparer.Ordinal);

    /// <summary>Samples in the order of the text.</summary>
    public List<SampleLine> Samples { get; } = [];
}

/// <summary>The text is not of its format.</summary>
internal sealed class ExpositionException(string message, int line) : Exception($"{message} (line {line})");
