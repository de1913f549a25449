using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Prometheus;
using OtlpExemplar = Validation.Simulators.Wire.Otlp.Exemplar;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>Exemplars of OpenTelemetry as exemplars of Prometheus.</summary>
internal static class Exemplars
{
    /// <summary>Limit of OpenMetrics for names and values of an exemplar's labels together, in characters.</summary>
    private const int MaxLabelText = 128;

    /// <summary>Adds all of them to a series.</summary>
    public static void Add(RepeatedField<OtlpExemplar> from, TimeSeries to)
    {
        foreach (var exemplar in from)
            to.Exemplars.Add(Of(exemplar));
    }

    /// <summary>Adds each to the first bucket that holds its value.</summary>
    public static void Add(RepeatedField<OtlpExemplar> from, IReadOnlyList<(double Bound, TimeSeries Series)> buckets)
    {
        foreach (var exemplar in from.Select(Of))
        {
            foreach (var (bound, series) in buckets.OrderBy(b => b.Bound))
            {
                if (exemplar.Value > bound)
                    continue;
                series.Exemplars.Add(exemplar);
                break;
            }
        }
    }

    private static Exemplar Of(OtlpExemplar from)
    {
        var exemplar = new Exemplar
        {
            Value = from.ValueCase == OtlpExemplar.ValueOneofCase.AsInt ? from.AsInt : from.AsDouble,
            Timestamp = Translator.Milliseconds(from.TimeUnixNano),
        };
        var length = AddId(exemplar, "trace_id", from.TraceId.Span) + AddId(exemplar, "span_id", from.SpanId.Span);
        var rest = from.FilteredAttributes.Select(a => new Label { Name = a.Key, Value = AnyText.Of(a.Value) }).ToList();
        if (length + rest.Sum(l => Runes(l.Name) + Runes(l.Value)) <= MaxLabelText)
            exemplar.Labels.AddRange(rest);
        return exemplar;
    }

    private static int AddId(Exemplar to, string name, ReadOnlySpan<byte> id)
    {
        if (id.IndexOfAnyExcept((byte)0) < 0)
            return 0;
        var label = new Label { Name = name, Value = Convert.ToHexStringLower(id) };
        to.Labels.Add(label);
        return name.Length + label.Value.Length;
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();
}
