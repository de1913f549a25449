using Validation.Harness;

namespace Validation.Simulators.Telemetry.Sending;

/// <summary>Sends items of one stream to one receiver over one protocol.</summary>
public interface IEmitter : IDisposable
{
    /// <summary>Stream, protocol and receiver, for the report.</summary>
    string Name { get; }

    /// <summary>
    /// Sends the items <paramref name="from"/> to <paramref name="from"/> + <paramref name="count"/> - 1 at once. Their row is in the
    /// ledger before the first byte leaves. Nothing is sent a second time.
    /// </summary>
    /// <param name="from">First sequence number, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="deadline">Until when an answer is waited for; one that passes leaves the fate unknown.</param>
    /// <exception cref="OperationCanceledException">Somebody stopped us; the fate stays unknown.</exception>
    Task<Emission> SendAsync(long from, int count, Deadline deadline);
}
