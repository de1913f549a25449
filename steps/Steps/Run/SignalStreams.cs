using System.Collections.Concurrent;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs.Files;

namespace Validation.Steps.Run;

/// <summary>The numbered streams that a run emits: their identities, their ledgers, and the log files of its node.</summary>
/// <remarks>One a run. A stream's name is used once: a scenario that runs twice takes another name, with <see cref="NewName"/>.</remarks>
public sealed class SignalStreams(RunIdentity identity, string directory, TimeProvider clock, string nodeRoot) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Ledger<ItemRange>> _ledgers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LogFolder> _folders = new(StringComparer.Ordinal);

    /// <summary>The log files of the node that the daemon collector reads.</summary>
    public LogFolder Folder => FolderOf(nodeRoot);

    /// <summary>The log files below another node's root.</summary>
    public LogFolder FolderOf(string root) => _folders.GetOrAdd(root, r => new LogFolder(r));

    /// <summary>A name that no stream of this run has had: <c>nova-api</c>, then <c>nova-api.2</c> …</summary>
    public string NewName(string name) => _names.AddOrUpdate(name, 1, (_, had) => had + 1) is var count && count == 1 ? name : $"{name}.{count}";

    /// <summary>Identity of a stream's items.</summary>
    public NumberedItems Items(string name) => new(identity.Seed, name);

    /// <summary>The ledger of a stream, in the run's folder <c>ledgers</c>.</summary>
    public Ledger<ItemRange> LedgerOf(string name) =>
        _ledgers.GetOrAdd(name, n => Ledger.Create<ItemRange>(Path.Combine(directory, "ledgers", $"{n}.ndjson"), clock));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var folder in _folders.Values)
            await folder.DisposeAsync();
        foreach (var ledger in _ledgers.Values)
            ledger.Dispose();
    }
}
