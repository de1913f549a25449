using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>A million spans in 200,000 traces, with the attributes that spans of services have.</summary>
[NonParallelizable]
public sealed class MillionSpansTests
{
    private const int Traces = 200_000;
    private const int SpansPerTrace = 5;
    private const long MiB = 1024 * 1024;

    [Test]
    public async Task A_million_spans_are_held_found_by_id_and_searched()
    {
        var bench = new TempoBench(yaml => yaml.Replace("  defaults: {metrics_generator: {processors: [service-graphs, span-metrics, local-blocks]}}",
            "  defaults: {ingestion: {max_traces_per_user: 0, rate_limit_bytes: 2000000000, burst_size_bytes: 2000000000}}", StringComparison.Ordinal));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var trace = 1; trace <= Traces; trace += 100)
            bench.Push(Batch(trace, 100)).ShouldBeNull();
        bench.Settle();

        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / MiB;
        TestContext.Out.WriteLine($"{held} MiB are held");
        held.ShouldBeLessThan(600);
        bench.Engine.Metrics.Value("tempo_distributor_spans_received_total", ("tenant", "single-tenant")).ShouldBe(Traces * SpansPerTrace);
        (await bench.GetAsync($"/api/traces/{150_000:x}")).Split("\"spanId\"").Length.ShouldBe(SpansPerTrace + 1);
        (await bench.GetAsync("/api/search?q=%7Bspan.request.id%3D%22request-777-3%22%7D")).ShouldContain("\"traceID\":\"309\"");
        var start = TimeProvider.System.GetTimestamp();
        (await bench.GetAsync("/api/search?q=%7Bstatus%3Derror%7D")).ShouldStartWith("200 {\"traces\":[]");
        TestContext.Out.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s to look into every span");
        (await bench.GetAsync("/api/search?q=%7Bspan.request.id%3D%22gone%22%7D")).ShouldStartWith("200 {\"traces\":[]");
    }

    private static ExportTraceServiceRequest Batch(int first, int count)
    {
        var spans = new List<Span>();
        for (var trace = first; trace < first + count; trace++)
        {
            for (var i = 1; i <= SpansPerTrace; i++)
            {
                spans.Add(Spans.One(trace, i, parent: i - 1, name: $"GET /v2.1/servers/{i}")
                    .With("http.method", "GET").With("http.status_code", 200).With("net.peer.name", "nova-api.openstack.svc.cluster.local").With("request.id", $"request-{trace}-{i}"));
            }
        }

        return Spans.Request(Spans.Of("nova-api", [.. spans]));
    }
}
