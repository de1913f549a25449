using System.IO.Compression;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Logs.Files;

/// <summary>
/// A log file that grows. Appending, rotating and truncating wait for one another, so that no line is torn. Disposing closes the file and
/// leaves it there.
/// </summary>
public abstract class LogFile : IAsyncDisposable
{
    // Several lines a write, as a busy program's buffer gives them; small enough that a reader sees the file grow.
    private const int WriteSize = 8 * 1024;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private FileStream _file;

    /// <summary>Opens the file of a source, new or at its end.</summary>
    private protected LogFile(string root, LogSource source)
    {
        Source = source.Under(root);
        _file = Open();
    }

    /// <summary>Who writes; with the folder and, after a restart, the count of restarts.</summary>
    public LogSource Source { get; private protected set; }

    /// <summary>The file that is written to now.</summary>
    public string Path => Source.Root + Source.NodePath;

    /// <summary>Appends lines in a few writes. When it returns the kernel has them all.</summary>
    /// <exception cref="OperationCanceledException">The deadline passed or somebody stopped us: some lines may be there.</exception>
    public Task AppendAsync(IEnumerable<WrittenLine> lines, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(deadline);
        return AloneAsync(async () =>
        {
            using var batch = new MemoryStream();
            foreach (var line in lines)
            {
                batch.Write(Bytes(line));
                if (batch.Length >= WriteSize)
                    await FlushAsync(batch, deadline.Token);
            }

            await FlushAsync(batch, deadline.Token);
        }, deadline);
    }

    /// <summary>Renames the file and starts a new one.</summary>
    /// <param name="gzipOlder">Whether what earlier rotations left is compressed.</param>
    /// <param name="deadline">Until when.</param>
    /// <returns>The path of the file that was renamed.</returns>
    public abstract Task<string> RotateAsync(bool gzipOlder, Deadline deadline);

    /// <summary>Copies what is there to <c>….log.1</c> and empties the file in place, as logrotate's copytruncate.</summary>
    public Task TruncateAsync(Deadline deadline) => AloneAsync(async () =>
    {
        await _file.FlushAsync(deadline.Token);
        File.Copy(Path, Path + ".1", overwrite: true);
        _file.SetLength(0);
    }, deadline);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _file.DisposeAsync();
        _gate.Dispose();
    }

    /// <summary>The bytes of a line.</summary>
    private protected abstract byte[] Bytes(WrittenLine line);

    /// <summary>Does something while nobody writes, then opens the file anew.</summary>
    private protected Task ReopenAsync(Action change, Deadline deadline) => AloneAsync(async () =>
    {
        await _file.DisposeAsync();
        try
        {
            change();
        }
        finally
        {
            _file = Open();
        }
    }, deadline);

    /// <summary>Compresses a file, which is gone then.</summary>
    private protected static void Compress(string file, string to)
    {
        // As the kubelet: under another name first, so that no half of it is ever taken for the whole.
        using (var from = File.OpenRead(file))
        using (var packed = new GZipStream(File.Create(to + ".tmp"), CompressionLevel.Fastest))
            from.CopyTo(packed);
        File.Move(to + ".tmp", to, overwrite: true);
        File.Delete(file);
    }

    private async Task AloneAsync(Func<Task> work, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        await _gate.WaitAsync(deadline.Token);
        try
        {
            await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task FlushAsync(MemoryStream batch, CancellationToken stop)
    {
        if (batch.Length == 0)
            return;
        await _file.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length), stop);
        batch.SetLength(0);
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        // Buffer 0: each write is one of the kernel's. Who rotates or reads the file meanwhile may. Not opened to append only: what was
        // there before could not be truncated then.
        var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
        file.Seek(0, SeekOrigin.End);
        return file;
    }
}
