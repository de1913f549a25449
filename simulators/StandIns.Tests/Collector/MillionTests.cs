using Google.Protobuf;
using Validation.Harness.Items;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>A million log records through the collector.</summary>
[CancelAfter(300_000)]
public sealed class MillionTests
{
    private const int Records = 1_000_000;
    private const int Request = 1000;

    [Test]
    public async Task A_million_records_arrive_once_each_through_otlp_batch_and_otlphttp(CancellationToken cancel)
    {
        await using var sink = await OtlpSink.StartAsync(cancel);
        var seen = new SequenceSet(Records);
        var sizes = new HashSet<int>();
        sink.Store = batch =>
        {
            var numbers = batch.Numbers().ToList();
            sizes.Add(numbers.Count);
            numbers.ForEach(n => seen.Add(n));
        };
        var collector = await TestCollector.StartAsync(
            TestCollector.Receivers + "processors: {batch: {send_batch_size: 1000, send_batch_max_size: 1500, timeout: 10s}}\n"
            + $"exporters: {{otlphttp: {{endpoint: 'http://{sink.Address}'}}}}\n"
            + $"service: {{{TestCollector.Telemetry}, pipelines: {{logs: {{receivers: [otlp], processors: [batch], exporters: [otlphttp]}}}}}}", cancel: cancel);
        long most = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, Records / Request), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel }, async (i, stop) =>
        {
            ((int)await collector.PostAsync("logs", Batches.Logs((long)i * Request, Request, 500, 1).ToByteArray(), stop)).ShouldBe(200);
            Interlocked.Exchange(ref most, Math.Max(Interlocked.Read(ref most), GC.GetTotalMemory(false)));
        });
        await collector.DisposeAsync();

        (seen.Distinct, seen.Repeats).ShouldBe((Records, 0));
        sizes.Max().ShouldBeLessThanOrEqualTo(1500);
        most.ShouldBeLessThan(1L << 30);
        collector.Server.Metrics.Render().ShouldNotContain("enqueue_failed");
    }
}
