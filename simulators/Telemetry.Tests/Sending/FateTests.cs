using System.Net;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Telemetry.Tests.Servers;
using Validation.Simulators.Telemetry.Traces;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Tests.Sending;

/// <summary>What an answer, or none, means for the items that were sent.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FateTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    private async Task<Emission> SendAsync(TraceProtocol protocol, Uri endpoint, Deadline? deadline = null)
    {
        using var emitter = TraceEmitters.Create(protocol, _bench.Traces, _bench.Ledger, endpoint);
        using var patient = Bench.Patient();
        return await emitter.SendAsync(3, 4, deadline ?? patient);
    }

    /// <summary>A deadline that passes once the request is there: no test waits longer than it takes to send.</summary>
    private static Deadline Short() => Deadline.In(TimeSpan.FromMilliseconds(300), TimeProvider.System);

    [Test]
    public async Task The_row_is_on_disk_before_the_request_arrives_and_its_fate_after()
    {
        var seen = Array.Empty<Sent<ItemRange>>();
        await using var receiver = await HttpReceiver.StartAsync((_, context) =>
        {
            seen = _bench.OnDisk();
            context.Response.StatusCode = 202;
            return Task.CompletedTask;
        });
        await SendAsync(TraceProtocol.ZipkinJson, receiver.Endpoint);
        var row = seen.ShouldHaveSingleItem();
        (row.Key, row.Payload, row.Fate).ShouldBe(("traces/3-6", new ItemRange("traces", 3, 4), Fate.Unknown));
        _bench.OnDisk().ShouldHaveSingleItem().Fate.ShouldBe(Fate.Acknowledged);
    }

    [Test]
    public async Task Spans_that_are_given_have_the_fate_of_their_items()
    {
        await using var receiver = await GrpcReceiver.RefusingAsync(StatusCode.ResourceExhausted, "data refused due to high memory usage");
        using var emitter = TraceEmitters.OfSpans("story", (from, count) => _bench.Traces.Trees(from, count), _bench.Ledger, receiver.Endpoint);
        using var deadline = Bench.Patient();

        (await emitter.SendAsync(0, 1, deadline)).Fate.ShouldBe(Fate.Refused);
        _bench.OnDisk().ShouldHaveSingleItem().Payload.ShouldBe(new ItemRange("story", 0, 1));
    }

    [TestCase(TraceProtocol.OtlpHttpProtobuf, 400)]
    [TestCase(TraceProtocol.OtlpHttpJson, 503)]
    [TestCase(TraceProtocol.JaegerThriftHttp, 400)]
    [TestCase(TraceProtocol.ZipkinJson, 500)]
    [TestCase(TraceProtocol.ZipkinJson, 302)]
    public async Task A_refusal_over_HTTP_keeps_its_status_and_words(TraceProtocol protocol, int status)
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(status, "text/plain", "data refused"u8.ToArray());
        var emission = await SendAsync(protocol, receiver.Endpoint);
        emission.Answer.ShouldBe(new Answer(Fate.Refused, $"HTTP {status}", "data refused"));
        emission.Fate.ShouldBe(Fate.Refused);
        _bench.OnDisk().ShouldHaveSingleItem().Fate.ShouldBe(Fate.Refused);
    }

    [TestCase(TraceProtocol.OtlpGrpc, StatusCode.Unavailable, Fate.Refused)]
    [TestCase(TraceProtocol.JaegerGrpc, StatusCode.InvalidArgument, Fate.Refused)]
    [TestCase(TraceProtocol.OtlpGrpc, StatusCode.ResourceExhausted, Fate.Refused)]
    [TestCase(TraceProtocol.OtlpGrpc, StatusCode.DeadlineExceeded, Fate.Unknown)]
    [TestCase(TraceProtocol.OtlpGrpc, StatusCode.Unknown, Fate.Unknown)]
    public async Task A_refusal_over_gRPC_keeps_its_status_and_words(TraceProtocol protocol, StatusCode code, Fate fate)
    {
        await using var receiver = await GrpcReceiver.RefusingAsync(code, "data refused due to high memory usage");
        (await SendAsync(protocol, receiver.Endpoint)).Answer.ShouldBe(new Answer(fate, $"gRPC {(int)code} {code}", "data refused due to high memory usage"));
    }

    [TestCase(408)]
    [TestCase(502)]
    [TestCase(504)]
    public async Task A_gateway_that_gave_up_leaves_the_fate_unknown(int status)
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(status);
        (await SendAsync(TraceProtocol.ZipkinJson, receiver.Endpoint)).Answer.ShouldBe(new Answer(Fate.Unknown, $"HTTP {status}", ""));
    }

    [TestCase(TraceProtocol.OtlpHttpProtobuf)]
    [TestCase(TraceProtocol.OtlpHttpJson)]
    public async Task Partial_success_over_HTTP_leaves_the_fate_unknown(TraceProtocol protocol)
    {
        var response = new ExportTraceServiceResponse { PartialSuccess = new ExportTracePartialSuccess { RejectedSpans = 2, ErrorMessage = "too old" } };
        var json = """{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}""";
        await using var receiver = protocol == TraceProtocol.OtlpHttpJson
            ? await HttpReceiver.AnsweringAsync(200, "application/json", Encoding.UTF8.GetBytes(json))
            : await HttpReceiver.AnsweringAsync(200, "application/x-protobuf", response.ToByteArray());
        (await SendAsync(protocol, receiver.Endpoint)).Answer.ShouldBe(new Answer(Fate.Unknown, "HTTP 200", "2 rejected: too old"));
        _bench.OnDisk().ShouldHaveSingleItem().Fate.ShouldBe(Fate.Unknown);
    }

    [Test]
    public async Task Partial_success_over_gRPC_leaves_the_fate_unknown_but_a_mere_warning_does_not()
    {
        var rejected = 2;
        await using var receiver = await GrpcReceiver.StartAsync((_, _) =>
            Task.FromResult<IMessage?>(new ExportTraceServiceResponse { PartialSuccess = new ExportTracePartialSuccess { RejectedSpans = rejected, ErrorMessage = "slow" } }));
        (await SendAsync(TraceProtocol.OtlpGrpc, receiver.Endpoint)).Answer.ShouldBe(new Answer(Fate.Unknown, "gRPC 0 OK", "2 rejected: slow"));
        rejected = 0;
        (await SendAsync(TraceProtocol.OtlpGrpc, receiver.Endpoint)).Answer.ShouldBe(new Answer(Fate.Acknowledged, "gRPC 0 OK", "slow"));
    }

    [TestCase(TraceProtocol.OtlpHttpJson, "application/json", "{")]
    [TestCase(TraceProtocol.OtlpHttpJson, "text/html", "<html>")]
    [TestCase(TraceProtocol.OtlpHttpProtobuf, "application/x-protobuf", "<html>")]
    public async Task A_yes_that_cannot_be_read_leaves_the_fate_unknown(TraceProtocol protocol, string contentType, string body)
    {
        await using var receiver = await HttpReceiver.AnsweringAsync(200, contentType, Encoding.UTF8.GetBytes(body));
        var answer = (await SendAsync(protocol, receiver.Endpoint)).Answer;
        (answer.Fate, answer.Status).ShouldBe((Fate.Unknown, "HTTP 200"));
        answer.Text.ShouldContain("ExportTraceServiceResponse");
    }

    [TestCase(TraceProtocol.OtlpHttpProtobuf)]
    [TestCase(TraceProtocol.ZipkinJson)]
    [TestCase(TraceProtocol.JaegerThriftHttp)]
    public async Task No_answer_before_the_deadline_leaves_the_fate_unknown(TraceProtocol protocol)
    {
        await using var receiver = await HttpReceiver.HangingAsync();
        using var deadline = Short();
        (await SendAsync(protocol, receiver.Endpoint, deadline)).Answer.ShouldBe(Answer.None("no answer before the deadline"));
        _bench.OnDisk().ShouldHaveSingleItem().Fate.ShouldBe(Fate.Unknown);
    }

    [TestCase(TraceProtocol.OtlpGrpc)]
    [TestCase(TraceProtocol.JaegerGrpc)]
    public async Task No_answer_over_gRPC_before_the_deadline_leaves_the_fate_unknown(TraceProtocol protocol)
    {
        await using var receiver = await GrpcReceiver.StartAsync(async (_, context) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            return null;
        });
        using var deadline = Short();
        (await SendAsync(protocol, receiver.Endpoint, deadline)).Answer.ShouldBe(Answer.None("no answer before the deadline"));
    }

    [TestCase(TraceProtocol.OtlpHttpJson)]
    [TestCase(TraceProtocol.OtlpGrpc)]
    public async Task Being_stopped_is_an_exception_and_the_fate_stays_unknown(TraceProtocol protocol)
    {
        using var stop = new CancellationTokenSource();
        await using var receiver = await HttpReceiver.HangingAsync();
        using var deadline = Deadline.In(TimeSpan.FromSeconds(30), TimeProvider.System, stop.Token);
        var sending = SendAsync(protocol, receiver.Endpoint, deadline);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending);
        _bench.OnDisk().ShouldHaveSingleItem().Fate.ShouldBe(Fate.Unknown);
    }

    [TestCase(TraceProtocol.OtlpHttpProtobuf)]
    [TestCase(TraceProtocol.ZipkinJson)]
    [TestCase(TraceProtocol.JaegerThriftHttp)]
    [TestCase(TraceProtocol.OtlpGrpc)]
    public async Task A_connection_that_breaks_leaves_the_fate_unknown_and_nothing_is_sent_again(TraceProtocol protocol)
    {
        await using var receiver = await HttpReceiver.ClosingAsync();
        var emission = await SendAsync(protocol, receiver.Endpoint);
        (emission.Fate, emission.Answer.Status).ShouldBe((Fate.Unknown, ""));
        receiver.Requests.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [TestCase(TraceProtocol.OtlpHttpProtobuf)]
    [TestCase(TraceProtocol.OtlpGrpc)]
    [TestCase(TraceProtocol.JaegerGrpc)]
    public async Task An_answer_of_another_protocol_leaves_the_fate_unknown(TraceProtocol protocol)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = new CancellationTokenSource();
        var garbage = GreetAsync(listener, over.Token);
        var emission = await SendAsync(protocol, new Uri($"http://{listener.LocalEndpoint}"));
        (emission.Fate, emission.Answer.Status).ShouldBe((Fate.Unknown, ""));
        await over.CancelAsync();
        await garbage;
    }

    private static async Task SayAsync(Socket client, CancellationToken over)
    {
        try
        {
            await client.SendAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), over);
        }
        catch (SocketException)
        {
            // A client that tries several connections at once has already hung up on this one.
        }
    }

    /// <summary>Every connection, for the client may try several before the first byte of the request is out.</summary>
    private static async Task GreetAsync(TcpListener listener, CancellationToken over)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptSocketAsync(over);
                await SayAsync(client, over);
            }
        }
        catch (Exception e) when (over.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over; a listener that is closed while it is being cancelled tells it by a socket's error.
        }
    }

    [Test]
    public async Task A_refusal_after_some_were_accepted_leaves_the_fate_unknown()
    {
        var left = 2;
        await using var receiver = await HttpReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = left-- > 0 ? 202 : 503;
            return Task.CompletedTask;
        });
        var answer = (await SendAsync(TraceProtocol.JaegerThriftHttp, receiver.Endpoint)).Answer;
        (answer.Fate, answer.Status).ShouldBe((Fate.Unknown, "HTTP 503"));
        answer.Text.ShouldStartWith("after 2 of ");
        receiver.Requests.Count.ShouldBe(3);
    }

    [Test]
    public async Task Nobody_listening_leaves_the_fate_unknown()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        foreach (var protocol in Enum.GetValues<TraceProtocol>().Where(p => p != TraceProtocol.JaegerThriftUdp))
            (await SendAsync(protocol, new Uri($"http://{taken.LocalEndPoint}"))).Fate.ShouldBe(Fate.Unknown);
    }
}
