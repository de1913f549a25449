using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>
/// Sends a batch until it is taken, refused for good, or the time is over. An answer that was lost on its way is a failure like any
/// other: the batch goes out again, and its receiver has it twice.
/// </summary>
/// <remarks>Source: exporter/exporterhelper, retry_sender.</remarks>
internal sealed class Retrying<T>(PartContext context, ISender<T> inner, RetrySettings? settings, CancellationToken stopping)
{
    // Pauses differ between batches so that they do not come back all at once; which ones they are does not matter.
    private readonly Random _chance = new(context.Id.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)));

    /// <summary>Sends; the outcome is final.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="abort"/> is cancelled.</exception>
    public async Task<Handed> SendAsync(T batch, CancellationToken abort)
    {
        var start = context.Clock.GetTimestamp();
        var pause = settings?.Initial ?? TimeSpan.Zero;
        while (true)
        {
            var handed = await inner.SendAsync(batch, abort);
            if (handed.Outcome == Handing.Never)
                return handed with { Error = settings is null ? handed.Error : $"not retryable error: {handed.Error}" };
            if (handed.Outcome == Handing.Taken || settings is null)
                return handed;
            var next = Spread(pause);
            if (handed.RetryAfter is { } wanted && wanted > next)
                next = wanted;
            if (settings.MaxElapsed > TimeSpan.Zero && context.Clock.GetElapsedTime(start) + next > settings.MaxElapsed)
                return handed with { Error = $"no more retries left: {handed.Error}" };
            context.Log($"info\t{context.Id}\tExporting failed. Will retry the request after interval.\t{handed.Error}\tinterval={next.TotalSeconds:R}s");
            if (!await PauseAsync(next, abort))
                return handed with { Error = $"interrupted due to shutdown: {handed.Error}" };
            pause = TimeSpan.FromTicks(Math.Min(settings.Max.Ticks, (long)(pause.Ticks * settings.Multiplier)));
        }
    }

    private TimeSpan Spread(TimeSpan pause)
    {
        lock (_chance)
            return pause * (1 + (settings!.Randomisation * ((2 * _chance.NextDouble()) - 1)));
    }

    // False when the collector is told to stop meanwhile: what is open then is not sent again.
    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken abort)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, abort);
        try
        {
            await Task.Delay(pause, context.Clock, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!abort.IsCancellationRequested)
        {
            return false;
        }
    }
}
