using Google.Protobuf;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Otlp;

/// <summary>Hands a receiver's batches into the pipelines and counts what became of them.</summary>
internal sealed class Intake<T>(PartContext context, string transport, IConsumer<T> sink)
    where T : class, IMessage<T>, new()
{
    private readonly Signal<T> _signal = Signals.Of<T>();
    private readonly (string, string)[] _labels = [("receiver", context.Id), ("transport", transport)];

    /// <summary>Hands on; a batch without items is taken and goes nowhere.</summary>
    public async ValueTask<Handed> TakeAsync(T batch, CancellationToken stop)
    {
        var items = _signal.Count(batch);
        if (items == 0)
            return Handed.Taken;
        var handed = await sink.ConsumeAsync(batch, stop);
        var taken = handed.Outcome == Handing.Taken;
        context.Metrics.Add($"otelcol_receiver_accepted_{_signal.Items}", taken ? items : 0, _labels);
        context.Metrics.Add($"otelcol_receiver_refused_{_signal.Items}", taken ? 0 : items, _labels);
        context.Metrics.Add($"otelcol_receiver_failed_{_signal.Items}", 0, _labels);
        return handed;
    }
}
