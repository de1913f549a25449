using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;
using NativeHistogram = Validation.Simulators.Wire.Prometheus.Histogram;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>Exponential histograms of OpenTelemetry as native histograms of Prometheus.</summary>
internal static class NativeHistograms
{
    private const int LargestSchema = 8;
    private const int SmallestSchema = -4;
    private const double ZeroThreshold = 1e-128;

    /// <summary>The histogram of a point; null when its scale is below -4, which Prometheus cannot hold.</summary>
    public static NativeHistogram? Of(ExponentialHistogramDataPoint point)
    {
        if (point.Scale < SmallestSchema)
            return null;
        var down = Math.Max(0, point.Scale - LargestSchema);
        var histogram = new NativeHistogram
        {
            Schema = point.Scale - down,
            ZeroCountInt = point.ZeroCount,
            ZeroThreshold = ZeroThreshold,
            Timestamp = Translator.Milliseconds(point.TimeUnixNano),
        };
        if ((point.Flags & 1) != 0)
        {
            histogram.Sum = Translator.Stale;
            histogram.CountInt = BitConverter.DoubleToUInt64Bits(Translator.Stale);
        }
        else
        {
            histogram.Sum = point.HasSum ? point.Sum : 0;
            histogram.CountInt = point.Count;
        }

        Fill(point.Positive, down, histogram.PositiveSpans, histogram.PositiveDeltas);
        Fill(point.Negative, down, histogram.NegativeSpans, histogram.NegativeDeltas);
        return histogram;
    }

    // Bucket i of OpenTelemetry is bucket i + 1 of Prometheus; two to the power of "down" neighbours become one.
    private static void Fill(ExponentialHistogramDataPoint.Types.Buckets? from, int down, RepeatedField<BucketSpan> spans, RepeatedField<long> deltas)
    {
        if (from is null || from.BucketCounts.Count == 0)
            return;
        var merged = new SortedDictionary<int, long>();
        for (var i = 0; i < from.BucketCounts.Count; i++)
        {
            var index = ((from.Offset + i) >> down) + 1;
            merged[index] = merged.GetValueOrDefault(index) + (long)from.BucketCounts[i];
        }

        var (next, before) = (0, 0L);
        foreach (var (index, count) in merged)
        {
            var gap = index - next;
            if (spans.Count == 0 || gap > 2)
                spans.Add(new BucketSpan { Offset = gap });
            else
                AddZeros(gap);
            Add(count);
            next = index + 1;
        }

        void AddZeros(int number)
        {
            for (var i = 0; i < number; i++)
                Add(0);
        }

        void Add(long count)
        {
            spans[^1].Length++;
            deltas.Add(count - before);
            before = count;
        }
    }
}
