using Google.Protobuf;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>A processor that changes or refuses a batch and hands it on at once; counts what came and what went.</summary>
internal abstract class ProcessorBase<T>(PartContext context, IConsumer<T> next) : IProcessor<T>
    where T : class, IMessage<T>, new()
{
    private readonly (string, string)[] _labels = [("otel_signal", Signals.Of<T>().Name), ("processor", context.Id)];

    /// <summary>The signal.</summary>
    protected static Signal<T> Signal { get; } = Signals.Of<T>();

    /// <summary>What it was made from.</summary>
    protected PartContext Context { get; } = context;

    /// <inheritdoc/>
    public async ValueTask<Handed> ConsumeAsync(T batch, CancellationToken stop)
    {
        var items = Signal.Count(batch);
        var handed = Process(batch, items);
        Context.Metrics.Add("otelcol_processor_incoming_items", items, _labels);
        Context.Metrics.Add("otelcol_processor_outgoing_items", handed.Outcome == Handing.Taken ? items : 0, _labels);
        return handed.Outcome == Handing.Taken ? await next.ConsumeAsync(batch, stop) : handed;
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Changes the batch, or refuses it.</summary>
    protected abstract Handed Process(T batch, int items);
}
