using Validation.Harness;
using Validation.Harness.Items;

namespace Validation.Simulators.Telemetry.Sending;

/// <summary>Writes the ledger around a protocol's sends.</summary>
internal sealed class Emitter(string stream, Ledger<ItemRange> ledger, Carrier carrier) : IEmitter
{
    public string Name => $"{stream} over {carrier.Name}";

    public async Task<Emission> SendAsync(long from, int count, Deadline deadline)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(deadline);
        var dispatch = await carrier.PrepareAsync(from, count);
        var range = new ItemRange(stream, from, count);
        var row = ledger.Begin(range.Key, range);
        Answer answer;
        try
        {
            answer = await dispatch(deadline);
        }
        catch (OperationCanceledException) when (!deadline.Stopped)
        {
            answer = Answer.None("no answer before the deadline");
        }

        return new Emission(answer.Fate == Fate.Unknown ? row : ledger.Settle(row, answer.Fate), answer);
    }

    public void Dispose() => carrier.Dispose();
}
