using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols;
using Validation.Simulators.StandIns.Collector.Protocols.Jaeger;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Jaeger;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Jaeger;

public class JaegerReceiverTests
{
    private const string Yaml = "protocols: {grpc: {endpoint: '127.0.0.1:0'}, thrift_http: {endpoint: '127.0.0.1:0'}, thrift_compact: {endpoint: '127.0.0.1:0'}}";
    private static readonly byte[] s_recorded = File.ReadAllBytes(TestParts.Recorded("thrift-http.bin"));

    [TestCase("application/x-thrift", "")]
    [TestCase("application/vnd.apache.thrift.binary", "?format=jaeger.thrift")]
    public async Task The_recorded_batch_over_HTTP_is_taken_and_becomes_what_Tempo_stored(string type, string query)
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync(type, s_recorded, query);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        RecordedTraces.Text(await receiver.Kept.NextAsync()).ShouldBe(RecordedTraces.Read(TestParts.Recorded("via-collector.json")));
        receiver.Count("accepted", "collector_http").ShouldBe(1);
        receiver.Count("refused", "collector_http").ShouldBe(0);
    }

    [Test]
    public async Task A_wrong_type_of_content_is_refused_as_recorded()
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync("application/json", "{}"u8.ToArray());

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Unsupported content type: application/json\n");
        receiver.Kept.Batches.ShouldBeEmpty();
    }

    [Test]
    public async Task A_cut_body_is_refused_as_recorded()
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync("application/x-thrift", [0x0c, 0x00]);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Unable to process request body: *jaeger.Batch field 0 read error: unexpected EOF\n");
        receiver.Count("accepted", "collector_http").ShouldBeNull();
    }

    [Test]
    public async Task A_body_of_more_than_20_MiB_is_refused()
    {
        await using var receiver = await Started.NewAsync();

        var answer = await receiver.PostAsync("application/x-thrift", new byte[(20 << 20) + 1]);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldBe((500, "Unable to process request body: http: request body too large\n"));
    }

    [Test]
    public async Task What_no_pipeline_takes_is_answered_with_500_and_counted_as_refused()
    {
        await using var receiver = await Started.NewAsync();
        receiver.Kept.Answer = new Handed(Handing.NotNow, "data refused due to high memory usage");

        var answer = await receiver.PostAsync("application/x-thrift", s_recorded);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Cannot submit Jaeger batch: data refused due to high memory usage\n");
        receiver.Count("refused", "collector_http").ShouldBe(1);
    }

    [Test]
    public async Task Spans_come_over_gRPC()
    {
        await using var receiver = await Started.NewAsync();
        using var channel = GrpcChannel.ForAddress($"http://{receiver.Doors.Addresses["grpc"]}");
        var client = new CollectorService.CollectorServiceClient(channel);
        var request = new PostSpansRequest { Batch = await JaegerThrift.ReadBatchAsync(s_recorded) };

        await client.PostSpansAsync(request);

        RecordedTraces.Text(await receiver.Kept.NextAsync()).ShouldBe(RecordedTraces.Read(TestParts.Recorded("via-collector.json")));
        receiver.Count("accepted", "grpc").ShouldBe(1);
        receiver.Kept.Answer = new Handed(Handing.NotNow, "full");
        (await Should.ThrowAsync<RpcException>(async () => await client.PostSpansAsync(request))).StatusCode.ShouldBe(StatusCode.Unknown);
        receiver.Count("refused", "grpc").ShouldBe(1);
    }

    [Test]
    public async Task Spans_come_in_datagrams_and_a_broken_one_does_not_stop_the_next()
    {
        await using var receiver = await Started.NewAsync();
        using var socket = new UdpClient();
        await socket.SendAsync("nonsense"u8.ToArray(), receiver.Doors.Addresses["thrift_compact"]);

        await socket.SendAsync(await JaegerThrift.WriteDatagramAsync(await JaegerThrift.ReadBatchAsync(s_recorded)), receiver.Doors.Addresses["thrift_compact"]);

        RecordedTraces.Text(await receiver.Kept.NextAsync()).ShouldBe(RecordedTraces.Read(TestParts.Recorded("via-collector.json")));
        receiver.Log.ShouldContain(l => l.Contains("Processor failed", StringComparison.Ordinal));
    }

    [TestCase("{}", "grpc")]
    [TestCase("protocols: {thrift_binary: {}}", "thrift_binary")]
    public void Without_a_protocol_that_it_knows_there_is_no_receiver(string yaml, string wanted) =>
        Should.Throw<BadInputException>(() => JaegerReceiver.Make(TestParts.Context("jaeger", yaml), new Sinks(new Kept<ExportTraceServiceRequest>(), null, null))).Message.ShouldContain(wanted);

    private sealed class Started : IAsyncDisposable
    {
        private readonly HttpClient _client = new();
        private readonly PartContext _context;

        private Started()
        {
            _context = TestParts.Context("jaeger", Yaml, Log);
            Doors = (JaegerDoors)JaegerReceiver.Make(_context, new Sinks(Kept, null, null));
        }

        public Kept<ExportTraceServiceRequest> Kept { get; } = new();

        public List<string> Log { get; } = [];

        public JaegerDoors Doors { get; }

        public static async Task<Started> NewAsync()
        {
            var started = new Started();
            await started.Doors.StartAsync(CancellationToken.None);
            return started;
        }

        public Task<HttpResponseMessage> PostAsync(string type, byte[] body, string query = "")
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            return _client.PostAsync(new Uri($"http://{Doors.Addresses["thrift_http"]}/api/traces{query}"), content);
        }

        public double? Count(string outcome, string transport) =>
            _context.Metrics.Value($"otelcol_receiver_{outcome}_spans", ("receiver", "jaeger"), ("transport", transport));

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Doors.DisposeAsync();
        }
    }
}
