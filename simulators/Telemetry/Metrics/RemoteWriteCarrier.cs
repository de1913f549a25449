using Google.Protobuf;
using Snappier;
using Validation.Harness;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.Telemetry.Metrics;

/// <summary>Prometheus' remote write 1.0: a snappy block of protobuf. Source: the remote write specification.</summary>
internal sealed class RemoteWriteCarrier(MetricStream metrics, Uri address) : Carrier
{
    private readonly HttpPost _post = new(address, "application/x-protobuf", "snappy", ("X-Prometheus-Remote-Write-Version", "0.1.0"), ("User-Agent", "validation-harness"));

    public override string Name => $"remote write to {address}";

    public override Task<Dispatch> PrepareAsync(long from, int count)
    {
        var body = Snappy.CompressToArray(RemoteWrite.ToRequest(metrics, from, count).ToByteArray());
        return Task.FromResult<Dispatch>(deadline => _post.SendAsync(body, (_, _) => new Answer(Fate.Acknowledged, "", ""), deadline));
    }

    public override void Dispose() => _post.Dispose();
}

/// <summary>Makes remote write requests.</summary>
internal static class RemoteWrite
{
    // What Prometheus takes for the end of a series, of all the NaNs there are (its model/value/value.go).
    private static readonly double StaleMarker = BitConverter.Int64BitsToDouble(0x7ff0000000000002);

    /// <summary>The samples of consecutive items, each series once with its samples in the order of time.</summary>
    public static WriteRequest ToRequest(MetricStream metrics, long from, int count)
    {
        var request = new WriteRequest();
        var known = new Dictionary<LabelSet, TimeSeries>();
        for (var seq = from; seq < from + count; seq++)
        {
            foreach (var point in metrics.ExpectedSeries(seq))
                Series(request, known, point.Series).Samples.Add(new Sample { Timestamp = point.UnixMilliseconds, Value = point.Ends ? StaleMarker : point.Value });
            foreach (var exemplar in metrics.ExpectedExemplars(seq))
            {
                var item = new Exemplar { Timestamp = exemplar.UnixMilliseconds, Value = exemplar.Value };
                AddLabels(item.Labels, exemplar.Labels);
                Series(request, known, exemplar.Series).Exemplars.Add(item);
            }
        }

        return request;
    }

    private static TimeSeries Series(WriteRequest request, Dictionary<LabelSet, TimeSeries> known, LabelSet labels)
    {
        if (!known.TryGetValue(labels, out var series))
        {
            known[labels] = series = new TimeSeries();
            AddLabels(series.Labels, labels);
            request.Timeseries.Add(series);
        }

        return series;
    }

    private static void AddLabels(Google.Protobuf.Collections.RepeatedField<Label> to, LabelSet labels)
    {
        foreach (var (name, value) in labels.Labels)
            to.Add(new Label { Name = name, Value = value });
    }
}
