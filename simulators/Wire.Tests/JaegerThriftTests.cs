using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Validation.Simulators.Wire.Jaeger;

namespace Validation.Simulators.Wire.Tests;

public sealed class JaegerThriftTests
{
    private static readonly ByteString TraceId = ByteString.CopyFrom(Convert.FromHexString("168b14061e75b28a48d574d0463a06b8"));

    private static Batch Everything()
    {
        var span = new Span
        {
            TraceId = TraceId, SpanId = ByteString.CopyFrom(Convert.FromHexString("f3348d1a906f3044")), OperationName = "überfahrt", Flags = 1,
            StartTime = new Timestamp { Seconds = 1795370111, Nanos = 742_979_000 }, Duration = new Duration { Seconds = 3, Nanos = 5_000 },
        };
        span.References.Add(new SpanRef { TraceId = TraceId, SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8), RefType = SpanRefType.ChildOf });
        span.References.Add(new SpanRef { TraceId = ByteString.CopyFrom(new byte[15].Append((byte)9).ToArray()), SpanId = ByteString.CopyFrom(8, 7, 6, 5, 4, 3, 2, 1), RefType = SpanRefType.FollowsFrom });
        span.Tags.Add(new KeyValue { Key = "s", VStr = "text" });
        span.Tags.Add(new KeyValue { Key = "b", VType = Jaeger.ValueType.Bool, VBool = true });
        span.Tags.Add(new KeyValue { Key = "l", VType = Jaeger.ValueType.Int64, VInt64 = long.MinValue });
        span.Tags.Add(new KeyValue { Key = "d", VType = Jaeger.ValueType.Float64, VFloat64 = -0.1 });
        span.Tags.Add(new KeyValue { Key = "y", VType = Jaeger.ValueType.Binary, VBinary = ByteString.CopyFrom(0, 255) });
        var log = new Log { Timestamp = new Timestamp { Seconds = 1795370111, Nanos = 1_000 } };
        log.Fields.Add(new KeyValue { Key = "event", VStr = "retry" });
        span.Logs.Add(log);
        var batch = new Batch { Process = new Process { ServiceName = "nova-api" } };
        batch.Process.Tags.Add(new KeyValue { Key = "host.name", VStr = "vm" });
        batch.Spans.Add(span);
        return batch;
    }

    [Test]
    public async Task A_recorded_batch_is_read_field_by_field()
    {
        var batch = await JaegerThrift.ReadBatchAsync(Recorded.Body("collector/jaeger-thrift-http"));
        batch.Process.ServiceName.ShouldBe("jaegersvc");
        var span = batch.Spans.ShouldHaveSingleItem();
        span.TraceId.ShouldBe(TraceId);
        Convert.ToHexStringLower(span.SpanId.Span).ShouldBe("23348d1a906f3044");
        span.OperationName.ShouldBe("jaeger-op");
        span.Duration.ShouldBe(new Duration { Nanos = 123_456_000 });
        span.References.ShouldBeEmpty();
        span.Tags.Select(t => (t.Key, t.VStr)).ShouldBe([("http.method", "PUT"), ("error", "true")]);
    }

    [Test]
    public async Task A_recorded_batch_is_written_the_same_again()
    {
        var body = Recorded.Body("collector/jaeger-thrift-http");
        (await JaegerThrift.WriteBatchAsync(await JaegerThrift.ReadBatchAsync(body))).ShouldBe(body);
    }

    [Test]
    public async Task Every_field_survives_the_binary_protocol() =>
        (await JaegerThrift.ReadBatchAsync(await JaegerThrift.WriteBatchAsync(Everything()))).ShouldBe(Everything());

    [Test]
    public async Task Every_field_survives_the_compact_protocol() =>
        (await JaegerThrift.ReadDatagramAsync(await JaegerThrift.WriteDatagramAsync(Everything()))).ShouldBe(Everything());

    [Test]
    public async Task A_datagram_begins_as_the_compact_protocol_says()
    {
        // 0x82: compact; 0x81: type 4 (one-way), version 1; sequence 0; the name's length and the name; field 1, a structure.
        var datagram = await JaegerThrift.WriteDatagramAsync(Everything());
        datagram[..14].ShouldBe([0x82, 0x81, 0x00, 9, .. "emitBatch"u8, 0x1c]);
    }

    [Test]
    public async Task Times_are_cut_to_microseconds()
    {
        var sent = Everything();
        sent.Spans[0].StartTime.Nanos += 999;
        sent.Spans[0].Duration.Nanos += 999;
        (await JaegerThrift.ReadBatchAsync(await JaegerThrift.WriteBatchAsync(sent))).ShouldBe(Everything());
    }

    [Test]
    public async Task A_body_that_is_cut_is_refused()
    {
        var whole = await JaegerThrift.WriteBatchAsync(Everything());
        for (var length = 0; length < whole.Length; length++)
            await Should.ThrowAsync<FormatException>(() => JaegerThrift.ReadBatchAsync(whole.AsMemory(0, length)));
    }

    [Test]
    public async Task A_datagram_that_is_cut_is_refused()
    {
        var whole = await JaegerThrift.WriteDatagramAsync(Everything());
        for (var length = 0; length < whole.Length; length++)
            await Should.ThrowAsync<FormatException>(() => JaegerThrift.ReadDatagramAsync(whole.AsMemory(0, length)));
    }

    [Test]
    public async Task What_a_collector_refuses_is_refused() =>
        await Should.ThrowAsync<FormatException>(() => JaegerThrift.ReadBatchAsync(Recorded.Body("collector/jaeger-bad-body")));

    [Test]
    public async Task A_missing_required_field_is_named() =>
        (await Should.ThrowAsync<FormatException>(() => JaegerThrift.ReadBatchAsync(new byte[] { 0 }))).Message.ShouldContain("the required field 1 of Batch is not there");
}
