using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.StandIns.Loki;
using Validation.Simulators.StandIns.Loki.Config;
using Validation.Simulators.StandIns.Loki.Query;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Loki;

/// <summary>A million lines of 250 bytes with 20 pairs of metadata.</summary>
[Category("load")]
public sealed class MillionTests
{
    private const int Requests = 2000;
    private const int Lines = 500;
    private const int Page = 50_000;
    private const long Start = 1795370000_000_000_000;

    [Test]
    public void A_million_lines_are_held_compactly_and_every_one_is_found_once()
    {
        var clock = new FakeTimeProvider(RunningLoki.At(1795370086));
        var items = new NumberedItems(new Seed(0xa1), "load");
        var before = GC.GetTotalMemory(true);
        var model = new LokiModel(LokiSettings.Parse("loki.yaml", RunningLoki.Yaml("ingestion_rate_mb: 1000000", "ingestion_burst_size_mb: 1000000",
            "per_stream_rate_limit: 1000GB", "per_stream_rate_limit_burst: 1000GB")), clock);
        var tenant = model.TenantOf("fake");
        for (var request = 0; request < Requests; request++)
            model.Take(tenant, model.Otlp.Read(Request(items, request)));

        var held = GC.GetTotalMemory(true) - before;
        held.ShouldBeLessThan(400L << 20);

        var seen = new SequenceSet(Requests * Lines);
        var logs = (LogExpression)Parser.Parse("{service_name=~\"svc-.*\"}");
        var from = Start;
        for (var page = 0; page < Requests * Lines / Page; page++)
        {
            var (streams, cost) = new LogQuery(logs, from, long.MaxValue, Page, true, 0, true).Run(tenant);
            cost.Returned.ShouldBe(Page);
            foreach (var line in streams.SelectMany(s => s.Lines))
            {
                var mark = Mark.Find(line.Text).ShouldNotBeNull();
                mark.IsOf(items).ShouldBeTrue();
                line.Metadata.Get("trace_id").ShouldBe(items.TraceId(mark.Seq));
                seen.Add(mark.Seq);
                from = Math.Max(from, line.UnixNano + 1);
            }
        }

        seen.Missing(0, Requests * Lines).ShouldBeEmpty();
        seen.Repeated(0, Requests * Lines).ShouldBeEmpty();
        var counted = new MetricQuery(tenant, [Start + (100 * Times.Second)]).Run(Parser.Parse("sum by (service_name) (count_over_time({service_name=~\".+\"} |= \"mark=load/\" [10m]))"));
        counted.Sum(s => s.Values[0]).ShouldBe(Requests * Lines);
        counted.Count.ShouldBe(10);
    }

    private static ExportLogsServiceRequest Request(NumberedItems items, int request)
    {
        var resource = new ResourceLogs { Resource = new(), ScopeLogs = { new ScopeLogs { Scope = new() { Name = "load" } } } };
        Add(resource.Resource.Attributes, "service.name", $"svc-{request % 10}");
        Add(resource.Resource.Attributes, "k8s.pod.name", $"pod-{request % 50}");
        for (var i = 0; i < 8; i++)
            Add(resource.Resource.Attributes, $"host.attribute.{i}", $"value {request % 50} of {i}");
        for (var i = 0; i < Lines; i++)
            resource.ScopeLogs[0].LogRecords.Add(Record(items, ((long)request * Lines) + i));
        return new ExportLogsServiceRequest { ResourceLogs = { resource } };
    }

    private static LogRecord Record(NumberedItems items, long seq)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"2026-11-22 17:54:46.{seq % 1000:000} {seq % 30} INFO nova.osapi_compute.wsgi.server [req-{items.Bits(seq):x16}] 10.0.0.{seq % 250} \"GET /v2.1/servers/{items.Bits(seq, 1):x16}{items.Bits(seq, 2):x16} HTTP/1.1\" status: 200 len: {seq % 9973} time: 0.{items.Pick(seq, 3, 1000000)} {items.Mark(seq)} ");
        var at = (ulong)(Start + (seq * 80_000));
        var record = new LogRecord
        {
            TimeUnixNano = at, ObservedTimeUnixNano = at + items.Bits(seq, 4) % 1000000, SeverityNumber = SeverityNumber.Info, SeverityText = "INFO",
            Body = new AnyValue { StringValue = text.PadRight(250, 'x') },
            TraceId = Google.Protobuf.ByteString.CopyFrom(Convert.FromHexString(items.TraceId(seq))), SpanId = Google.Protobuf.ByteString.CopyFrom(Convert.FromHexString(items.SpanId(seq, 0))),
        };
        for (var i = 0; i < 5; i++)
            Add(record.Attributes, $"attribute.{i}", i == 0 ? $"req-{items.Bits(seq, 5):x16}" : $"value {seq % 20}");
        return record;
    }

    private static void Add(Google.Protobuf.Collections.RepeatedField<KeyValue> to, string key, string value) =>
        to.Add(new KeyValue { Key = key, Value = new AnyValue { StringValue = value } });
}
