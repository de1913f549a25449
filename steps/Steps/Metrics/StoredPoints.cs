using System.Collections.Immutable;
using System.Globalization;
using Validation.Backends;
using Validation.Backends.Prometheus;
using Validation.Harness;

namespace Validation.Steps.Metrics;

/// <summary>Stored samples told apart by series and time, so that each point of a stream is compared with its own.</summary>
public static class StoredPoints
{
    /// <summary>Identity of a sample: <c>up{job="a"} @ 1700000000000</c>.</summary>
    public static string Key(LabelSet series, long unixMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(series);
        return string.Create(CultureInfo.InvariantCulture, $"{series.Text} @ {unixMilliseconds}");
    }

    /// <summary>The samples of an answer.</summary>
    public static Reading<double> Of(Answer<ImmutableArray<MatrixRow>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new Reading<double>(
            [.. answer.Value.SelectMany(row => row.Samples.Select(s => new Seen<double>(Key(row.Labels, s.At.ToUnixTimeMilliseconds()), s.Value, s.At)))], answer.Raw);
    }
}
