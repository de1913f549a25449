using System.IO.Compression;
using System.Text;
using Google.Protobuf;
using Snappier;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Loki;

[CancelAfter(60_000)]
public sealed class IngestTests
{
    private const long Second = 1_000_000_000;

    [Test]
    public async Task Lines_out_of_order_are_sorted_and_duplicates_are_given_once()
    {
        await using var loki = await RunningLoki.WithAsync();
        var at = loki.Now - (60 * Second);
        await loki.PushAtAsync("""{"app":"a"}""", (at + 2, "c"), (at, "a"), (at + 1, "b"), (at + 2, "c"), (at + 2, "other"));
        await loki.PushAtAsync("""{"app":"a"}""", (at, "a"));

        (await loki.LinesAsync("{app=\"a\"}")).ShouldBe(["a", "b", "other", "c"], ignoreOrder: true);
        (await loki.VectorAsync("sum(count_over_time({app=\"a\"}[5m]))")).ShouldBe(["{} 4"]);
    }

    [Test]
    public async Task Lines_of_many_segments_keep_their_order_and_none_is_lost()
    {
        await using var loki = await RunningLoki.WithAsync();
        var from = loki.Now - (1000 * Second);
        var lines = Enumerable.Range(0, 3000).Select(i => $"{i:0000} {new string((char)('a' + (i % 26)), 200)}").ToArray();
        // Every third comes late, after the segments it belongs to are full.
        var early = lines.Index().Where(l => l.Index % 3 != 0).Select(l => (from + (l.Index * 100_000_000L), l.Item)).ToArray();
        var late = lines.Index().Where(l => l.Index % 3 == 0).Select(l => (from + (l.Index * 100_000_000L), l.Item)).ToArray();
        (await loki.PushAtAsync("""{"app":"a"}""", early)).Status.ShouldBe(204);
        (await loki.PushAtAsync("""{"app":"a"}""", late)).Status.ShouldBe(204);

        (await loki.LinesAsync("{app=\"a\"}")).ShouldBe(lines);
    }

    [Test]
    public async Task A_line_just_within_an_hour_of_the_newest_is_taken_and_one_before_is_not()
    {
        await using var loki = await RunningLoki.WithAsync();
        await loki.PushAtAsync("""{"app":"a"}""", (loki.Now, "newest"));

        (await loki.PushAtAsync("""{"app":"a"}""", (loki.Now - (3600 * Second), "within"))).Status.ShouldBe(204);
        var (status, body) = await loki.PushAtAsync("""{"app":"a"}""", (loki.Now - (3600 * Second) - 1, "behind"), (loki.Now - 1, "good"));

        status.ShouldBe(400);
        body.ShouldContain("entry too far behind");
        body.ShouldContain("total ignored: 1 out of 2 for stream: {app=\"a\", service_name=\"a\"}");
        (await loki.LinesAsync("{app=\"a\"}")).ShouldBe(["within", "good", "newest"]);
    }

    [Test]
    public async Task The_rate_is_a_bucket_that_fills_again()
    {
        await using var loki = await RunningLoki.WithAsync("ingestion_rate_mb: 0.001", "ingestion_burst_size_mb: 0.002");
        var line = new string('x', 2000);

        (await loki.PushAsync("""{"app":"a"}""", loki.Now, line)).Status.ShouldBe(204);
        (await loki.PushAsync("""{"app":"a"}""", loki.Now, line + "2")).Status.ShouldBe(429);
        loki.Clock.Advance(TimeSpan.FromSeconds(2));
        (await loki.PushAsync("""{"app":"a"}""", loki.Now, line + "3")).Status.ShouldBe(204);

        (await loki.LinesAsync("{app=\"a\"}")).ShouldBe([line, line + "3"]);
        (await loki.AskAsync("metrics")).Body.ShouldContain("loki_discarded_samples_total{format=\"loki\",policy=\"\",reason=\"rate_limited\",retention_hours=\"\",tenant=\"fake\"} 1\n");
    }

    [Test]
    public async Task The_rate_of_one_stream_is_a_limit_of_its_own()
    {
        await using var loki = await RunningLoki.WithAsync("per_stream_rate_limit: 1KB", "per_stream_rate_limit_burst: 2KB");

        var (status, body) = await loki.PushAsync("""{"app":"a"}""", loki.Now, new string('x', 3000));

        status.ShouldBe(429);
        body.ShouldContain("per stream rate limit exceeded (limit: 1KB/sec)");
        (await loki.PushAsync("""{"app":"b"}""", loki.Now, "x")).Status.ShouldBe(204);
    }

    [Test]
    public async Task Counters_tell_what_came_and_what_was_refused()
    {
        await using var loki = await RunningLoki.WithAsync();
        await loki.PushAsync("""{"app":"a"}""", loki.Now, "one", "two");
        await loki.PushAtAsync("""{"app":"a"}""", (loki.Now - (8 * 86400 * Second), "old"));

        var metrics = (await loki.AskAsync("metrics")).Body;
        metrics.ShouldContain("loki_distributor_lines_received_total{format=\"loki\",is_internal_stream=\"false\",policy=\"\",tenant=\"fake\"} 3\n");
        metrics.ShouldContain("loki_distributor_bytes_received_total{format=\"loki\",is_internal_stream=\"false\",policy=\"\",retention_hours=\"\",tenant=\"fake\"} 9\n");
        metrics.ShouldContain("loki_discarded_samples_total{format=\"loki\",policy=\"\",reason=\"greater_than_max_sample_age\",retention_hours=\"\",tenant=\"fake\"} 1\n");
        metrics.ShouldContain("loki_ingester_streams_created_total{tenant=\"fake\"} 1\n");
    }

    [Test]
    public async Task A_push_in_protobuf_is_taken()
    {
        await using var loki = await RunningLoki.WithAsync();
        var stamp = Message(w => (w.Number(1, 1795370086), w.Number(2, 5)));
        var pair = Message(w => (w.Text(1, "trace_id"), w.Text(2, "abc")));
        var entry = Message(w => (w.Bytes(1, stamp), w.Text(2, "from protobuf"), w.Bytes(3, pair)));
        var stream = Message(w => (w.Text(1, "{app=\"proto\", level=\"info\"}"), w.Bytes(2, entry)));

        var (status, body) = await loki.SendAsync("loki/api/v1/push", "application/x-protobuf", Snappy.CompressToArray(Message(w => w.Bytes(1, stream))));

        (status, body).ShouldBe((204, ""));
        (await loki.LinesAsync("{app=\"proto\", level=\"info\"} | trace_id=\"abc\"")).ShouldBe(["from protobuf"]);
    }

    [TestCase("gzip")]
    [TestCase(null)]
    public async Task Otlp_in_protobuf_is_taken_compressed_and_not(string? encoding)
    {
        await using var loki = await RunningLoki.WithAsync();
        var record = new LogRecord { TimeUnixNano = (ulong)loki.Now, Body = new AnyValue { StringValue = "hello" }, SeverityNumber = SeverityNumber.Warn };
        var request = new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { ScopeLogs = { new ScopeLogs { LogRecords = { record } } } } } }.ToByteArray();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(request);

        (await loki.SendAsync("otlp/v1/logs", "application/x-protobuf", encoding is null ? request : packed.ToArray(), encoding)).Status.ShouldBe(204);

        (await loki.LinesAsync("{service_name=\"unknown_service\"} | detected_level=\"warn\" | severity_number=13")).ShouldBe(["hello"]);
    }

    [Test]
    public async Task Retention_removes_what_is_older()
    {
        await using var loki = await RunningLoki.StartAsync(RunningLoki.Yaml("retention_period: 48h") + "compactor: {retention_enabled: true}\n", 1795370086);
        await loki.PushAsync("""{"app":"old"}""", loki.Now, "x");
        loki.Clock.Advance(TimeSpan.FromHours(49));
        await loki.PushAsync("""{"app":"new"}""", loki.Now, "y");

        (await loki.LinesAsync("{app=~\".+\"}")).ShouldBe(["y"]);
    }

    [Test]
    public async Task What_lies_before_the_lookback_is_not_found()
    {
        await using var loki = await RunningLoki.StartAsync(RunningLoki.Yaml().Replace("max_query_lookback: 0", "max_query_lookback: 1h", StringComparison.Ordinal), 1795370086);
        await loki.PushAsync("""{"app":"a"}""", loki.Now - (3601 * Second), "before", "at the edge");

        (await loki.LinesAsync("{app=\"a\"}")).ShouldBe(["at the edge"]);
    }

    [TestCase("lvl=DBG x", "debug")]
    [TestCase("{\"a\":{\"severity\":\"Fatal\"}}", "fatal")]
    [TestCase("{\"msg\":\"an info\"}", "info")]
    [TestCase("[ERROR] boom", "error")]
    [TestCase("WARNING then ValueError: boom", "warn")]
    [TestCase("stderr error", "error")]
    [TestCase("written to stderr, err", "unknown")]
    [TestCase("nothing", "unknown")]
    public async Task A_level_is_detected_in_the_line_where_nothing_names_it(string line, string level)
    {
        await using var loki = await RunningLoki.WithAsync();
        await loki.PushAsync("""{"app":"a"}""", loki.Now, line);

        (await loki.LinesAsync($"{{app=\"a\"}} | detected_level=\"{level}\"")).ShouldBe([line]);
    }

    [TestCase("Warning", "warn")]
    [TestCase("404", "404")]
    public async Task A_level_that_a_label_names_is_brought_to_its_usual_word_where_it_has_one(string given, string level)
    {
        await using var loki = await RunningLoki.WithAsync();
        await loki.PushAsync($$"""{"app":"a","level":"{{given}}"}""", loki.Now, "an ERROR");

        (await loki.LinesAsync($"{{app=\"a\"}} | detected_level=\"{level}\"")).Length.ShouldBe(1);
    }

    private static byte[] Message(Func<ProtoWriter, object> write)
    {
        var writer = new ProtoWriter();
        write(writer);
        return writer.ToArray();
    }

    private sealed class ProtoWriter
    {
        private readonly List<byte> _bytes = [];

        public ProtoWriter Number(int field, long value) => Tag(field, 0).Varint(value);

        public ProtoWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        public ProtoWriter Bytes(int field, byte[] bytes)
        {
            Tag(field, 2).Varint(bytes.Length);
            _bytes.AddRange(bytes);
            return this;
        }

        public byte[] ToArray() => [.. _bytes];

        private ProtoWriter Tag(int field, int type) => Varint((field << 3) | type);

        private ProtoWriter Varint(long value)
        {
            for (; value >= 0x80; value >>= 7)
                _bytes.Add((byte)(value | 0x80));
            _bytes.Add((byte)value);
            return this;
        }
    }
}
