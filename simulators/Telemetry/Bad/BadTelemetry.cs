using System.Collections.Immutable;

namespace Validation.Simulators.Telemetry.Bad;

/// <summary>Everything that is sent to be refused.</summary>
public static class BadTelemetry
{
    /// <summary>All rows; names are their own.</summary>
    public static ImmutableArray<BadPayload> All { get; } = [.. BadCollector.Rows, .. BadLoki.Rows, .. BadRemoteWrite.Rows];
}
