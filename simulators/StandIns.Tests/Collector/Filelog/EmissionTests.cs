using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Tests.Collector.Filelog;

/// <summary>How records are handed to the pipelines, and what is counted.</summary>
internal sealed class EmissionTests
{
    private const string Plain = "include: ['{root}/*.log']\nstart_at: beginning\n";

    [Test]
    public async Task Records_are_handed_on_a_hundred_at_a_time_and_counted()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", string.Concat(Enumerable.Range(0, 250).Select(i => $"line {i}\n")));
        await bench.PollAsync();
        bench.Sink.Batches.ShouldBe([100, 100, 50]);
        (bench.Counted("accepted"), bench.Counted("refused"), bench.Counted("failed")).ShouldBe((250, 0, 0));
        bench.Metrics.Render().ShouldContain("otelcol_receiver_accepted_log_records{receiver=\"filelog/test\",transport=\"\"} 250");
    }

    [Test]
    public async Task A_batch_that_is_not_taken_is_lost_and_counted_as_refused()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", string.Concat(Enumerable.Range(0, 150).Select(i => $"line {i}\n")));
        bench.Sink.Refusals.Enqueue(new Handed(Handing.NotNow, "memory"));
        await bench.PassAsync(TimeSpan.FromSeconds(2));
        bench.Bodies.Count().ShouldBe(50);
        (bench.Counted("accepted"), bench.Counted("refused")).ShouldBe((50, 100));
        bench.Log.ShouldContain(l => l.Contains("ConsumeLogs() failed", StringComparison.Ordinal) && l.Contains("memory", StringComparison.Ordinal));
    }

    [Test]
    public async Task With_retry_on_failure_it_is_offered_again()
    {
        using var bench = new Bench(Plain + "retry_on_failure: {enabled: true}\n");
        bench.Append("a.log", "x\n");
        bench.Sink.Refusals.Enqueue(new Handed(Handing.NotNow, "memory"));
        var poll = bench.PollAsync();
        poll.IsCompleted.ShouldBeFalse();
        bench.Bodies.ShouldBeEmpty();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await poll;
        bench.Bodies.ShouldBe(["x"]);
        (bench.Counted("accepted"), bench.Counted("refused")).ShouldBe((1, 0));
    }

    [Test]
    public async Task A_batch_that_waits_for_another_try_is_handed_on_at_the_end()
    {
        using var bench = new Bench(Plain + "retry_on_failure: {enabled: true}\n");
        using var stop = new CancellationTokenSource();
        bench.Append("a.log", string.Concat(Enumerable.Repeat("x\n", 100)));
        bench.Sink.Refusals.Enqueue(new Handed(Handing.NotNow, "memory"));
        var poll = bench.Engine.PollAsync(stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(poll);
        await bench.Engine.FinishAsync();
        bench.Bodies.Count().ShouldBe(100);
        (bench.Counted("accepted"), bench.Counted("refused")).ShouldBe((100, 0));
    }

    [Test]
    public async Task What_is_refused_for_good_is_not_offered_again()
    {
        using var bench = new Bench(Plain + "retry_on_failure: {enabled: true}\n");
        bench.Append("a.log", "x\n");
        bench.Sink.Refusals.Enqueue(new Handed(Handing.Never, "bad"));
        await bench.PollAsync();
        bench.Counted("refused").ShouldBe(1);
    }

    [Test]
    public async Task Records_of_the_same_resource_are_in_one_group()
    {
        using var bench = new Bench(Plain + "operators:\n- {type: copy, from: body, to: 'resource[\"name\"]'}\n");
        bench.Append("a.log", "x\ny\nx\n");
        await bench.PollAsync();
        bench.Sink.Records.Select(r => r.OfResource("name")).ShouldBe(["x", "x", "y"]);
        bench.Sink.Records[0].Resource.ShouldBeSameAs(bench.Sink.Records[1].Resource);
    }

    [Test]
    public async Task A_record_has_the_time_of_its_reading_and_no_other()
    {
        using var bench = new Bench(Plain);
        bench.Append("a.log", "x\n");
        await bench.PollAsync();
        var record = bench.Sink.Records[0].Record;
        (record.TimeUnixNano, record.ObservedTimeUnixNano).ShouldBe((0UL, (ulong)bench.Clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000));
    }

    [Test]
    public async Task Open_files_are_counted_over_all_receivers()
    {
        using var bench = new Bench(Plain);
        bench.Metrics.Value("otelcol_fileconsumer_open_files").ShouldBe(0);
        bench.Append("a.log", "x\n");
        bench.Append("b.log", "y\n");
        await bench.PollAsync();
        bench.Metrics.Value("otelcol_fileconsumer_open_files").ShouldBe(2);
        bench.Metrics.Value("otelcol_fileconsumer_reading_files").ShouldBe(0);
        await bench.Engine.FinishAsync();
        bench.Metrics.Value("otelcol_fileconsumer_open_files").ShouldBe(0);
        bench.Metrics.Render().ShouldContain("# TYPE otelcol_fileconsumer_open_files gauge");
    }
}
