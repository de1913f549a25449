using System.Collections.Immutable;
using Google.Protobuf;
using Snappier;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.Telemetry.Bad;

/// <summary>What Prometheus' remote write refuses, and what it takes and does not keep. Version 2.53, without a window for what is out of order.</summary>
internal static class BadRemoteWrite
{
    private const string Write = "/api/v1/write";
    private const string Metric = "harness_bad";

    public static ImmutableArray<BadPayload> Rows { get; } =
    [
        Row("a bad label", m => Request(Series(m, TimeSpan.Zero, 1, ("bad-label", "x"))), 204, "", "prometheus/rw-bad-label") with { Afterwards = "nothing is stored" },
        Row("a label twice", m => Request(Series(m, TimeSpan.Zero, 1, ("a", "1"), ("a", "2"))), 500, "label name \"a\" is not unique", "prometheus/rw-dup-label"),
        Row("out of order", m => Request(Series(m, TimeSpan.FromSeconds(-10), 2, ("case", "order"))), 400, "out of order sample", "prometheus/rw-out-of-order") with
        {
            Before = m => Request(Series(m, TimeSpan.Zero, 1, ("case", "order"))),
        },
        Row("out of order beside a good one",
            m => Request(Series(m, TimeSpan.FromSeconds(-10), 2, ("case", "partial")), Series(m, TimeSpan.Zero, 3, ("case", "good"))), 400, "out of order sample", "prometheus/rw-out-of-order-partial") with
        {
            Before = m => Request(Series(m, TimeSpan.Zero, 1, ("case", "partial"))),
            Afterwards = "the good series is not stored",
        },
        Row("another value at the same time", m => Request(Series(m, TimeSpan.Zero, 9, ("case", "same"))), 400, "duplicate sample for timestamp", "prometheus/rw-duplicate-timestamp") with
        {
            Before = m => Request(Series(m, TimeSpan.Zero, 2, ("case", "same"))),
        },
        Row("a native histogram beside a good one", m => Request(Series(m, TimeSpan.Zero, 4, ("case", "beside")), Histogram(m)), 500,
            "native histograms are disabled", "prometheus/rw-native-histogram") with
        {
            Afterwards = "nothing is stored",
        },
        Row("a day old", m => Request(Series(m, TimeSpan.FromDays(-1), 1, ("case", "old"))), 400, "out of bounds", "prometheus/rw-too-old"),
        Row("no name", m => Request(Nameless(m)), 204, "", "prometheus/rw-no-name"),
        Row("not snappy", _ => "not snappy at all"u8.ToArray(), 400, "snappy: corrupt input", "prometheus/remote-write-not-snappy"),
        Row("nothing", _ => [], 400, "snappy: corrupt input", "prometheus/remote-write-empty"),
        Row("JSON", _ => "{}"u8.ToArray(), 400, "snappy: corrupt input", "prometheus/remote-write-json") with { ContentType = "application/json", ContentEncoding = "" },
    ];

    private static BadPayload Row(string name, Func<BadMoment, byte[]> body, int status, string says, string source) =>
        new("Remote write: " + name, BadReceiver.RemoteWrite, Write, body, status, says, source) { ContentType = "application/x-protobuf", ContentEncoding = "snappy" };

    private static byte[] Request(params TimeSeries[] series) => Snappy.CompressToArray(new WriteRequest { Timeseries = { series } }.ToByteArray());

    private static TimeSeries Series(BadMoment moment, TimeSpan from, double value, params (string Name, string Value)[] labels)
    {
        var series = Nameless(moment);
        series.Labels.Insert(0, new Label { Name = "__name__", Value = Metric });
        foreach (var (name, text) in labels)
            series.Labels.Insert(series.Labels.Count - 1, new Label { Name = name, Value = text });
        (series.Samples[0].Timestamp, series.Samples[0].Value) = ((moment.Now + from).ToUnixTimeMilliseconds(), value);
        return series;
    }

    // Two observations above 1 and not above 2: schema 0, bucket 1.
    private static TimeSeries Histogram(BadMoment moment)
    {
        var series = Series(moment, TimeSpan.Zero, 0, ("case", "native"));
        series.Samples.Clear();
        series.Histograms.Add(new Histogram
        {
            CountInt = 2, Sum = 3, ZeroThreshold = 1e-128, ZeroCountInt = 0,
            PositiveSpans = { new BucketSpan { Offset = 1, Length = 1 } }, PositiveDeltas = { 2 }, Timestamp = moment.Now.ToUnixTimeMilliseconds(),
        });
        return series;
    }

    private static TimeSeries Nameless(BadMoment moment) => new()
    {
        Labels = { new Label { Name = "run", Value = moment.Run } },
        Samples = { new Sample { Timestamp = moment.Now.ToUnixTimeMilliseconds(), Value = 1 } },
    };
}
