using System.Collections.Concurrent;
using Validation.Harness;
using Validation.Harness.Items;

namespace Validation.Simulators.Telemetry.Logs.Files;

/// <summary>
/// A folder that stands for a node's file system, and the log files below it. Whoever writes to a program's file gets the same one, so that
/// nobody writes over another's lines. Disposing closes all and leaves them there.
/// </summary>
/// <param name="root">Path of the folder; made when the first file is.</param>
public sealed class LogFolder(string root) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<LogFile>> _files = new(StringComparer.Ordinal);

    /// <summary>Path of the folder.</summary>
    public string Root => root;

    /// <summary>The file of a program, a container's or a node's own; opened when it is asked for first.</summary>
    /// <exception cref="BadInputException">The folder's path names a service.</exception>
    public LogFile File(LogSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _files.GetOrAdd(source.Name, _ =>
            new Lazy<LogFile>(() => source.Pod is null ? new ServiceLogFile(root, source) : new PodLogFile(root, source))).Value;
    }

    /// <summary>Writes a stream to the file of its program.</summary>
    /// <param name="stream">What is written.</param>
    /// <param name="ledger">Rows of what was written.</param>
    public LogWriter Writer(LogStream stream, Ledger<ItemRange> ledger)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new LogWriter(stream, File(stream.Source), ledger);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files.Values.Where(f => f.IsValueCreated))
            await file.Value.DisposeAsync();
    }
}
