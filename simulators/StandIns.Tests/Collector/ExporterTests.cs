using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Exporters;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>The queue and the retries of exporters.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExporterTests : IAsyncDisposable
{
    private static readonly (string, string)[] Exporter = [("exporter", "e")];
    private static readonly (string, string)[] Logs = [("data_type", "logs"), ("exporter", "e")];
    private readonly WatchedClock _clock = new();
    private readonly SelfMetrics _metrics = new();
    private readonly List<string> _log = [];
    private readonly ScriptedSender _sender = new();

    [Test]
    public async Task A_full_queue_refuses_for_now_and_counts_what_it_refused(CancellationToken cancel)
    {
        var exporter = Make("{sending_queue: {queue_size: 2, num_consumers: 1}}");
        var hold = new TaskCompletionSource<Handed>();
        _sender.Answer = _ => hold.Task;

        (await exporter.ConsumeAsync(Batches.Logs(0, 10), cancel)).ShouldBe(Handed.Taken);
        (await exporter.ConsumeAsync(Batches.Logs(10, 10), cancel)).ShouldBe(Handed.Taken);
        var third = await exporter.ConsumeAsync(Batches.Logs(20, 5), cancel);

        third.ShouldBe(new Handed(Handing.NotNow, "sending queue is full"));
        _metrics.Value("otelcol_exporter_enqueue_failed_log_records", Exporter).ShouldBe(5);
        _metrics.Value("otelcol_exporter_queue_size", Logs).ShouldBe(2);
        _metrics.Value("otelcol_exporter_queue_capacity", Logs).ShouldBe(2);
        hold.SetResult(Handed.Taken);
        await exporter.DisposeAsync();
        _metrics.Value("otelcol_exporter_sent_log_records", Exporter).ShouldBe(20);
        _metrics.Value("otelcol_exporter_queue_size", Logs).ShouldBe(0);
        _metrics.Value("otelcol_exporter_send_failed_log_records", Exporter).ShouldBeNull();
    }

    [Test]
    public async Task A_batch_that_fails_for_now_goes_out_again_after_growing_pauses_and_is_not_lost(CancellationToken cancel)
    {
        await using var exporter = Make("{retry_on_failure: {initial_interval: 4s, multiplier: 2, randomization_factor: 0, max_interval: 10s}}");
        _sender.Answer = attempt => Task.FromResult(attempt < 5 ? new Handed(Handing.NotNow, "later") : Handed.Taken);
        var pauses = new List<double>();

        await exporter.ConsumeAsync(Batches.Logs(0, 10), cancel);
        for (var attempt = 1; attempt < 5; attempt++)
            pauses.Add(await PauseAfterAsync(attempt, cancel));
        await _sender.CalledAsync(5, cancel);
        await exporter.DisposeAsync();

        pauses.ShouldBe([4, 8, 10, 10]);
        _sender.Batches.Count.ShouldBe(5);
        _metrics.Value("otelcol_exporter_sent_log_records", Exporter).ShouldBe(10);
        _metrics.Value("otelcol_exporter_send_failed_log_records", Exporter).ShouldBeNull();
    }

    [Test]
    public async Task A_pause_is_at_least_what_the_receiver_asked_for(CancellationToken cancel)
    {
        await using var exporter = Make("{retry_on_failure: {initial_interval: 1s, randomization_factor: 0}}");
        _sender.Answer = attempt => Task.FromResult(attempt == 1 ? new Handed(Handing.NotNow, "later") { RetryAfter = TimeSpan.FromSeconds(42) } : Handed.Taken);

        await exporter.ConsumeAsync(Batches.Logs(0, 1), cancel);

        (await PauseAfterAsync(1, cancel)).ShouldBe(42);
    }

    [Test]
    public async Task Pauses_are_spread_by_half_of_themselves(CancellationToken cancel)
    {
        await using var exporter = Make("{retry_on_failure: {initial_interval: 10s, multiplier: 1, max_elapsed_time: 0s}}");
        _sender.Answer = attempt => Task.FromResult(attempt < 20 ? new Handed(Handing.NotNow, "later") : Handed.Taken);
        var pauses = new List<double>();

        await exporter.ConsumeAsync(Batches.Logs(0, 1), cancel);
        for (var attempt = 1; attempt < 20; attempt++)
            pauses.Add(await PauseAfterAsync(attempt, cancel));

        pauses.ShouldAllBe(p => p >= 5 && p <= 15);
        pauses.Distinct().Count().ShouldBe(19);
    }

    [Test]
    public async Task After_the_longest_time_a_batch_is_dropped_and_counted(CancellationToken cancel)
    {
        await using var exporter = Make("{retry_on_failure: {initial_interval: 5s, randomization_factor: 0, multiplier: 1, max_elapsed_time: 12s}}");
        _sender.Answer = _ => Task.FromResult(new Handed(Handing.NotNow, "dead"));

        await exporter.ConsumeAsync(Batches.Logs(0, 10), cancel);
        await PauseAfterAsync(1, cancel);
        await PauseAfterAsync(2, cancel);
        await _sender.CalledAsync(3, cancel);
        await exporter.DisposeAsync();

        _sender.Batches.Count.ShouldBe(3);
        _metrics.Value("otelcol_exporter_send_failed_log_records", Exporter).ShouldBe(10);
        _log[^1].ShouldBe("error\te\tExporting failed. Dropping data.\tno more retries left: dead\tdropped_items=10");
    }

    [Test]
    public async Task What_is_refused_for_good_is_dropped_at_once_and_counted(CancellationToken cancel)
    {
        await using var exporter = Make("{}");
        _sender.Answer = attempt => Task.FromResult(attempt == 1 ? new Handed(Handing.Never, "Permanent error: no") : Handed.Taken);

        await exporter.ConsumeAsync(Batches.Logs(0, 6), cancel);
        await exporter.ConsumeAsync(Batches.Logs(6, 1), cancel);
        await exporter.DisposeAsync();

        _metrics.Value("otelcol_exporter_send_failed_log_records", Exporter).ShouldBe(6);
        _metrics.Value("otelcol_exporter_sent_log_records", Exporter).ShouldBe(1);
        _log.ShouldContain("error\te\tExporting failed. Dropping data.\tnot retryable error: Permanent error: no\tdropped_items=6");
    }

    [Test]
    public async Task At_the_end_the_queue_is_sent_once_without_retries(CancellationToken cancel)
    {
        var exporter = Make("{sending_queue: {num_consumers: 1}}");
        _sender.Answer = attempt => Task.FromResult(attempt == 1 ? new Handed(Handing.NotNow, "later") : Handed.Taken);
        await exporter.ConsumeAsync(Batches.Logs(0, 1), cancel);
        await exporter.ConsumeAsync(Batches.Logs(1, 2), cancel);
        await _sender.CalledAsync(1, cancel);

        await exporter.DisposeAsync();

        _metrics.Value("otelcol_exporter_send_failed_log_records", Exporter).ShouldBe(1);
        _metrics.Value("otelcol_exporter_sent_log_records", Exporter).ShouldBe(2);
        (await exporter.ConsumeAsync(Batches.Logs(3, 1), cancel)).ShouldBe(new Handed(Handing.NotNow, "sending queue is stopped"));
    }

    [Test]
    public async Task An_error_of_ours_in_one_batch_is_counted_and_those_behind_it_go_out(CancellationToken cancel)
    {
        await using var exporter = Make("{sending_queue: {num_consumers: 1}}");
        _sender.Answer = attempt => attempt == 1 ? throw new InvalidOperationException("ours") : Task.FromResult(Handed.Taken);

        await exporter.ConsumeAsync(Batches.Logs(0, 3), cancel);
        await exporter.ConsumeAsync(Batches.Logs(3, 4), cancel);
        await exporter.DisposeAsync();

        _metrics.Value("otelcol_exporter_send_failed_log_records", Exporter).ShouldBe(3);
        _metrics.Value("otelcol_exporter_sent_log_records", Exporter).ShouldBe(4);
    }

    [Test]
    public void Remote_write_has_a_queue_of_its_own_and_its_retries_end_with_its_timeout()
    {
        var settings = ExportSettings.OfRemoteWrite(ConfigNode.Load(Path.Combine(RecordedExchange.Folder, "col-genestack.yaml"))["exporters"]["prometheusremotewrite"]);

        settings.Queue.ShouldBe(new QueueSettings(10_000, 1));
        settings.Retry.ShouldBe(new RetrySettings(TimeSpan.FromSeconds(5), 1.5, 0.5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)));
    }

    [TestCase("{sending_queue: {storage: file}}", "got storage")]
    [TestCase("{sending_queue: {sizer: items}}", "wanted requests, got items")]
    [TestCase("{sending_queue: {block_on_overflow: true}}", "got true")]
    [TestCase("{sending_queue: {queue_size: 0}}", "wanted 1 or more")]
    [TestCase("{retry_on_failure: {randomization_factor: 2}}", "wanted 0 to 1")]
    public void A_setting_that_the_queue_cannot_follow_is_refused(string settings, string sentence) =>
        Should.Throw<BadInputException>(() => Make(settings)).Message.ShouldContain(sentence);

    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    private Exporter<ExportLogsServiceRequest> Make(string settings)
    {
        var context = TestCollector.Context(settings, _clock, "e", _metrics, line =>
        {
            lock (_log)
                _log.Add(line);
        });
        return new Exporter<ExportLogsServiceRequest>(context, _sender, ExportSettings.From(context.Settings));
    }

    // Waits for the pause after an attempt, and lets just that time pass; in seconds.
    private async Task<double> PauseAfterAsync(int attempt, CancellationToken cancel)
    {
        var pause = await _clock.PauseAsync(attempt, cancel);
        _sender.Calls.ShouldBe(attempt);
        _clock.Advance(pause - TimeSpan.FromMilliseconds(1));
        _sender.Calls.ShouldBe(attempt);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await _sender.CalledAsync(attempt + 1, cancel);
        return pause.TotalSeconds;
    }

    // A clock that tells which pauses were begun.
    private sealed class WatchedClock : FakeTimeProvider
    {
        private readonly List<TimeSpan> _pauses = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            lock (_pauses)
                _pauses.Add(dueTime);
            return timer;
        }

        public async Task<TimeSpan> PauseAsync(int number, CancellationToken cancel)
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                lock (_pauses)
                {
                    if (_pauses.Count >= number)
                        return _pauses[number - 1];
                }

                await Task.Yield();
            }
        }
    }

    private sealed class ScriptedSender : ISender<ExportLogsServiceRequest>
    {
        private int _calls;

        public Func<int, Task<Handed>> Answer { get; set; } = _ => Task.FromResult(Handed.Taken);

        public List<ExportLogsServiceRequest> Batches { get; } = [];

        public int Calls => Volatile.Read(ref _calls);

        public Task<Handed> SendAsync(ExportLogsServiceRequest batch, CancellationToken stop)
        {
            lock (Batches)
                Batches.Add(batch);
            return Answer(Interlocked.Increment(ref _calls));
        }

        public async Task CalledAsync(int times, CancellationToken cancel)
        {
            while (Calls < times)
            {
                cancel.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
