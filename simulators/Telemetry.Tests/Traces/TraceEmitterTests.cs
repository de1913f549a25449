using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Telemetry.Tests.Servers;
using Validation.Simulators.Telemetry.Traces;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Attributes;
using Validation.Simulators.Wire.Jaeger;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Tests.Traces;

/// <summary>What arrives over each protocol, translated as a collector would, is what the stream says must be seen.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TraceEmitterTests : IDisposable
{
    private const int From = 20;
    private const int Count = 40;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public async Task OTLP_over_gRPC(bool gzip)
    {
        await using var receiver = await GrpcReceiver.AcceptingAsync();
        (await SendAsync(TraceProtocol.OtlpGrpc, receiver.Endpoint, gzip)).Answer.ShouldBe(new Answer(Fate.Acknowledged, "gRPC 0 OK", ""));
        var (message, encoding) = receiver.Calls.ShouldHaveSingleItem();
        encoding.ShouldBe(gzip ? "gzip" : "");
        Arrived(TraceProtocol.OtlpGrpc, ((ExportTraceServiceRequest)message).ToRecords());
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task OTLP_over_HTTP_in_protobuf(bool gzip)
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(200, "application/x-protobuf");
        (await SendAsync(TraceProtocol.OtlpHttpProtobuf, receiver.Endpoint, gzip)).Answer.ShouldBe(new Answer(Fate.Acknowledged, "HTTP 200", ""));
        var request = receiver.Requests.ShouldHaveSingleItem();
        (request.Method, request.Path, request.ContentType, request.ContentEncoding).ShouldBe(("POST", "/v1/traces", "application/x-protobuf", gzip ? "gzip" : ""));
        Arrived(TraceProtocol.OtlpHttpProtobuf, ExportTraceServiceRequest.Parser.ParseFrom(request.Body).ToRecords());
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task OTLP_over_HTTP_in_JSON(bool gzip)
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(200, "application/json", """{"partialSuccess":{}}"""u8.ToArray());
        (await SendAsync(TraceProtocol.OtlpHttpJson, receiver.Endpoint, gzip)).Fate.ShouldBe(Fate.Acknowledged);
        var request = receiver.Requests.ShouldHaveSingleItem();
        (request.Path, request.ContentType, request.ContentEncoding).ShouldBe(("/v1/traces", "application/json", gzip ? "gzip" : ""));
        // Protobuf's own parser, which takes the hexadecimal ids for base64: made base64 again, they are the digits.
        var message = new JsonParser(JsonParser.Settings.Default).Parse<ExportTraceServiceRequest>(Encoding.UTF8.GetString(request.Body));
        foreach (var span in message.ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans))
        {
            (span.TraceId, span.SpanId, span.ParentSpanId) = (OtlpSpans.Id(span.TraceId.ToBase64()), OtlpSpans.Id(span.SpanId.ToBase64()), OtlpSpans.Id(span.ParentSpanId.ToBase64()));
            foreach (var link in span.Links)
                (link.TraceId, link.SpanId) = (OtlpSpans.Id(link.TraceId.ToBase64()), OtlpSpans.Id(link.SpanId.ToBase64()));
        }

        Arrived(TraceProtocol.OtlpHttpJson, message.ToRecords());
    }

    [Test]
    public async Task Jaeger_over_gRPC()
    {
        await using var receiver = await GrpcReceiver.AcceptingAsync();
        (await SendAsync(TraceProtocol.JaegerGrpc, receiver.Endpoint)).Fate.ShouldBe(Fate.Acknowledged);
        var batch = ((PostSpansRequest)receiver.Calls.ShouldHaveSingleItem().Message).Batch;
        Arrived(TraceProtocol.JaegerGrpc, batch.Spans.Select(s => CollectorTranslators.FromJaeger(s, s.Process, thrift: false)));
    }

    [Test]
    public async Task Jaegers_thrift_over_HTTP()
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(202);
        (await SendAsync(TraceProtocol.JaegerThriftHttp, receiver.Endpoint)).Answer.ShouldBe(new Answer(Fate.Acknowledged, "HTTP 202", ""));
        receiver.Requests.ShouldAllBe(r => r.Path == "/api/traces" && r.ContentType == "application/x-thrift");
        Arrived(TraceProtocol.JaegerThriftHttp, await BatchesAsync(receiver.Requests.Select(r => r.Body), JaegerThrift.ReadBatchAsync));
    }

    [Test]
    public async Task Jaegers_thrift_over_UDP()
    {
        using var agent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        agent.Client.ReceiveBufferSize = 4 << 20;
        var sent = await SendAsync(TraceProtocol.JaegerThriftUdp, new Uri($"udp://{agent.Client.LocalEndPoint}"));
        (sent.Fate, sent.Answer.Status).ShouldBe((Fate.Unknown, ""));
        var datagrams = new List<byte[]>();
        while (agent.Available > 0)
            datagrams.Add((await agent.ReceiveAsync()).Buffer);
        datagrams.ShouldAllBe(d => d.Length <= 65_000);
        Arrived(TraceProtocol.JaegerThriftUdp, await BatchesAsync(datagrams, JaegerThrift.ReadDatagramAsync));
    }

    [Test]
    public async Task Zipkin_in_JSON()
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(202);
        (await SendAsync(TraceProtocol.ZipkinJson, receiver.Endpoint)).Fate.ShouldBe(Fate.Acknowledged);
        var request = receiver.Requests.ShouldHaveSingleItem();
        (request.Path, request.ContentType).ShouldBe(("/api/v2/spans", "application/json"));
        Arrived(TraceProtocol.ZipkinJson, JsonNode.Parse(request.Body)!.AsArray().Select(s => CollectorTranslators.FromZipkin(s!)));
    }

    [Test]
    public async Task A_batch_too_large_for_a_datagram_is_cut_into_several()
    {
        var batch = JaegerBatches.ByService(_bench.Traces.Trees(0, 300)).First();
        var datagrams = await JaegerBatches.DatagramsAsync(batch, 10_000);
        datagrams.ShouldAllBe(d => d.Length <= 10_000);
        var spans = new List<Wire.Jaeger.Span>();
        foreach (var datagram in datagrams)
            spans.AddRange((await JaegerThrift.ReadDatagramAsync(datagram)).Spans);
        spans.Select(s => s.SpanId).ShouldBe(batch.Spans.Select(s => s.SpanId));
        (await Should.ThrowAsync<BadInputException>(() => JaegerBatches.DatagramsAsync(batch, 50))).Message.ShouldContain("does not fit into a datagram");
    }

    private async Task<Emission> SendAsync(TraceProtocol protocol, Uri endpoint, bool gzip = false)
    {
        using var emitter = TraceEmitters.Create(protocol, _bench.Traces, _bench.Ledger, endpoint, gzip);
        using var deadline = Bench.Patient();
        return await emitter.SendAsync(From, Count, deadline);
    }

    private void Arrived(TraceProtocol protocol, IEnumerable<SpanRecord> seen)
    {
        var expected = Enumerable.Range(From, Count).SelectMany(seq => Translation.AsSeenThrough(protocol, _bench.Traces.Tree(seq)));
        SpanText.Sorted(seen).ShouldBe(SpanText.Sorted(expected));
    }

    private static async Task<List<SpanRecord>> BatchesAsync(IEnumerable<byte[]> bodies, Func<ReadOnlyMemory<byte>, Task<Batch>> read)
    {
        var spans = new List<SpanRecord>();
        foreach (var body in bodies)
        {
            var batch = await read(body);
            spans.AddRange(batch.Spans.Select(s => CollectorTranslators.FromJaeger(s, batch.Process, thrift: true)));
        }

        return spans;
    }
}
