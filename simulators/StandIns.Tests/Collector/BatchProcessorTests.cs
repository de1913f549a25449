using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Processors;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>The processor batch.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BatchProcessorTests
{
    private const string Genestack = "{send_batch_size: 1000, timeout: 10s, send_batch_max_size: 1500}";
    private readonly FakeTimeProvider _clock = new();
    private readonly SelfMetrics _metrics = new();
    private readonly Collecting<ExportLogsServiceRequest> _next = new();
    private readonly List<string> _log = [];

    [Test]
    public async Task A_large_batch_leaves_in_pieces_of_the_largest_size_and_the_rest_waits(CancellationToken cancel)
    {
        var batch = Make(Genestack);

        await batch.ConsumeAsync(Batches.Logs(0, 3200), cancel);
        await _next.CameAsync(cancel);
        await _next.CameAsync(cancel);
        _next.Batches.Select(b => b.Numbers().Count()).ShouldBe([1500, 1500]);
        await batch.DisposeAsync();

        _next.Batches.Select(b => b.Numbers().Count()).ShouldBe([1500, 1500, 200]);
        _next.Batches.SelectMany(b => b.Numbers()).ShouldBe(Enumerable.Range(0, 3200).Select(i => (long)i));
        _metrics.Value("otelcol_processor_batch_batch_size_trigger_send", ("processor", "batch")).ShouldBe(2);
        _metrics.Value("otelcol_processor_batch_timeout_trigger_send", ("processor", "batch")).ShouldBe(1);
        _metrics.Render().ShouldContain("otelcol_processor_batch_batch_send_size_bucket{processor=\"batch\",le=\"250\"} 1\n");
        _metrics.Render().ShouldContain("otelcol_processor_batch_batch_send_size_sum{processor=\"batch\"} 3200\n");
    }

    [Test]
    public async Task A_split_keeps_every_record_with_its_resource_and_scope()
    {
        var batch = Make("{send_batch_size: 10, send_batch_max_size: 10, timeout: 10s}");

        await batch.ConsumeAsync(Batches.Logs(0, 95), CancellationToken.None);
        await batch.DisposeAsync();

        _next.Batches.Select(b => b.Numbers().Count()).ShouldBe([.. Enumerable.Repeat(10, 9), 5]);
        var seen = from b in _next.Batches from r in b.ResourceLogs from s in r.ScopeLogs from l in s.LogRecords
                   select (l.Body.IntValue, r.SchemaUrl, r.Resource.Attributes.TextOf("r"), s.Scope.Name);
        seen.ShouldBe(Enumerable.Range(0, 95).Select(i => ((long)i, "schema", (string?)$"{i - (i % 21)}", $"s{i - (i % 7)}")));
    }

    [Test]
    public async Task What_is_not_enough_leaves_when_the_time_is_over(CancellationToken cancel)
    {
        await using var batch = Make(Genestack);

        for (var i = 0; i < 2; i++)
        {
            await batch.ConsumeAsync(Batches.Logs(i * 3, 3), cancel);
            _clock.Advance(TimeSpan.FromSeconds(9.9));
            _next.Batches.Count.ShouldBe(i);
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            await _next.CameAsync(cancel);
        }

        _next.Batches.Select(b => b.Numbers()).ShouldBe([[0, 1, 2], [3, 4, 5]]);
    }

    [Test]
    public async Task Small_batches_are_joined()
    {
        var batch = Make(Genestack);

        await batch.ConsumeAsync(Batches.Logs(0, 3), CancellationToken.None);
        await batch.ConsumeAsync(Batches.Logs(3, 4), CancellationToken.None);
        await batch.DisposeAsync();

        _next.Batches.Single().Numbers().ShouldBe([0, 1, 2, 3, 4, 5, 6]);
    }

    [Test]
    public async Task Without_a_timeout_nothing_waits(CancellationToken cancel)
    {
        await using var batch = Make("{timeout: 0s, send_batch_max_size: 9000}");

        await batch.ConsumeAsync(Batches.Logs(0, 3), cancel);
        await _next.CameAsync(cancel);

        _next.Batches.Single().Numbers().ShouldBe([0, 1, 2]);
    }

    [Test]
    public async Task What_the_next_part_refuses_is_lost_although_the_sender_was_told_it_was_taken()
    {
        _next.Answer = _ => new Handed(Handing.NotNow, "sending queue is full");
        var batch = Make(Genestack);

        var handed = await batch.ConsumeAsync(Batches.Logs(0, 1200), CancellationToken.None);
        await batch.DisposeAsync();

        handed.ShouldBe(Handed.Taken);
        _next.Batches.Count.ShouldBe(1);
        _log.ShouldBe(["warn\tbatch\tSender failed\t1200 log_records are lost: sending queue is full"]);
    }

    [Test]
    public void Points_of_every_kind_are_split_where_the_size_says()
    {
        var signal = Signals.Of<ExportMetricsServiceRequest>();
        var recorded = RecordedExchange.Read("otlp-metrics-json");
        var batch = Wire.OtlpJson.Read<ExportMetricsServiceRequest>(recorded.Body);
        // Three of every point, told apart by their flags.
        foreach (var metric in batch.ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics))
            Triple(metric);
        var all = signal.Count(batch);
        var original = batch.Clone();
        var parts = new List<ExportMetricsServiceRequest>();

        while (signal.Count(batch) > 0)
            parts.Add(signal.Take(batch, 5));

        parts.SkipLast(1).ShouldAllBe(p => signal.Count(p) == 5);
        parts.Sum(signal.Count).ShouldBe(all);
        Flat(parts).ShouldBe(Flat([original]));
    }

    [TestCase("{send_batch_size: 1000, send_batch_max_size: 10}", "wanted 0, or at least send_batch_size, which is 1000, got 10")]
    [TestCase("{send_batch_size: -1}", "wanted 0 or more, got -1")]
    [TestCase("{metadata_keys: [a]}", "got metadata_keys")]
    public void A_wrong_setting_is_refused(string settings, string sentence) =>
        Should.Throw<BadInputException>(() => Make(settings)).Message.ShouldContain(sentence);

    private IProcessor<ExportLogsServiceRequest> Make(string settings) =>
        BatchProcessor.Make(TestCollector.Context(settings, _clock, "batch", _metrics, _log.Add), _next);

    private static void Triple(Metric metric)
    {
        var points = metric.Gauge?.DataPoints ?? metric.Sum?.DataPoints;
        for (uint i = 1; points is not null && i < 3; i++)
            points.Add(new NumberDataPoint(points[0]) { Flags = points[0].Flags + (i * 2) });
        for (uint i = 1; i < 3; i++)
        {
            metric.Histogram?.DataPoints.Add(new HistogramDataPoint(metric.Histogram.DataPoints[0]) { Flags = i });
            metric.ExponentialHistogram?.DataPoints.Add(new ExponentialHistogramDataPoint(metric.ExponentialHistogram.DataPoints[0]) { Flags = i });
            metric.Summary?.DataPoints.Add(new SummaryDataPoint(metric.Summary.DataPoints[0]) { Flags = i });
        }
    }

    // Every point with the head of its metric, in order.
    private static IEnumerable<string> Flat(IEnumerable<ExportMetricsServiceRequest> batches) =>
        from batch in batches from resource in batch.ResourceMetrics from scope in resource.ScopeMetrics from metric in scope.Metrics
        from point in (IEnumerable<object>)[.. metric.Gauge?.DataPoints ?? [], .. metric.Sum?.DataPoints ?? [], .. metric.Histogram?.DataPoints ?? [], .. metric.ExponentialHistogram?.DataPoints ?? [], .. metric.Summary?.DataPoints ?? []]
        select $"{resource.Resource} {scope.Scope} {metric.Name} {metric.Unit} {metric.Description} {metric.DataCase} {metric.Sum?.IsMonotonic} {metric.Sum?.AggregationTemporality} {point}";
}
