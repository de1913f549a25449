using System.Net;
using System.Text;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols;
using Validation.Simulators.StandIns.Collector.Protocols.Jaeger;
using Validation.Simulators.StandIns.Collector.Protocols.Zipkin;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols;

/// <summary>Jaeger and Zipkin over HTTP: each recorded request gets the recorded answer, byte for byte.</summary>
[CancelAfter(30_000)]
public sealed class RecordedProtocolTests
{
    private static IEnumerable<string> Recorded() => Directory.GetDirectories(RecordedExchange.Folder).Select(d => Path.GetFileName(d)!)
        .Where(n => n.StartsWith("jaeger-", StringComparison.Ordinal) || n.StartsWith("zipkin-", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Recorded))]
    public async Task A_request_is_answered_as_the_real_collector_did(string name, CancellationToken cancel)
    {
        var kept = new Kept<ExportTraceServiceRequest>();
        var jaeger = (JaegerDoors)JaegerReceiver.Make(TestParts.Context("jaeger", "protocols: {thrift_http: {endpoint: '127.0.0.1:0'}}"), new Sinks(kept, null, null));
        var zipkin = (ZipkinDoor)ZipkinReceiver.Make(TestParts.Context("zipkin", "endpoint: '127.0.0.1:0'"), new Sinks(kept, null, null));
        await jaeger.StartAsync(cancel);
        await zipkin.StartAsync(cancel);
        var recorded = RecordedExchange.Read(name);
        var address = name.StartsWith("jaeger-", StringComparison.Ordinal) ? jaeger.Addresses["thrift_http"] : zipkin.Address;

        using var answer = await recorded.SendAsync(new Uri($"http://{address}/"), cancel);

        ((int)answer.StatusCode).ShouldBe(recorded.Status);
        answer.Content.Headers.ContentType?.ToString().ShouldBe(recorded.AnswerHeaders["Content-Type"]);
        answer.Headers.Contains("X-Content-Type-Options").ShouldBe(recorded.AnswerHeaders.ContainsKey("X-Content-Type-Options"));
        Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancel)).ShouldBe(Encoding.UTF8.GetString(recorded.Answer));
        kept.Batches.Count.ShouldBe(answer.StatusCode == HttpStatusCode.Accepted ? 1 : 0);
        await jaeger.DisposeAsync();
        await zipkin.DisposeAsync();
    }
}
