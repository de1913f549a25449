using System.Threading.Channels;
using Google.Protobuf;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>A sender behind its queue and retries, with the counters of what became of its items.</summary>
/// <remarks>Source: exporter/exporterhelper.</remarks>
internal sealed class Exporter<T> : IExporter<T>
    where T : class, IMessage<T>, new()
{
    /// <summary>How long what is still queued may take to be sent when the collector stops; the grace that Genestack gives a pod.</summary>
    public static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(30);

    private readonly Signal<T> _signal = Signals.Of<T>();
    private readonly PartContext _context;
    private readonly ISender<T> _sender;
    private readonly Retrying<T> _retrying;
    private readonly QueueSettings? _limits;
    private readonly Channel<T> _queue = Channel.CreateUnbounded<T>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Level _size;
    private readonly Level _inFlight;
    private readonly (string, string)[] _labels;
    private readonly Task _workers;

    /// <summary>Makes it; it sends what it is given from now on.</summary>
    public Exporter(PartContext context, ISender<T> sender, ExportSettings settings)
    {
        (_context, _sender, _limits) = (context, sender, settings.Queue);
        _labels = [("exporter", context.Id), .. (sender as ILabelled)?.Labels ?? []];
        _retrying = new Retrying<T>(context, sender, settings.Retry, _stopping.Token);
        (string, string)[] kind = [("data_type", _signal.Name), ("exporter", context.Id)];
        _inFlight = new Level(value => context.Metrics.Set("otelcol_exporter_in_flight_requests", value, kind));
        _size = new Level(value =>
        {
            if (_limits is not null)
                context.Metrics.Set("otelcol_exporter_queue_size", value, kind);
        });
        if (_limits is not null)
            context.Metrics.Set("otelcol_exporter_queue_capacity", _limits.Capacity, kind);
        _workers = Task.WhenAll(Enumerable.Range(0, _limits?.Consumers ?? 0).Select(_ => Task.Run(WorkAsync)));
    }

    /// <inheritdoc/>
    public async ValueTask<Handed> ConsumeAsync(T batch, CancellationToken stop)
    {
        var items = _signal.Count(batch);
        if (_limits is null)
        {
            var handed = await DeliverAsync(batch, items, stop);
            if (handed.Outcome != Handing.Taken)
                Complain("Rejecting data. Try enabling sending_queue to survive temporary failures.", handed.Error, $"rejected_items={items}");
            return handed;
        }

        if (_size.TryAdd(_limits.Capacity))
        {
            if (_queue.Writer.TryWrite(batch))
                return Handed.Taken;
            _size.Take();
        }

        _context.Metrics.Add($"otelcol_exporter_enqueue_failed_{_signal.Items}", items, ("exporter", _context.Id));
        var error = _stopping.IsCancellationRequested ? "sending queue is stopped" : "sending queue is full";
        Complain("Rejecting data.", error, $"rejected_items={items}");
        return new Handed(Handing.NotNow, error);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        _queue.Writer.TryComplete();
        try
        {
            await _workers.WaitAsync(DrainLimit, _context.Clock);
        }
        catch (TimeoutException)
        {
            _context.Log($"error\t{_context.Id}\tThe queue could not be emptied within {DrainLimit.TotalSeconds} s\tqueued={_size.Value}");
            await _abort.CancelAsync();
            await _workers;
        }

        await _sender.DisposeAsync();
        _stopping.Dispose();
        _abort.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var batch in _queue.Reader.ReadAllAsync())
        {
            var items = _signal.Count(batch);
            var handed = await DeliverAsync(batch, items, _abort.Token);
            _size.Take();
            if (handed.Outcome != Handing.Taken)
                Complain("Dropping data.", handed.Error, $"dropped_items={items}");
        }
    }

    private async Task<Handed> DeliverAsync(T batch, int items, CancellationToken abort)
    {
        _inFlight.TryAdd(int.MaxValue);
        Handed handed;
        try
        {
            handed = await _retrying.SendAsync(batch, abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            handed = new Handed(Handing.NotNow, "request is cancelled");
        }
        catch (Exception problem)
        {
            // An error of ours in one batch must neither stop those behind it nor go uncounted.
            handed = new Handed(Handing.Never, problem.ToString());
        }

        _inFlight.Take();
        _context.Metrics.Add($"otelcol_exporter_{(handed.Outcome == Handing.Taken ? "sent" : "send_failed")}_{_signal.Items}", items, _labels);
        return handed;
    }

    private void Complain(string what, string? error, string items) => _context.Log($"error\t{_context.Id}\tExporting failed. {what}\t{error}\t{items}");

    /// <summary>A number that goes up and down, and is told each time.</summary>
    private sealed class Level
    {
        private readonly Lock _gate = new();
        private readonly Action<double> _tell;

        public Level(Action<double> tell)
        {
            _tell = tell;
            tell(0);
        }

        public int Value { get; private set; }

        public bool TryAdd(int most)
        {
            lock (_gate)
            {
                if (Value >= most)
                    return false;
                _tell(++Value);
                return true;
            }
        }

        public void Take()
        {
            lock (_gate)
                _tell(--Value);
        }
    }
}
