using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Validation.Simulators.Wire.Prometheus;
using Kind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;

namespace Validation.Simulators.StandIns.Tests.Tempo;

public sealed class GeneratorTests
{
    [Test]
    public async Task What_a_real_one_wrote_is_written()
    {
        var bench = await PushedTwiceAsync();

        var got = Values(bench.Engine.Generator.Collect());

        var wanted = new[] { "servicegraph", "spanmetrics" }.SelectMany(Recorded).ToDictionary(StringComparer.Ordinal);
        wanted.Where(w => !got.TryGetValue(w.Key, out var value) || value != w.Value).ShouldBeEmpty();
        got.Keys.Where(k => k.Contains("traces_service_graph", StringComparison.Ordinal)).Except(wanted.Keys).ShouldAllBe(k => k.Contains("_failed_total", StringComparison.Ordinal));
    }

    [Test]
    public async Task The_target_is_told_of_a_resource_that_has_more_than_its_name()
    {
        var bench = await PushedTwiceAsync();

        var got = Values(bench.Engine.Generator.Collect()).Keys.Where(k => k.Contains("traces_target_info", StringComparison.Ordinal));

        got.ShouldBe(Recorded("target-info").Select(r => r.Key));
    }

    [Test]
    public async Task The_server_that_failed_makes_a_failed_request()
    {
        var bench = await PushedTwiceAsync();

        Values(bench.Engine.Generator.Collect()).ShouldContainKeyAndValue(
            $"__metrics_gen_instance={Dns.GetHostName()},__name__=traces_service_graph_request_failed_total,client=nova-api,server=nova-conductor", 2);
    }

    [Test]
    public async Task A_new_series_begins_with_a_zero_at_the_end_of_the_minute_before()
    {
        var bench = await PushedTwiceAsync();

        var first = bench.Engine.Generator.Collect();
        var second = bench.Engine.Generator.Collect();

        var calls = first.First(s => Name(s) == "traces_spanmetrics_calls_total").Samples;
        calls.Select(s => s.Value).ShouldBe([0, 2]);
        calls[0].Timestamp.ShouldBe(1795369499_000);
        first.Where(s => Name(s) is "traces_spanmetrics_latency_sum" or "traces_target_info").ShouldAllBe(s => s.Samples.Count == 1);
        first.Where(s => Name(s) is "traces_spanmetrics_latency_bucket" or "traces_spanmetrics_latency_count").ShouldAllBe(s => s.Samples.Count == 2);
        second.ShouldAllBe(s => s.Samples.Count == 1);
    }

    [Test]
    public void Spans_that_end_too_far_from_now_are_stored_and_make_no_metrics()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 1, after: -40_000), Spans.One(1, 2, after: 40_000));

        bench.Engine.Generator.Collect().ShouldBeEmpty();
        bench.Engine.Metrics.Value("tempo_metrics_generator_spans_discarded_total", ("reason", "outside_metrics_ingestion_slack"), ("tenant", "single-tenant")).ShouldBe(2);
        bench.Engine.Store.Parts(1).ShouldHaveSingleItem().Batches.Length.ShouldBe(2);
    }

    [Test]
    public void Messages_join_a_producer_with_a_consumer()
    {
        var bench = new TempoBench();
        bench.Push(Spans.Request(Spans.Of("a", Spans.One(1, 1, kind: Kind.Producer)), Spans.Of("b", Spans.One(1, 2, parent: 1, kind: Kind.Consumer))));

        Edges(bench).ShouldBe(["client=a,connection_type=messaging_system,server=b"]);
    }

    [Test]
    public void Databases_and_what_attributes_name_are_nodes_without_spans()
    {
        var bench = new TempoBench();
        bench.Push(Spans.Request(Spans.Of("a", Spans.One(1, 1, parent: 9, kind: Kind.Client).With("db.system", "mysql"),
            Spans.One(1, 2, parent: 9, kind: Kind.Client).With("peer.service", "bank"), Spans.One(1, 3, parent: 9, kind: Kind.Client), Spans.One(1, 4, parent: 8, kind: Kind.Server))));

        Edges(bench).ShouldBe(["client=a,connection_type=database,server=mysql"]);
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        bench.Engine.Generator.Expire();
        Edges(bench).ShouldBe(["client=a,connection_type=database,server=mysql", "client=a,connection_type=virtual_node,server=bank"]);
        bench.Engine.Metrics.Value("tempo_metrics_generator_processor_service_graphs_expired_edges", ("tenant", "single-tenant")).ShouldBe(2);
    }

    [Test]
    public void More_sides_than_may_wait_are_dropped_and_counted()
    {
        var bench = new TempoBench(yaml => yaml.Replace("max_items: 10000", "max_items: 1", StringComparison.Ordinal));
        bench.Push(Spans.One(1, 1, kind: Kind.Client), Spans.One(2, 1, kind: Kind.Client));

        bench.Engine.Metrics.Value("tempo_metrics_generator_processor_service_graphs_dropped_spans", ("tenant", "single-tenant")).ShouldBe(1);
    }

    [Test]
    public void A_series_without_spans_ends()
    {
        var bench = new TempoBench();
        bench.Push(Spans.One(1, 1));
        bench.Clock.Advance(TimeSpan.FromMinutes(16));
        bench.Engine.Generator.RemoveStale();

        bench.Engine.Generator.Collect().ShouldBeEmpty();
    }

    [Test]
    public void Without_processors_there_are_no_metrics()
    {
        var bench = new TempoBench(yaml => yaml.Replace("[service-graphs, span-metrics, local-blocks]", "[]", StringComparison.Ordinal));
        bench.Push(Spans.One(1, 1));

        bench.Engine.Generator.Collect().ShouldBeEmpty();
    }

    private static async Task<TempoBench> PushedTwiceAsync()
    {
        var bench = new TempoBench();
        var push = TempoRecording.Load("otlp-json-push");
        await bench.AskAsync(push);
        var other = System.Text.Encoding.UTF8.GetString(push.Body).Replace("006902d9dda5c1388dbc10cf817cb498", "0043efa81541a050e82d49676decf0d3", StringComparison.Ordinal);
        await bench.AskAsync(push with { Body = System.Text.Encoding.UTF8.GetBytes(other) });
        bench.Clock.Advance(TimeSpan.FromSeconds(12));
        bench.Engine.Generator.Expire();
        return bench;
    }

    private static IEnumerable<KeyValuePair<string, double>> Recorded(string name)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(TempoRecording.Folder, $"prometheus-{name}", "response.json")))!;
        foreach (var row in json["data"]!["result"]!.AsArray())
        {
            var labels = row!["metric"]!.AsObject().Select(l => (l.Key, Value: l.Key == "__metrics_gen_instance" ? Dns.GetHostName() : (string)l.Value!));
            yield return KeyValuePair.Create(Key(labels), double.Parse((string)row["value"]![1]!, CultureInfo.InvariantCulture));
        }
    }

    private static Dictionary<string, double> Values(IEnumerable<TimeSeries> series) =>
        series.ToDictionary(s => Key(s.Labels.Select(l => (l.Name, l.Value))), s => s.Samples[^1].Value, StringComparer.Ordinal);

    private static string Key(IEnumerable<(string Name, string Value)> labels) =>
        string.Join(',', labels.OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => $"{l.Name}={l.Value}"));

    private static IEnumerable<string> Edges(TempoBench bench) => bench.Engine.Generator.Collect().Where(s => Name(s) == "traces_service_graph_request_total")
        .Select(s => Key(s.Labels.Where(l => l.Name[0] != '_').Select(l => (l.Name, l.Value)))).Order(StringComparer.Ordinal);

    private static string Name(TimeSeries series) => series.Labels.First(l => l.Name == "__name__").Value;
}
