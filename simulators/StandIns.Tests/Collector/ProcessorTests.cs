using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Processors;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>Processors that change or refuse.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProcessorTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SelfMetrics _metrics = new();
    private readonly Collecting<ExportLogsServiceRequest> _next = new();

    [Test]
    public async Task Genestacks_processors_make_of_recorded_logs_what_the_real_collector_made()
    {
        var processors = ConfigNode.Load(Path.Combine(RecordedExchange.Folder, "col-genestack.yaml"))["processors"];
        PartContext Context(string id) => new(id, processors[id], _metrics, _ => { }, _clock);
        var pipeline = ResourceDetection.Make(Context("resourcedetection/env"), AttributesProcessor.Make(Context("attributes"),
            ResourceProcessor.Make(Context("resource/loki-labels"), _next)), "k8s.cluster.name=env-cluster");
        var wanted = OtlpJson.Read<ExportLogsServiceRequest>(File.ReadAllBytes(Path.Combine(RecordedExchange.Folder, "out-logs-otlp.jsonl")));
        foreach (var host in wanted.ResourceLogs.SelectMany(r => r.Resource.Attributes).Where(a => a.Key == "host.name"))
            host.Value.StringValue = Environment.MachineName;
        var sent = OtlpJson.Read<ExportLogsServiceRequest>(RecordedExchange.Read("otlp-logs-json").Body);
        // The recorded output is that of the same request at another time.
        var record = sent.ResourceLogs[0].ScopeLogs[0].LogRecords[0];
        var then = wanted.ResourceLogs[0].ScopeLogs[0].LogRecords[0];
        (record.TimeUnixNano, record.ObservedTimeUnixNano, record.TraceId, record.SpanId) = (then.TimeUnixNano, then.ObservedTimeUnixNano, then.TraceId, then.SpanId);

        await pipeline.ConsumeAsync(sent, CancellationToken.None);

        _next.Batches.Single().ToString().ShouldBe(wanted.ToString());
        _metrics.Value("otelcol_processor_incoming_items", ("otel_signal", "logs"), ("processor", "attributes")).ShouldBe(1);
        _metrics.Value("otelcol_processor_outgoing_items", ("otel_signal", "logs"), ("processor", "attributes")).ShouldBe(1);
    }

    [TestCase("insert", "k", "old", "old")]
    [TestCase("insert", "new", null, "v")]
    [TestCase("update", "k", "old", "v")]
    [TestCase("update", "new", null, null)]
    [TestCase("upsert", "k", "old", "v")]
    [TestCase("upsert", "new", null, "v")]
    [TestCase("delete", "k", "old", null)]
    public async Task An_action_does_what_its_name_says(string action, string key, string? before, string? after)
    {
        var sent = Batches.Logs(0, 1);
        sent.ResourceLogs[0].Resource.Attributes.Add(Batches.Text("k", "old"));
        sent.ResourceLogs[0].Resource.Attributes.TextOf(key).ShouldBe(before);
        var resource = ResourceProcessor.Make(Context($"{{attributes: [{{key: {key}, value: v, action: {action}}}]}}"), _next);

        await resource.ConsumeAsync(sent, CancellationToken.None);

        _next.Batches[0].ResourceLogs[0].Resource.Attributes.TextOf(key).ShouldBe(after);
    }

    [Test]
    public async Task A_value_that_comes_from_an_attribute_which_is_not_there_sets_nothing_and_plain_numbers_stay_numbers()
    {
        var attributes = AttributesProcessor.Make(Context("{actions: [{key: a, from_attribute: none, action: upsert}, {key: n, value: 5, action: insert}, {key: t, value: '5', action: insert}, {key: b, value: true, action: insert}, {key: d, value: 0.5, action: insert}]}"), _next);

        await attributes.ConsumeAsync(Batches.Logs(0, 1), CancellationToken.None);

        _next.Batches[0].ResourceLogs[0].ScopeLogs[0].LogRecords[0].Attributes.ToString()
            .ShouldBe("""[ { "key": "n", "value": { "intValue": "5" } }, { "key": "t", "value": { "stringValue": "5" } }, { "key": "b", "value": { "boolValue": true } }, { "key": "d", "value": { "doubleValue": 0.5 } } ]""");
    }

    [Test]
    public async Task Genestacks_memcached_labels_come_from_the_resource_where_it_has_them()
    {
        var next = new Collecting<ExportMetricsServiceRequest>();
        var transform = TransformProcessor.Make(Context("""
            error_mode: ignore
            metric_statements:
              - context: datapoint
                statements:
                  - set(attributes["memcached_cluster"], resource.attributes["memcached_cluster"])
                  - set(attributes["pod"], resource.attributes["k8s.pod.name"])
                  - set(attributes["fixed"], "text")
            """), next);
        var sent = new ExportMetricsServiceRequest
        {
            ResourceMetrics =
            {
                new ResourceMetrics
                {
                    Resource = new Resource { Attributes = { Batches.Text("k8s.pod.name", "memcached-0") } },
                    ScopeMetrics = { new ScopeMetrics { Metrics = { new Metric { Gauge = new Gauge { DataPoints = { new NumberDataPoint(), new NumberDataPoint { Attributes = { Batches.Text("pod", "old") } } } } } } } },
                },
            },
        };

        await transform.ConsumeAsync(sent, CancellationToken.None);

        var points = next.Batches[0].ResourceMetrics[0].ScopeMetrics[0].Metrics[0].Gauge.DataPoints;
        points.Select(p => p.Attributes.TextOf("pod")).ShouldBe(["memcached-0", "memcached-0"]);
        points.Select(p => p.Attributes.TextOf("memcached_cluster")).ShouldBe([null, null]);
        points.Select(p => p.Attributes.TextOf("fixed")).ShouldBe(["text", "text"]);
    }

    [Test]
    public async Task Detection_keeps_what_is_there_unless_told_to_override()
    {
        foreach (var over in (bool[])[false, true])
        {
            var detection = ResourceDetection.Make(Context($"{{detectors: [env], override: {(over ? "true" : "false")}}}"), _next, "r=env, a%20=no,b=x%2Cy");
            await detection.ConsumeAsync(Batches.Logs(0, 1), CancellationToken.None);
        }

        _next.Batches.Select(b => b.ResourceLogs[0].Resource.Attributes.TextOf("r")).ShouldBe(["0", "env"]);
        _next.Batches[0].ResourceLogs[0].Resource.Attributes.TextOf("b").ShouldBe("x,y");
    }

    [Test]
    public async Task Above_the_soft_limit_batches_are_refused_until_memory_is_free_again()
    {
        var used = 26L << 20;
        await using var limiter = MemoryLimiter.Make(Context("{check_interval: 100ms, limit_mib: 30, spike_limit_mib: 5}", "memory_limiter"), _next, () => used);

        (await limiter.ConsumeAsync(Batches.Logs(0, 2), CancellationToken.None)).ShouldBe(Handed.Taken);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        var refused = await limiter.ConsumeAsync(Batches.Logs(2, 3), CancellationToken.None);
        used = 25 << 20;
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        (await limiter.ConsumeAsync(Batches.Logs(5, 4), CancellationToken.None)).ShouldBe(Handed.Taken);

        refused.ShouldBe(new Handed(Handing.NotNow, "data refused due to high memory usage"));
        _next.Batches.SelectMany(b => b.Numbers()).ShouldBe([0, 1, 5, 6, 7, 8]);
        _metrics.Value("otelcol_processor_memory_limiter_accepted_log_records", ("processor", "memory_limiter")).ShouldBe(6);
        _metrics.Value("otelcol_processor_memory_limiter_refused_log_records", ("processor", "memory_limiter")).ShouldBe(3);
    }

    [TestCase("{actions: [{key: a, value: 1, from_attribute: b, action: insert}]}", "either value or from_attribute, got both")]
    [TestCase("{actions: [{key: a, value: 1, action: hash}]}", "wanted insert, update, upsert or delete, got hash")]
    [TestCase("{actions: []}", "at least one action")]
    [TestCase("{include: {}, actions: []}", "got include")]
    public void A_wrong_action_is_refused(string settings, string sentence) =>
        Should.Throw<BadInputException>(() => AttributesProcessor.Make(Context(settings), _next)).Message.ShouldContain(sentence);

    [TestCase("set(attributes[\"a\"], Concat([\"b\"], \"c\"))")]
    [TestCase("delete_key(attributes, \"a\")")]
    [TestCase("set(span.attributes[\"a\"], \"b\")")]
    public void A_statement_beyond_the_known_form_is_refused(string statement) =>
        Should.Throw<BadInputException>(() => TransformProcessor.Make(Context($"{{log_statements: [{{context: log, statements: ['{statement}']}}]}}"), _next)).Message.ShouldContain("test.yaml:1");

    [TestCase("{limit_mib: 5}", "check_interval): wanted more than 0")]
    [TestCase("{check_interval: 1s}", "wanted limit_mib above 0, or limit_percentage")]
    [TestCase("{check_interval: 1s, limit_mib: 5, spike_limit_mib: 5}", "a spike limit below the limit")]
    public void A_wrong_limit_is_refused(string settings, string sentence) =>
        Should.Throw<BadInputException>(() => MemoryLimiter.Make(Context(settings), _next)).Message.ShouldContain(sentence);

    private PartContext Context(string settings, string id = "part") => TestCollector.Context(settings, _clock, id, _metrics);
}
