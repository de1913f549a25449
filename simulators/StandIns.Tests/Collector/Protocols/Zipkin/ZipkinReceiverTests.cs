using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols;
using Validation.Simulators.StandIns.Collector.Protocols.Zipkin;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Zipkin;

public class ZipkinReceiverTests
{
    private const string V2 = "/api/v2/spans";

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_recorded_span_of_version_2_is_taken_and_becomes_what_Tempo_stored(bool gzip)
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync(V2, await File.ReadAllBytesAsync(TestParts.Recorded("v2.json")), gzip);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        RecordedTraces.Text(await receiver.Kept.NextAsync()).ShouldBe(RecordedTraces.Read(TestParts.Recorded("via-collector.json")));
        receiver.Count("accepted", "http_v2_json").ShouldBe(1);
    }

    [Test]
    public async Task The_recorded_span_of_version_1_is_taken_and_its_annotation_tells_kind_and_service()
    {
        await using var receiver = await Started.NewAsync();

        (await receiver.PostAsync("/api/v1/spans", await File.ReadAllBytesAsync(TestParts.Recorded("v1.json")))).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var batch = await receiver.Kept.NextAsync();
        RecordedTraces.Attributes(batch.ResourceSpans.Single().Resource.Attributes).ShouldBe(new Dictionary<string, string> { ["service.name"] = "zip1svc" });
        var span = RecordedTraces.Only(batch);
        Convert.ToHexStringLower(span.TraceId.Span).ShouldBe("00000000000000002330c914aa64f7b6");
        (span.Kind, span.StartTimeUnixNano, span.EndTimeUnixNano - span.StartTimeUnixNano).ShouldBe((Span.Types.SpanKind.Server, 1795370111737960000UL, 1_000_000UL));
        (span.Events.Count, span.Attributes.Count, span.Status.Code).ShouldBe((0, 0, Status.Types.StatusCode.Unset));
        receiver.Count("accepted", "http_v1_json").ShouldBe(1);
    }

    [TestCase("""[{"traceId": "zz", "id": "1", "name": "x"}]""", "strconv.ParseUint: parsing \"zz\": invalid syntax\n")]
    [TestCase("[{", "unexpected end of JSON input\n")]
    public async Task A_wrong_body_is_refused_as_recorded(string body, string wanted)
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync(V2, Encoding.UTF8.GetBytes(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(wanted);
        receiver.Kept.Batches.ShouldBeEmpty();
    }

    [TestCase("""[{"traceId": "12", "id": "0000000000000001"}]""", "zipkinV1 span traceId: hex traceId span has wrong length (expected 16 or 32)\n")]
    [TestCase("""[{"traceId": "0000000000000000", "id": "0000000000000001"}]""", "zipkinV1 span traceId: traceId is zero\n")]
    [TestCase("""[{"traceId": "0000000000000001", "id": "1"}]""", "zipkinV1 span id: hex Id has wrong length (expected 16)\n")]
    public async Task A_wrong_id_of_version_1_is_refused(string body, string wanted)
    {
        await using var receiver = await Started.NewAsync();

        (await (await receiver.PostAsync("/api/v1/spans", Encoding.UTF8.GetBytes(body))).Content.ReadAsStringAsync()).ShouldBe(wanted);
    }

    [Test]
    public async Task A_span_of_version_1_has_status_and_attributes_of_its_binary_annotations_and_may_lack_the_rest()
    {
        await using var receiver = await Started.NewAsync();

        await receiver.PostAsync("/api/v1/spans", """[{"traceId": "0000000000000001", "id": "0000000000000002", "name": null, "annotations": null, "binaryAnnotations": [{"key": "lc", "value": "worker"}, {"key": "error", "value": "x"}, {"key": "a", "value": null}]}]"""u8.ToArray());

        var batch = await receiver.Kept.NextAsync();
        RecordedTraces.Attributes(batch.ResourceSpans.Single().Resource.Attributes)["service.name"].ShouldBe("worker");
        var span = RecordedTraces.Only(batch);
        span.Status.Code.ShouldBe(Status.Types.StatusCode.Error);
        span.Attributes.Select(a => a.Key).ShouldBe(["component", "a", "otel.zipkin.absentField.startTime"]);
    }

    [TestCase(nameof(Handing.NotNow), HttpStatusCode.InternalServerError, "\"Internal Server Error\"")]
    [TestCase(nameof(Handing.Never), HttpStatusCode.BadRequest, "\"Bad Request\"")]
    public async Task What_no_pipeline_takes_is_refused_and_counted(string outcome, HttpStatusCode status, string text)
    {
        await using var receiver = await Started.NewAsync();
        receiver.Kept.Answer = new Handed(Enum.Parse<Handing>(outcome), "full");

        var answer = await receiver.PostAsync(V2, await File.ReadAllBytesAsync(TestParts.Recorded("v2.json")));

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(text);
        (receiver.Count("refused", "http_v2_json"), receiver.Count("accepted", "http_v2_json")).ShouldBe((1, 0));
    }

    [TestCase("""{"error": "true"}""", Status.Types.StatusCode.Error, 0)]
    [TestCase("""{"error": "timeout"}""", Status.Types.StatusCode.Unset, 1)]
    [TestCase("""{"otel.status_code": "STATUS_CODE_OK"}""", Status.Types.StatusCode.Ok, 0)]
    [TestCase("""{"otel.status_code": "STATUS_CODE_OK", "error": "true"}""", Status.Types.StatusCode.Error, 0)]
    public void Tags_tell_the_status(string tags, Status.Types.StatusCode wanted, int attributes)
    {
        var span = RecordedTraces.Only(Read($$"""{"tags": {{tags}}}"""));

        (span.Status.Code, span.Attributes.Count).ShouldBe((wanted, attributes));
    }

    [Test]
    public void Both_sides_of_a_call_and_what_is_special_of_a_span_are_kept()
    {
        var span = RecordedTraces.Only(Read("""{"kind": "CLIENT", "parentId": "1", "shared": true, "remoteEndpoint": {"serviceName": "db", "ipv4": "10.0.0.1", "port": 3306}, "localEndpoint": {"ipv6": "::1", "port": 80}, "annotations": [{"timestamp": 5, "value": "wired"}, {"timestamp": 6, "value": "e|{\"n\":1}|2"}]}"""));

        // A shared span has its caller's id; a parent that is the span itself is none.
        (span.Kind, span.ParentSpanId.IsEmpty).ShouldBe((Span.Types.SpanKind.Client, true));
        RecordedTraces.Attributes(span.Attributes).ShouldBe(new Dictionary<string, string>
        {
            ["network.local.address"] = "::1", ["net.host.port"] = "{ \"intValue\": \"80\" }", ["service.peer.name"] = "db", ["network.peer.address"] = "10.0.0.1", ["net.peer.port"] = "{ \"intValue\": \"3306\" }",
        }, ignoreOrder: true);
        span.Events.Select(e => (e.Name, e.TimeUnixNano, e.Attributes.Count, e.DroppedAttributesCount)).ShouldBe([("wired", 5000UL, 0, 0U), ("e", 6000UL, 1, 2U)]);
    }

    [Test]
    public void A_span_without_a_start_says_so()
    {
        var span = RecordedTraces.Only(ZipkinSpans.ToRequest(Wire.ZipkinJson.Read("""[{"traceId": "1", "id": "1", "duration": 3}]"""u8.ToArray())));

        (span.StartTimeUnixNano, span.EndTimeUnixNano, span.Attributes.Single().Key).ShouldBe((0UL, 3000UL, "otel.zipkin.absentField.startTime"));
    }

    [TestCase(V2, "[{\"traceId\": \"\u00ea\", \"id\": \"1\"}]")]
    [TestCase("/api/v1/spans", "[{\"traceId\": \"\u00ea\", \"id\": \"1\"}]")]
    [TestCase("/api/v1/spans", "[null]")]
    [TestCase("/api/v1/spans", """[{"traceId": "0000000000000001", "id": "0000000000000002", "annotations": [null]}]""")]
    [TestCase("/api/v1/spans", """[{"traceId": "0000000000000001", "id": "0000000000000002", "binaryAnnotations": [null]}]""")]
    public async Task What_is_no_text_or_no_span_is_refused_in_words(string path, string body)
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync(path, Encoding.Latin1.GetBytes(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldNotBeEmpty();
    }

    // It waited for half a minute, after which a pod is killed with all that is queued in it.
    [Test]
    public async Task A_client_that_never_ends_its_request_keeps_nobody_from_stopping()
    {
        var receiver = await Started.NewAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(receiver.Address);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /api/v2/spans HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"));
        using var enough = new CancellationTokenSource();
        var trickle = TrickleAsync(client.GetStream(), enough.Token);

        await receiver.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        await enough.CancelAsync();
        await trickle;
    }

    private static async Task TrickleAsync(NetworkStream to, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(enough))
                await to.WriteAsync(new byte[400], enough);
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException)
        {
            // The receiver has gone, or we have seen enough.
        }
    }

    // The server unpacks before the receiver sees anything, and refuses what it cannot.
    [TestCase("gzip", "[]                ", 400, "gzip: invalid header\n")]
    [TestCase("br", "[]", 400, "unsupported Content-Encoding: br\n")]
    public async Task A_body_that_is_not_packed_as_it_says_is_refused(string encoding, string body, int status, string words)
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync(V2, Encoding.UTF8.GetBytes(body), encoding);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldBe((status, words));
    }

    [TestCase("")]
    [TestCase("gzip")]
    public async Task A_body_of_more_than_20_MiB_is_refused_packed_or_not(string encoding)
    {
        await using var receiver = await Started.NewAsync();
        var body = new byte[(20 << 20) + 1];
        Array.Fill(body, (byte)' ');

        var answer = await receiver.PostAsync(V2, encoding.Length == 0 ? body : Started.Gzip(body), encoding);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldBe((400, "http: request body too large\n"));
        receiver.Kept.Batches.ShouldBeEmpty();
    }

    private static ExportTraceServiceRequest Read(string span) =>
        ZipkinSpans.ToRequest(Wire.ZipkinJson.Read(Encoding.UTF8.GetBytes($$"""[{"traceId": "1", "id": "1", "timestamp": 7, {{span[1..]}}]""")));

    private sealed class Started : IAsyncDisposable
    {
        private readonly HttpClient _client = new();
        private readonly PartContext _context = TestParts.Context("zipkin", "endpoint: '127.0.0.1:0'");
        private readonly ZipkinDoor _door;

        private Started() => _door = (ZipkinDoor)ZipkinReceiver.Make(_context, new Sinks(Kept, null, null));

        public Kept<ExportTraceServiceRequest> Kept { get; } = new();

        public IPEndPoint Address => _door.Address;

        public static async Task<Started> NewAsync()
        {
            var started = new Started();
            await started._door.StartAsync(CancellationToken.None);
            return started;
        }

        public static byte[] Gzip(byte[] body)
        {
            using var packed = new MemoryStream();
            using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                zip.Write(body);
            return packed.ToArray();
        }

        public Task<HttpResponseMessage> PostAsync(string path, byte[] body, bool gzip = false) => PostAsync(path, gzip ? Gzip(body) : body, gzip ? "gzip" : "");

        public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string encoding)
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
            if (encoding.Length > 0)
                content.Headers.ContentEncoding.Add(encoding);
            return _client.PostAsync(new Uri($"http://{_door.Address}{path}"), content);
        }

        public double? Count(string outcome, string transport) =>
            _context.Metrics.Value($"otelcol_receiver_{outcome}_spans", ("receiver", "zipkin"), ("transport", transport));

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await _door.DisposeAsync();
        }
    }
}
