using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Filelog;

/// <summary>Gathers records and hands them to the pipelines, a hundred at a time or what there is after 100 ms.</summary>
internal sealed class Emitter(PartContext context, IConsumer<ExportLogsServiceRequest>? sink)
{
    private const int BatchSize = 100;
    private readonly Retry _retry = Retry.Read(context.Settings["retry_on_failure"]);
    private readonly Queue<List<Entry>> _full = new();
    private List<Entry> _batch = new(BatchSize);

    /// <summary>How long records wait for others at most.</summary>
    public static TimeSpan FlushInterval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes a record.</summary>
    public void Add(Entry entry)
    {
        _batch.Add(entry);
        if (_batch.Count >= BatchSize)
            Close();
    }

    /// <summary>Hands on the batches that are full; with <paramref name="all"/> also the one that is not. A stop ends the waiting for another
    /// try, not a try: a batch that is not decided yet stays, and is handed on the next time.</summary>
    public async ValueTask SendAsync(bool all, CancellationToken stop)
    {
        if (all && _batch.Count > 0)
            Close();
        while (_full.TryPeek(out var batch))
        {
            await SendAsync(batch, stop);
            _full.Dequeue();
        }
    }

    private void Close()
    {
        _full.Enqueue(_batch);
        _batch = new List<Entry>(BatchSize);
    }

    private async ValueTask SendAsync(List<Entry> batch, CancellationToken stop)
    {
        if (sink is null)
            return;
        var handed = await _retry.RunAsync(() => sink.ConsumeAsync(Converter.ToRequest(batch), CancellationToken.None), context.Clock, context.Log, stop);
        var taken = handed.Outcome == Handing.Taken;
        Count("accepted", taken ? batch.Count : 0);
        Count("refused", taken ? 0 : batch.Count);
        Count("failed", 0);
        if (!taken)
            context.Log($"error\tConsumeLogs() failed\t{{\"otelcol.component.id\": \"{context.Id}\", \"error\": \"{handed.Error}\", \"dropped\": {batch.Count}}}");
    }

    private void Count(string fate, int records) =>
        context.Metrics.Add($"otelcol_receiver_{fate}_log_records", records, ("receiver", context.Id), ("transport", ""));
}
