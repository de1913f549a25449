using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Validation.Simulators.Telemetry.Bad;

/// <summary>What a Loki with Genestack's limits refuses: at most 40 labels, lines of 256 KiB, nothing older than a week.</summary>
internal static class BadLoki
{
    private const string Push = "/loki/api/v1/push";
    private const string Otlp = "/otlp/v1/logs";

    public static ImmutableArray<BadPayload> Rows { get; } =
    [
        new("Loki: too old", BadReceiver.Loki, Push, m => Line(m, TimeSpan.FromDays(-30), "old line"), 400, "has timestamp too old", "loki/push-too-old"),
        new("Loki: one too old among good ones", BadReceiver.Loki, Push, OldAndGood, 400, "has timestamp too old", "loki/push-too-old-partial") { Afterwards = "the good line is stored" },
        new("Loki: in the future", BadReceiver.Loki, Push, m => Line(m, TimeSpan.FromHours(1), "future line"), 400, "has timestamp too new", "loki/push-future"),
        new("Loki: far behind the newest of its stream", BadReceiver.Loki, Push, m => Line(m, TimeSpan.FromHours(-3), "behind"), 400, "entry too far behind", "loki/push-out-of-order-2")
        {
            Before = m => Line(m, TimeSpan.Zero, "newest"),
        },
        new("Loki: too many labels", BadReceiver.Loki, Push, TooManyLabels, 400, "entry for stream", "loki/push-too-many-labels"),
        new("Loki: a line too long", BadReceiver.Loki, Push, m => Line(m, TimeSpan.Zero, new string('x', 300_000)), 400, "max entry size '262144' bytes exceeded", "loki/push-line-too-long"),
        new("Loki: a label's value too long", BadReceiver.Loki, Push, m => Streams(("app", new string('v', 3_000)), (Nano(m, TimeSpan.Zero), "x")), 400, "stream '{app=", "loki/push-label-value-too-long"),
        new("Loki: a label's name that is none", BadReceiver.Loki, Push, m => Streams(("bad-name", "x"), (Nano(m, TimeSpan.Zero), "x")), 400, "couldn't parse labels", "loki/push-bad-label-name"),
        new("Loki: a time that is no number", BadReceiver.Loki, Push, m => Streams(("app", "bad" + m.Run), ("notanumber", "x")), 400, "loghttp.PushRequest.Streams", "loki/push-bad-timestamp"),
        new("Loki: no streams", BadReceiver.Loki, Push, _ => """{"streams": []}"""u8.ToArray(), 422, "at least one valid stream is required", "loki/push-empty-streams"),
        new("Loki: JSON that is cut", BadReceiver.Loki, Push, _ => """{"streams":["""u8.ToArray(), 400, "loghttp.PushRequest.Streams", "loki/push-bad-json"),
        new("Loki: no content type", BadReceiver.Loki, Push, _ => "garbage"u8.ToArray(), 400, "mime: no media type", "loki/push-no-content-type") { ContentType = "" },
        new("Loki: not snappy", BadReceiver.Loki, Push, _ => "garbage"u8.ToArray(), 400, "snappy: corrupt input", "loki/push-wrong-ct-proto") { ContentType = "application/x-protobuf" },
        new("Loki: GET", BadReceiver.Loki, Push, _ => [], 405, "", "loki/push-get") { Method = "GET", ContentType = "" },
        new("Loki: OTLP, JSON that is cut", BadReceiver.Loki, Otlp, _ => """{"resourceLogs":"""u8.ToArray(), 400, "ReadArray: expect", "loki/otlp-bad-json"),
        new("Loki: OTLP, protobuf that is none", BadReceiver.Loki, Otlp, _ => [0xff, 0xff, 0xff, 0xff], 400, "unexpected EOF", "loki/otlp-bad-proto") { ContentType = "application/x-protobuf" },
        new("Loki: OTLP, nothing in it", BadReceiver.Loki, Otlp, _ => "{}"u8.ToArray(), 422, "at least one valid stream is required", "loki/otlp-empty"),
        new("Loki: OTLP, a content type that it does not know", BadReceiver.Loki, Otlp, _ => "x"u8.ToArray(), 400, "content type: text/plain is not supported", "loki/otlp-wrong-ct") { ContentType = "text/plain" },
    ];

    private static byte[] Line(BadMoment moment, TimeSpan ago, string line) => Streams(("app", "bad" + moment.Run), (Nano(moment, ago), line));

    private static byte[] OldAndGood(BadMoment moment) =>
        Streams(("app", "bad" + moment.Run), (Nano(moment, TimeSpan.FromDays(-30)), "old line"), (Nano(moment, TimeSpan.Zero), "good line in the same push"));

    private static byte[] TooManyLabels(BadMoment moment)
    {
        var labels = Enumerable.Range(0, 45).ToDictionary(i => string.Create(CultureInfo.InvariantCulture, $"l{i:00}"), _ => "v");
        return JsonSerializer.SerializeToUtf8Bytes(new { streams = new[] { new { stream = labels, values = new[] { new[] { Nano(moment, TimeSpan.Zero), "x" } } } } });
    }

    private static byte[] Streams((string Name, string Value) label, params (string Nano, string Line)[] lines)
    {
        var values = lines.Select(l => new[] { l.Nano, l.Line }).ToArray();
        var labels = new Dictionary<string, string> { [label.Name] = label.Value };
        return JsonSerializer.SerializeToUtf8Bytes(new { streams = new[] { new { stream = labels, values } } });
    }

    private static string Nano(BadMoment moment, TimeSpan from) =>
        ((moment.Now + from - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
