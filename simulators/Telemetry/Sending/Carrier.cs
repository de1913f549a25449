using Validation.Harness;

namespace Validation.Simulators.Telemetry.Sending;

/// <summary>Sends what was prepared, and tells what came back.</summary>
internal delegate Task<Answer> Dispatch(Deadline deadline);

/// <summary>A protocol: makes the bytes of items, then sends them. In two steps, for the ledger's row is written in between.</summary>
internal abstract class Carrier : IDisposable
{
    /// <summary>Protocol and receiver.</summary>
    public abstract string Name { get; }

    /// <summary>Makes the bytes; nothing leaves.</summary>
    public abstract Task<Dispatch> PrepareAsync(long from, int count);

    public abstract void Dispose();
}
