using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>A sample that Prometheus must have.</summary>
/// <param name="Series">Name and labels, these among others.</param>
/// <param name="UnixMilliseconds">Its time, exactly.</param>
/// <param name="Value">Its value, exactly; NaN for the mark that a series has ended, after which a query shows nothing.</param>
public sealed record ExpectedPoint(LabelSet Series, long UnixMilliseconds, double Value)
{
    /// <summary>True for the mark that the series has ended.</summary>
    public bool Ends => double.IsNaN(Value);
}

/// <summary>A bucket of a native histogram.</summary>
/// <param name="Lower">Its values are larger.</param>
/// <param name="Upper">Its values are no larger.</param>
/// <param name="Count">How many.</param>
public readonly record struct ExpectedBucket(double Lower, double Upper, double Count);

/// <summary>A native histogram that Prometheus must have, where it takes them.</summary>
/// <param name="Series">Name and labels, these among others.</param>
/// <param name="UnixMilliseconds">Its time, exactly.</param>
/// <param name="Count">Observations.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Buckets">Buckets that are not empty, from the smallest values to the largest.</param>
public sealed record ExpectedHistogram(LabelSet Series, long UnixMilliseconds, double Count, double Sum, ImmutableArray<ExpectedBucket> Buckets);

/// <summary>An exemplar that Prometheus must have, where it keeps them.</summary>
/// <param name="Series">The series it belongs to.</param>
/// <param name="Labels"><c>trace_id</c> and <c>span_id</c>.</param>
/// <param name="UnixMilliseconds">Its time.</param>
/// <param name="Value">The observed value.</param>
public sealed record ExpectedExemplar(LabelSet Series, LabelSet Labels, long UnixMilliseconds, double Value);
