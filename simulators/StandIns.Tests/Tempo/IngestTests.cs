using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;
using Kind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;

namespace Validation.Simulators.StandIns.Tests.Tempo;

public sealed class IngestTests
{
    [Test]
    public void Too_many_live_traces_are_dropped_with_a_success()
    {
        var bench = Limited("ingestion: {max_traces_per_user: 2}");

        bench.Push(Spans.One(1, 1), Spans.One(2, 1), Spans.One(3, 1), Spans.One(3, 2)).ShouldBeNull();

        Discarded(bench, "live_traces_exceeded").ShouldBe(2);
        bench.Engine.Store.Parts(3).ShouldBeEmpty();
        bench.Settle();
        bench.Push(Spans.One(3, 1)).ShouldBeNull();
        bench.Engine.Store.Parts(3).ShouldNotBeEmpty();
    }

    [Test]
    public void A_trace_that_is_too_large_loses_what_is_too_much_until_the_block_is_cut()
    {
        var bench = Limited("global: {max_bytes_per_trace: 300}");
        for (var i = 1; i <= 10; i++)
            bench.Push(Spans.One(1, i)).ShouldBeNull();

        var discarded = Discarded(bench, "trace_too_large")!.Value;
        discarded.ShouldBeGreaterThan(0);
        bench.Engine.Cut(all: true);
        bench.Push(Spans.One(1, 11)).ShouldBeNull();
        Discarded(bench, "trace_too_large").ShouldBe(discarded);
    }

    [Test]
    public void Too_many_bytes_are_refused_and_counted()
    {
        var bench = Limited("ingestion: {rate_limit_bytes: 100, burst_size_bytes: 120}");

        bench.Push(Spans.One(1, 1)).ShouldBeNull();
        bench.Push(Spans.One(1, 2))!.ShouldStartWith("RATE_LIMITED: ingestion rate limit (local: 100 bytes/s, global: 0 bytes/s, burst: 120 bytes) exceeded while adding ");
        bench.Push(Spans.One(1, 3).With("a", new string('x', 300)))!.ShouldStartWith("RATE_LIMITED: batch size (");
        Discarded(bench, "rate_limited").ShouldBe(2);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        bench.Push(Spans.One(1, 2)).ShouldBeNull();
    }

    [Test]
    public async Task Long_texts_are_cut_silently()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 1).With("long", new string('x', 3000)).With("short", "y").With("wide", "x" + new string('ä', 1100)));

        var attributes = bench.Engine.Store.Parts(1)[0].Batches[0].Spans().Single().Attributes.ToDictionary(a => a.Key, a => a.Value.StringValue);
        (attributes["long"].Length, attributes["short"]).ShouldBe((2048, "y"));
        attributes["wide"].ShouldBe("x" + new string('ä', 1023));
        (await bench.GetAsync("/metrics")).ShouldContain("tempo_distributor_attributes_truncated_total{tenant=\"single-tenant\"} 2\n");
    }

    [Test]
    public void Ids_that_are_none_refuse_the_whole_request()
    {
        var bench = new TempoBench();
        var noTrace = Spans.One(1, 1);
        noTrace.TraceId = ByteString.CopyFrom(new byte[8]);
        var shortTrace = Spans.One(1, 1);
        shortTrace.TraceId = ByteString.CopyFrom(1, 2, 3);
        var noSpan = Spans.One(1, 1);
        noSpan.SpanId = ByteString.CopyFrom(new byte[8]);

        bench.Push(Spans.One(7, 1), noTrace).ShouldBe("trace ids must be 128 bit, received 0 bits");
        bench.Push(shortTrace).ShouldBe("trace ids must be 128 bit, received 24 bits");
        bench.Push(noSpan).ShouldBe("span ids must be 64 bit and not all zero, received 0 bits");
        bench.Engine.Store.Parts(7).ShouldBeEmpty();
    }

    [Test]
    public void What_was_received_is_counted()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 1), Spans.One(1, 2), Spans.One(2, 1));
        bench.Push(new ExportTraceServiceRequest());

        bench.Engine.Metrics.Value("tempo_distributor_spans_received_total", ("tenant", "single-tenant")).ShouldBe(3);
        bench.Engine.Metrics.Value("tempo_ingester_traces_created_total", ("tenant", "single-tenant")).ShouldBe(2);
        bench.Engine.Metrics.Value("tempo_ingester_live_traces", ("tenant", "single-tenant")).ShouldBe(2);
    }

    [Test]
    public async Task The_same_span_is_there_twice_while_it_is_live_and_once_when_it_comes_again_later()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 1), Spans.One(1, 1));
        Count(await bench.GetAsync("/api/traces/1")).ShouldBe(2);

        bench.Settle();
        Count(await bench.GetAsync("/api/traces/1")).ShouldBe(2);
        bench.Push(Spans.One(1, 1), Spans.One(1, 2));
        Count(await bench.GetAsync("/api/traces/1")).ShouldBe(2);
    }

    [Test]
    public async Task A_server_that_shares_its_clients_id_is_answered_with_one_of_its_own()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 5, kind: Kind.Client), Spans.One(1, 5, kind: Kind.Server), Spans.One(1, 6, parent: 5));

        var answer = await bench.GetAsync("/api/traces/1");

        answer.ShouldContain("\"spanId\":\"AAAAAAAAAAE=\",\"parentSpanId\":\"AAAAAAAAAAU=\"");
        answer.ShouldContain("\"spanId\":\"AAAAAAAAAAY=\",\"parentSpanId\":\"AAAAAAAAAAE=\"");
    }

    [Test]
    public async Task Traces_are_forgotten_after_the_retention()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 1));
        bench.Settle();
        bench.Clock.Advance(TimeSpan.FromHours(23));
        bench.Engine.Store.Expire().ShouldBe(0);
        bench.Clock.Advance(TimeSpan.FromHours(1));

        bench.Engine.Store.Expire().ShouldBe(1);
        (await bench.GetAsync("/api/traces/1")).ShouldBe("404 ");
        (await bench.GetAsync("/api/search?q=%7B%7D")).ShouldStartWith("200 {\"traces\":[]");
    }

    [Test]
    public async Task A_trace_that_never_is_quiet_is_cut_after_half_a_minute_and_its_rows_are_searched_one_by_one()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 1, name: "root"));
        bench.Settle();
        bench.Push(Spans.One(1, 2, parent: 1, name: "late"));
        bench.Settle();
        const string Related = "/api/search?q=%7Bname%3D%22root%22%7D%3E%7Bname%3D%22late%22%7D";

        (await bench.GetAsync(Related)).ShouldStartWith("200 {\"traces\":[]");
        (await bench.GetAsync("/flush")).ShouldBe("204 ");
        (await bench.GetAsync(Related)).ShouldContain("\"matched\":1");
    }

    private static TempoBench Limited(string defaults) =>
        new(yaml => yaml.Replace("  defaults: {metrics_generator:", $"  defaults: {{{defaults}, metrics_generator:", StringComparison.Ordinal));

    private static double? Discarded(TempoBench bench, string reason) =>
        bench.Engine.Metrics.Value("tempo_discarded_spans_total", ("reason", reason), ("tenant", "single-tenant"));

    private static int Count(string answer) => answer.Split("\"spanId\"").Length - 1;
}
