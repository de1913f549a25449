using Validation.Backends.Exposition;

namespace Validation.Steps.Loss;

/// <summary>The names of the collector's own counters.</summary>
internal static class CollectorCounter
{
    private const string Total = "_total";

    /// <summary>
    /// A sample's name without the <c>_total</c> that some versions put behind their counters' names: 0.151 does where a reader is
    /// configured, 0.156 as it is recorded does not. The names of other programs stay as they are.
    /// </summary>
    public static string Counter(this MetricSample sample) =>
        sample.Name.StartsWith("otelcol_", StringComparison.Ordinal) && sample.Name.EndsWith(Total, StringComparison.Ordinal)
            ? sample.Name[..^Total.Length]
            : sample.Name;
}
