using System.Threading.Channels;
using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>Makes the processor <c>batch</c>.</summary>
internal static class BatchProcessor
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next)
        where T : class, IMessage<T>, new()
    {
        var settings = context.Settings.Only("send_batch_size", "timeout", "send_batch_max_size");
        var size = settings["send_batch_size"].Number(8192);
        var most = settings["send_batch_max_size"].Number(0);
        if (size is < 0 or > int.MaxValue)
            throw settings["send_batch_size"].Bad("0 or more");
        if (most != 0 && (most < size || most > int.MaxValue))
            throw settings["send_batch_max_size"].Bad($"0, or at least send_batch_size, which is {size}");
        return new BatchProcessor<T>(context, next, (int)size, (int)most, settings["timeout"].Duration(TimeSpan.FromMilliseconds(200)));
    }
}

/// <summary>
/// Joins batches until there are enough items or the time is over, and splits what is too large, by items. It answers before its
/// batch goes on, so what the rest of the pipeline refuses is lost: the sender was told it was taken.
/// </summary>
/// <remarks>Source: processor/batchprocessor. Its timer runs from the last send that had enough items, not from the first item.</remarks>
internal sealed class BatchProcessor<T> : IProcessor<T>
    where T : class, IMessage<T>, new()
{
    private static readonly double[] s_bounds =
        [10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 20_000, 30_000, 50_000, 100_000];

    private readonly Signal<T> _signal = Signals.Of<T>();
    private readonly Channel<T?> _incoming = Channel.CreateBounded<T?>(Environment.ProcessorCount);
    private readonly PartContext _context;
    private readonly IConsumer<T> _next;
    private readonly (int Size, int Most) _limits;
    private readonly TimeSpan _timeout;
    private readonly (string, string)[] _labels;
    private readonly ITimer? _timer;
    private readonly Task _loop;
    private T _open = new();
    private int _count;
    private volatile bool _due;

    /// <summary>Makes it; its timer runs.</summary>
    public BatchProcessor(PartContext context, IConsumer<T> next, int size, int most, TimeSpan timeout)
    {
        (_context, _next, _limits, _timeout, _labels) = (context, next, (size, most), timeout, [("processor", context.Id)]);
        if (timeout > TimeSpan.Zero && size > 0)
            _timer = context.Clock.CreateTimer(_ => Tick(), null, timeout, timeout);
        const string cardinality = "otelcol_processor_batch_metadata_cardinality";
        context.Metrics.Set(cardinality, (context.Metrics.Value(cardinality, _labels) ?? 0) + 1, _labels);
        _loop = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public async ValueTask<Handed> ConsumeAsync(T batch, CancellationToken stop)
    {
        // As the real one: who waits here is not let go when its sender is, and the batch is taken in the end.
        try
        {
            await _incoming.Writer.WriteAsync(batch, CancellationToken.None);
            return Handed.Taken;
        }
        catch (ChannelClosedException)
        {
            return new Handed(Handing.NotNow, "the collector is shutting down");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
        _incoming.Writer.TryComplete();
        await _loop;
    }

    // Wakes the loop. When the channel is full the loop is awake, and sees the mark after the next batch.
    private void Tick()
    {
        _due = true;
        _incoming.Writer.TryWrite(null);
    }

    private async Task RunAsync()
    {
        await foreach (var batch in _incoming.Reader.ReadAllAsync())
        {
            if (batch is not null)
                await AddAsync(batch);
            if (!_due)
                continue;
            _due = false;
            if (_count > 0)
                await SendAsync("timeout");
        }

        while (_count > 0)
            await SendAsync("timeout");
    }

    private async Task AddAsync(T batch)
    {
        _count += _signal.Count(batch);
        _signal.Append(_open, batch);
        var sent = false;
        while (_count > 0 && (_timer is null || _count >= _limits.Size))
        {
            await SendAsync("batch_size");
            sent = true;
        }

        if (!sent)
            return;
        _due = false;
        _timer?.Change(_timeout, _timeout);
    }

    private async Task SendAsync(string trigger)
    {
        var batch = _open;
        var items = _count;
        if (_limits.Most > 0 && _count > _limits.Most)
            batch = _signal.Take(_open, items = _limits.Most);
        else
            _open = new T();
        _count -= items;
        _context.Metrics.Add($"otelcol_processor_batch_{trigger}_trigger_send", 1, _labels);
        _context.Metrics.Observe("otelcol_processor_batch_batch_send_size", items, s_bounds, _labels);
        try
        {
            var handed = await _next.ConsumeAsync(batch, CancellationToken.None);
            if (handed.Outcome != Handing.Taken)
                _context.Log($"warn\t{_context.Id}\tSender failed\t{items} {_signal.Items} are lost: {handed.Error}");
        }
        catch (Exception problem)
        {
            // The loop must live: an error of one batch must not stop those that follow.
            _context.Log($"error\t{_context.Id}\tSender failed\t{items} {_signal.Items} are lost: {problem}");
        }
    }
}
