using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Otlp;
using Attr = Validation.Harness.Signals.Attributes;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>
/// One metric of a stream: what is sent of it, and the series that must come of it. The Prometheus name is written down, not computed:
/// it is what was recorded, or documented, for that name, unit and kind.
/// </summary>
internal abstract class Instrument(MetricTimes times, string name, string unit)
{
    /// <summary>Attributes of every point, with names that no Prometheus label can have; what becomes of them is in <see cref="MetricLabels"/>.</summary>
    private static readonly KeyValue[] Odd = Pairs(("k.a", "v"), ("9bad", "x"), ("CamelKey", "y"), ("with-dash", "größe \"4\"\\"));

    protected MetricTimes Times { get; } = times;

    protected NumberedItems Items { get; } = times.Items;

    /// <summary>The metric with the points of consecutive items.</summary>
    public Metric ToOtlp(long from, int count)
    {
        var metric = new Metric { Name = name, Unit = unit, Description = "made by the harness" };
        for (var seq = from; seq < from + count; seq++)
            AddPoint(metric, seq);
        return metric;
    }

    public virtual IEnumerable<ExpectedPoint> Expected(long seq) => [];

    public virtual IEnumerable<ExpectedHistogram> ExpectedHistograms(long seq) => [];

    public virtual IEnumerable<ExpectedExemplar> ExpectedExemplars(long seq) => [];

    protected abstract void AddPoint(Metric metric, long seq);

    protected IEnumerable<KeyValue> Attributes() => Odd.Append(new KeyValue { Key = "stream", Value = new AnyValue { StringValue = Items.Name } });

    protected ExpectedPoint Point(LabelSet series, long seq, double value) => new(series, Times.UnixMilliseconds(seq), value);

    /// <summary>An exemplar that leads to the item's trace.</summary>
    protected Exemplar Exemplar(long seq, ulong unixNano, double value) =>
        new() { TimeUnixNano = unixNano, AsDouble = value, TraceId = OtlpSpans.Id(Items.TraceId(seq)), SpanId = OtlpSpans.Id(Items.SpanId(seq, 0)) };

    /// <summary>What must come of it where exemplars are kept.</summary>
    protected ExpectedExemplar Exemplar(LabelSet series, long seq, double value) =>
        new(series, LabelSet.Of(("trace_id", Items.TraceId(seq)), ("span_id", Items.SpanId(seq, 0))), Times.UnixMilliseconds(seq), value);

    private static KeyValue[] Pairs(params (string Name, string Value)[] pairs)
    {
        var list = new Google.Protobuf.Collections.RepeatedField<KeyValue>();
        list.AddAttributes(Attr.Of([.. pairs.Select(p => (p.Name, (Harness.Signals.AttributeValue)p.Value))]));
        return [.. list];
    }
}
