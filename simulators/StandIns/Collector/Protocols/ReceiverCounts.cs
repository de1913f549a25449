using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Protocols;

/// <summary>Hands a receiver's batches on and counts them as the collector does.</summary>
/// <param name="context">Of the receiver.</param>
/// <param name="items">What is counted: <c>spans</c>, <c>metric_points</c>.</param>
/// <param name="transport">How they came, in the collector's words.</param>
internal sealed class ReceiverCounts(PartContext context, string items, string transport)
{
    /// <summary>Hands a batch of so many items on.</summary>
    public async ValueTask<Handed> HandAsync<T>(IConsumer<T> sink, T batch, int number, CancellationToken stop)
    {
        var handed = await sink.ConsumeAsync(batch, stop);
        Count(handed.Outcome == Handing.Taken ? "accepted" : "refused", number);
        return handed;
    }

    // All three series exist from the first batch on.
    private void Count(string outcome, int number)
    {
        foreach (var name in (ReadOnlySpan<string>)["accepted", "refused", "failed"])
            context.Metrics.Add($"otelcol_receiver_{name}_{items}", name == outcome ? number : 0, ("receiver", context.Id), ("transport", transport));
    }
}
