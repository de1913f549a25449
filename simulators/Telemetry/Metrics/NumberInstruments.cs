using Validation.Harness;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>A gauge, whose value goes up and down; one that may have no value at one item.</summary>
internal sealed class GaugeInstrument(MetricTimes times, string name, string unit, LabelSet series, int purpose, bool whole, bool pauses = false)
    : Instrument(times, name, unit)
{
    public override IEnumerable<ExpectedPoint> Expected(long seq) => [Point(series, seq, Pauses(seq) ? double.NaN : Value(seq))];

    protected override void AddPoint(Metric metric, long seq)
    {
        metric.Gauge ??= new Gauge();
        var point = new NumberDataPoint { TimeUnixNano = Times.UnixNano(seq) };
        point.Attributes.AddRange(Attributes());
        if (Pauses(seq))
            point.Flags = (uint)DataPointFlags.NoRecordedValueMask;
        else if (whole)
            point.AsInt = (long)Value(seq);
        else
            point.AsDouble = Value(seq);
        metric.Gauge.DataPoints.Add(point);
    }

    private bool Pauses(long seq) => pauses && seq == Times.NoValueAt;

    private double Value(long seq) => whole ? Items.Pick(seq, purpose, 1_000) - 500 : (Items.Pick(seq, purpose, 1_000_000) - 500_000) / 7.0;
}

/// <summary>A sum, maybe with an exemplar. Of a delta nothing comes: the exporter of Prometheus drops it.</summary>
internal sealed class SumInstrument(
    MetricTimes times, string name, string unit, LabelSet? series, int purpose, bool whole, bool monotonic, bool delta = false, bool exemplar = false)
    : Instrument(times, name, unit)
{
    public override IEnumerable<ExpectedExemplar> ExpectedExemplars(long seq) => exemplar && series is not null ? [Exemplar(series, seq, Value(seq))] : [];

    public override IEnumerable<ExpectedPoint> Expected(long seq) => series is null ? [] : [Point(series, seq, Value(seq))];

    protected override void AddPoint(Metric metric, long seq)
    {
        metric.Sum ??= new Sum { IsMonotonic = monotonic, AggregationTemporality = delta ? AggregationTemporality.Delta : AggregationTemporality.Cumulative };
        var point = new NumberDataPoint { TimeUnixNano = Times.UnixNano(seq), StartTimeUnixNano = delta ? (ulong)Times.UnixMilliseconds(seq - 1) * 1_000_000 : Times.StartUnixNano(seq) };
        point.Attributes.AddRange(Attributes());
        if (whole)
            point.AsInt = (long)Value(seq);
        else
            point.AsDouble = Value(seq);
        if (exemplar)
            point.Exemplars.Add(Exemplar(seq, point.TimeUnixNano, Value(seq)));
        metric.Sum.DataPoints.Add(point);
    }

    private double Value(long seq)
    {
        if (!monotonic)
            return Items.Pick(seq, purpose, 200) - 100;
        if (delta)
            return 1 + Items.Pick(seq, purpose, 50);
        return Times.Counted(seq, purpose, 7) / (whole ? 1.0 : 16.0);
    }
}

/// <summary>A summary with two quantiles.</summary>
internal sealed class SummaryInstrument(MetricTimes times, string name, string unit, LabelSet series, string metricName, int purpose) : Instrument(times, name, unit)
{
    private readonly LabelSet _median = series.Named(metricName).With("quantile", "0.5");
    private readonly LabelSet _tail = series.Named(metricName).With("quantile", "0.99");
    private readonly LabelSet _count = series.Named(metricName + "_count");
    private readonly LabelSet _sum = series.Named(metricName + "_sum");

    public override IEnumerable<ExpectedPoint> Expected(long seq)
    {
        var (count, sum, median, tail) = Values(seq);
        return [Point(_median, seq, median), Point(_tail, seq, tail), Point(_count, seq, count), Point(_sum, seq, sum)];
    }

    protected override void AddPoint(Metric metric, long seq)
    {
        metric.Summary ??= new Summary();
        var (count, sum, median, tail) = Values(seq);
        var point = new SummaryDataPoint { TimeUnixNano = Times.UnixNano(seq), StartTimeUnixNano = Times.StartUnixNano(seq), Count = (ulong)count, Sum = sum };
        point.Attributes.AddRange(Attributes());
        point.QuantileValues.Add(new SummaryDataPoint.Types.ValueAtQuantile { Quantile = 0.5, Value = median });
        point.QuantileValues.Add(new SummaryDataPoint.Types.ValueAtQuantile { Quantile = 0.99, Value = tail });
        metric.Summary.DataPoints.Add(point);
    }

    private (long Count, double Sum, double Median, double Tail) Values(long seq)
    {
        var count = Times.Counted(seq, purpose, 5);
        var median = 0.25 + Items.Pick(seq, purpose + 1, 100);
        return (count, count * 1.5, median, median * 3);
    }
}
