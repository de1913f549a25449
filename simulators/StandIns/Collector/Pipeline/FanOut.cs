namespace Validation.Simulators.StandIns.Collector.Pipeline;

/// <summary>
/// Hands every batch to several consumers, one after another, whatever the others answered: a sender that is told to try again
/// hands it once more to those that had taken it, as in the real program.
/// </summary>
internal sealed class FanOut<T> : IConsumer<T>
    where T : class, Google.Protobuf.IMessage<T>, new()
{
    private readonly IConsumer<T>[] _all;

    private FanOut(IConsumer<T>[] all) => _all = all;

    /// <summary>One consumer that stands for all of them.</summary>
    public static IConsumer<T> Of(IReadOnlyCollection<IConsumer<T>> all) => all.Count == 1 ? all.First() : new FanOut<T>([.. all]);

    /// <inheritdoc/>
    public async ValueTask<Handed> ConsumeAsync(T batch, CancellationToken stop)
    {
        var outcome = Handing.Taken;
        var errors = new List<string>();
        // All copies are made before the first consumer may change its own.
        var copies = _all.Select((_, i) => i == _all.Length - 1 ? batch : batch.Clone()).ToArray();
        for (var i = 0; i < _all.Length; i++)
        {
            var handed = await _all[i].ConsumeAsync(copies[i], stop);
            outcome = handed.Outcome > outcome ? handed.Outcome : outcome;
            if (handed.Error is { } error)
                errors.Add(error);
        }

        return outcome == Handing.Taken ? Handed.Taken : new Handed(outcome, string.Join("; ", errors));
    }
}
