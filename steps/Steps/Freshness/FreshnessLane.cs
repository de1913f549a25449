using System.Collections.Immutable;
using Validation.Backends;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Harness.Items;

namespace Validation.Steps.Freshness;

/// <summary>Emits the items of a stream one after the other, and meanwhile asks the backend for them again and again.</summary>
/// <param name="stream">Name of the stream.</param>
/// <param name="emit">Sends an item; returns the ledger's row.</param>
/// <param name="look">Which of some items, in the order of their emission, the backend answers.</param>
public sealed class FreshnessLane(string stream, Func<long, Deadline, Task<Sent<ItemRange>>> emit, Func<ImmutableArray<long>, Deadline, Task<IReadOnlyCollection<long>>> look)
{
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(200);
    private readonly DateTimeOffset?[] _answerable = new DateTimeOffset?[Count];
    private readonly DateTimeOffset[] _emitted = new DateTimeOffset[Count];
    private int _sent;

    /// <summary>How many items a lane has.</summary>
    public const int Count = 100;

    /// <summary>From one item to the next.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(120);

    /// <summary>Emits and asks until every item was answered or the deadline has passed.</summary>
    /// <param name="begin">When the first item is due; an item is never emitted before it is due.</param>
    /// <param name="deadline">Until when.</param>
    public async Task<ImmutableArray<Arrival>> RunAsync(DateTimeOffset begin, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        await Task.WhenAll(EmitAsync(begin, deadline), AskAsync(deadline));
        return [.. Enumerable.Range(0, Count).Select(i => new Arrival($"{stream}/{i}", _emitted[i], _answerable[i]))];
    }

    private async Task EmitAsync(DateTimeOffset begin, Deadline deadline)
    {
        for (var i = 0; i < Count; i++)
        {
            var due = begin + (Spacing * i) - deadline.Clock.GetUtcNow();
            if (due > TimeSpan.Zero)
                await deadline.DelayAsync(due);
            _emitted[i] = deadline.Clock.GetUtcNow();
            _emitted[i] = (await emit(i, deadline)).At;
            Volatile.Write(ref _sent, i + 1);
        }
    }

    private async Task AskAsync(Deadline deadline)
    {
        while (!deadline.Passed)
        {
            var sent = Volatile.Read(ref _sent);
            ImmutableArray<long> open = [.. Enumerable.Range(0, sent).Where(i => _answerable[i] is null).Select(i => (long)i)];
            if (sent == Count && open.IsEmpty)
                return;
            foreach (var seq in await LookAsync(open, deadline))
                _answerable[seq] ??= deadline.Clock.GetUtcNow();
            await deadline.DelayAsync(s_every);
        }
    }

    // A backend that does not answer answers no item: the time goes on, and the verdict says so.
    private async Task<IReadOnlyCollection<long>> LookAsync(ImmutableArray<long> open, Deadline deadline)
    {
        try
        {
            return open.IsEmpty ? [] : await look(open, deadline);
        }
        catch (BackendException)
        {
            return [];
        }
        catch (OperationCanceledException) when (!deadline.Stopped)
        {
            return [];
        }
    }
}
