using System.Collections.Immutable;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>A line and its place among all the lines that are written at once.</summary>
internal readonly record struct DraftLine(int Order, string Text);

/// <summary>The lines of one stored record, and what the collector's operators must read from them.</summary>
internal sealed record Draft(ImmutableArray<DraftLine> Lines, Parsed Parsed)
{
    public Draft(string line, Parsed parsed)
        : this([new DraftLine(0, line)], parsed)
    {
    }
}

/// <summary>What <c>filelog/openstack</c> must read from a record.</summary>
/// <param name="Body">The body that is stored.</param>
/// <param name="UnixNano">The time that the line itself tells; null when the runtime's counts.</param>
/// <param name="Fields">Attributes by name, but those that every record has.</param>
/// <param name="SeverityText">Severity as it is written; null when none is read.</param>
/// <param name="SeverityNumber">Its number in OTLP; null when the word is not recognised.</param>
internal sealed record Parsed(string Body, long? UnixNano, ImmutableSortedDictionary<string, string> Fields, string? SeverityText = null,
    int? SeverityNumber = null)
{
    /// <summary>The level that Loki makes of a text in which the body itself tells it; null when that is not known.</summary>
    public string? LevelInBody { get; init; }

    /// <summary>Nothing but the message, which is the body.</summary>
    public static Parsed CatchAll(string body) => new(body, null, Of(("message", body)));

    public static ImmutableSortedDictionary<string, string> Of(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            builder.Add(name, value);
        return builder.ToImmutable();
    }
}
