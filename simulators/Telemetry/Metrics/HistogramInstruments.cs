using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>A histogram with named bounds and an exemplar. Of a delta nothing comes.</summary>
internal sealed class HistogramInstrument : Instrument
{
    private static readonly ImmutableArray<double> Bounds = [0.5, 5, 10, 250];
    private static readonly ImmutableArray<string> Ends = ["0.5", "5", "10", "250", "+Inf"];
    private static readonly ImmutableArray<double> Observed = [0.25, 2.5, 7.5, 100, 1_000];

    private readonly int _purpose;
    private readonly bool _delta;
    private readonly ImmutableArray<LabelSet> _buckets;
    private readonly LabelSet _count;
    private readonly LabelSet _sum;

    public HistogramInstrument(MetricTimes times, string name, string unit, LabelSet labels, string metricName, int purpose, bool delta)
        : base(times, name, unit)
    {
        (_purpose, _delta) = (purpose, delta);
        _buckets = [.. Ends.Select(le => labels.Named(metricName + "_bucket").With("le", le))];
        _count = labels.Named(metricName + "_count");
        _sum = labels.Named(metricName + "_sum");
    }

    public override IEnumerable<ExpectedPoint> Expected(long seq)
    {
        if (_delta)
            yield break;
        var counts = Counts(seq);
        var below = 0L;
        for (var i = 0; i < counts.Length; i++)
            yield return Point(_buckets[i], seq, below += counts[i]);
        yield return Point(_count, seq, below);
        yield return Point(_sum, seq, Sum(counts));
    }

    public override IEnumerable<ExpectedExemplar> ExpectedExemplars(long seq) => _delta
        ? []
        : [Exemplar(_buckets[2], seq, Observed[2])];

    protected override void AddPoint(Metric metric, long seq)
    {
        metric.Histogram ??= new Histogram { AggregationTemporality = _delta ? AggregationTemporality.Delta : AggregationTemporality.Cumulative };
        var counts = Counts(seq);
        var point = new HistogramDataPoint
        {
            TimeUnixNano = Times.UnixNano(seq), StartTimeUnixNano = _delta ? (ulong)Times.UnixMilliseconds(seq - 1) * 1_000_000 : Times.StartUnixNano(seq),
            Count = (ulong)counts.Sum(), Sum = Sum(counts), Min = Observed[0], Max = Observed[^1],
        };
        point.Attributes.AddRange(Attributes());
        point.BucketCounts.AddRange(counts.Select(c => (ulong)c));
        point.ExplicitBounds.AddRange(Bounds);
        point.Exemplars.Add(Exemplar(seq, point.TimeUnixNano, Observed[2]));
        metric.Histogram.DataPoints.Add(point);
    }

    private long[] Counts(long seq) =>
        [.. Observed.Select((_, i) => _delta ? 1 + Items.Pick(seq, _purpose + i, 5) : Times.Counted(seq, _purpose + i, 3))];

    /// <summary>Exact: each addend is a multiple of a quarter.</summary>
    private static double Sum(long[] counts) => counts.Select((c, i) => c * Observed[i]).Sum();
}

/// <summary>A histogram with exponential buckets, positive and negative, and values about zero.</summary>
internal sealed class ExponentialInstrument(MetricTimes times, string name, string unit, LabelSet series, int purpose) : Instrument(times, name, unit)
{
    // Scale 1: the base is the square root of 2, and bucket i of OTLP holds what is above base^(offset+i) and not above base^(offset+i+1).
    private const int Scale = 1;
    private const int Offset = 2;

    public override IEnumerable<ExpectedHistogram> ExpectedHistograms(long seq)
    {
        var (negative, zero, positive) = Values(seq);
        var buckets = ImmutableArray.CreateBuilder<ExpectedBucket>();
        buckets.Add(new ExpectedBucket(-Bound(1), -Bound(0), negative));
        buckets.Add(new ExpectedBucket(-0.0, 0.0, zero));
        for (var i = 0; i < positive.Length; i++)
            buckets.Add(new ExpectedBucket(Bound(i), Bound(i + 1), positive[i]));
        return [new ExpectedHistogram(series, Times.UnixMilliseconds(seq), negative + zero + positive.Sum(), Sum(seq), buckets.ToImmutable())];
    }

    protected override void AddPoint(Metric metric, long seq)
    {
        metric.ExponentialHistogram ??= new ExponentialHistogram { AggregationTemporality = AggregationTemporality.Cumulative };
        var (negative, zero, positive) = Values(seq);
        var point = new ExponentialHistogramDataPoint
        {
            TimeUnixNano = Times.UnixNano(seq), StartTimeUnixNano = Times.StartUnixNano(seq), Scale = Scale, ZeroCount = (ulong)zero,
            Count = (ulong)(negative + zero + positive.Sum()), Sum = Sum(seq),
            Positive = new ExponentialHistogramDataPoint.Types.Buckets { Offset = Offset }, Negative = new ExponentialHistogramDataPoint.Types.Buckets { Offset = Offset },
        };
        point.Attributes.AddRange(Attributes());
        point.Positive.BucketCounts.AddRange(positive.Select(c => (ulong)c));
        point.Negative.BucketCounts.Add((ulong)negative);
        metric.ExponentialHistogram.DataPoints.Add(point);
    }

    private static double Bound(int index) => Math.Pow(2, (Offset + index) / 2.0);

    private (long Negative, long Zero, long[] Positive) Values(long seq) =>
        (Times.Counted(seq, purpose, 2), Times.Counted(seq, purpose + 1, 2), [.. Enumerable.Range(0, 4).Select(i => Times.Counted(seq, purpose + 2 + i, 3))]);

    private double Sum(long seq) => Times.Counted(seq, purpose + 6, 40) / 4.0;
}
