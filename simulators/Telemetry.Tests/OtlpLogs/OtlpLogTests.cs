using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.OtlpLogs;
using Validation.Simulators.Telemetry.Tests.Servers;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Telemetry.Tests.OtlpLogs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OtlpLogTests : IDisposable
{
    private readonly Bench _bench = new();
    private readonly OtlpLogStream _logs = new(new NumberedItems(Bench.Seed, "otlp-logs"), Bench.Begin, TimeSpan.FromMilliseconds(1));

    public void Dispose() => _bench.Dispose();

    [Test]
    public void The_rules_make_of_the_recorded_requests_the_recorded_lines()
    {
        var made = new[] { "loki/otlp-map-body-no-time", "loki/otlp-json" }
            .SelectMany(r => LokiRules.Records(OtlpJson.Read<ExportLogsServiceRequest>(Recording.Body(r))));
        var seen = JsonNode.Parse(Recording.Answer("loki/query_range-otlp-categorized"))!["data"]!["result"]!.AsArray()
            .SelectMany(s => s!["values"]!.AsArray().Select(v => new Harness.Signals.LogRecord(long.Parse((string)v![0]!, null), (string)v[1]!, Labels(s["stream"]!), Labels(v[2]!["structuredMetadata"]!))));
        made.ShouldBe(seen);
    }

    [Test]
    public void What_is_expected_is_what_the_rules_make_of_what_is_sent()
    {
        var made = LokiRules.Records(_logs.ToRequest(0, 500)).ToArray();
        for (var seq = 0; seq < made.Length; seq++)
        {
            var expected = _logs.Expected(seq);
            (made[seq].Body, made[seq].UnixNano, made[seq].Stream).ShouldBe((expected.Body, expected.UnixNano!.Value, expected.Stream));
            made[seq].Metadata.ShouldBe(expected.Metadata);
            expected.AbsentMetadata.Split(',').ShouldAllBe(a => made[seq].Metadata[a] == "");
        }
    }

    [Test]
    public void Every_record_has_its_mark_and_every_kind_of_record_occurs()
    {
        for (var seq = 0; seq < 500; seq++)
            (Mark.Find(_logs.Expected(seq).Body) is { } mark && mark.Seq == seq && mark.IsOf(_logs.Items)).ShouldBeTrue();
        var records = Enumerable.Range(0, 500).Select(s => _logs.Record(s)).ToArray();
        records.Select(r => r.SeverityNumber).Distinct().Count().ShouldBe(6);
        records.ShouldContain(r => r.TimeUnixNano == 0);
        records.ShouldContain(r => r.TraceId.IsEmpty);
        records.ShouldContain(r => r.Body.ValueCase == AnyValue.ValueOneofCase.KvlistValue);
        records.ShouldContain(r => r.Body.StringValue.Contains('\n'));
        _logs.Record(17).ShouldBe(new OtlpLogStream(new NumberedItems(Bench.Seed, "otlp-logs"), Bench.Begin, TimeSpan.FromMilliseconds(1)).Record(17));
        _logs.Record(17).ShouldNotBe(_logs.Record(18));
    }

    [TestCase(OtlpTransport.HttpProtobuf)]
    [TestCase(OtlpTransport.HttpJson)]
    public async Task They_arrive_at_lokis_own_path(OtlpTransport transport)
    {
        await using var loki = await HttpReceiver.AnsweringAsync(204);
        using var emitter = OtlpLogEmitters.Create(transport, _logs, _bench.Ledger, new Uri(loki.Endpoint, "/otlp"), gzip: true);
        using var deadline = Bench.Patient();
        (await emitter.SendAsync(0, 1_000, deadline)).Fate.ShouldBe(Fate.Acknowledged);
        var request = loki.Requests.ShouldHaveSingleItem();
        request.Path.ShouldBe("/otlp/v1/logs");
        (transport == OtlpTransport.HttpJson ? OtlpJson.Read<ExportLogsServiceRequest>(request.Body) : ExportLogsServiceRequest.Parser.ParseFrom(request.Body)).ShouldBe(_logs.ToRequest(0, 1_000));
    }

    [Test]
    public async Task They_arrive_over_gRPC()
    {
        await using var receiver = await GrpcReceiver.AcceptingAsync();
        using var emitter = OtlpLogEmitters.Create(OtlpTransport.Grpc, _logs, _bench.Ledger, receiver.Endpoint);
        using var deadline = Bench.Patient();
        (await emitter.SendAsync(5, 100, deadline)).Fate.ShouldBe(Fate.Acknowledged);
        receiver.Calls.ShouldHaveSingleItem().Message.ShouldBe(_logs.ToRequest(5, 100));
    }

    private static LabelSet Labels(JsonNode labels) => LabelSet.From(labels.AsObject().Select(l => KeyValuePair.Create(l.Key, (string)l.Value!)));
}
