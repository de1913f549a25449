using System.Collections.Immutable;
using Validation.Harness;
using Validation.Harness.Items;

namespace Validation.Simulators.Telemetry.Logs.Files;

/// <summary>Writes the numbers of a stream to a log file, the ledger first.</summary>
/// <param name="stream">What is written. It must be of the source whose file it is.</param>
/// <param name="file">Where to.</param>
/// <param name="ledger">Rows of what was written; a range is acknowledged when the kernel has its bytes.</param>
public sealed class LogWriter(LogStream stream, LogFile file, Ledger<ItemRange> ledger)
{
    private ImmutableArray<(long From, LogStream Stream)> _files = [];
    private long _end;

    /// <summary>What is written.</summary>
    public LogStream Stream { get; } = stream.Source.Name == file.Source.Name ? stream
        : throw new ArgumentException($"The stream is of {stream.Source.Name}, the file of {file.Source.Name}.", nameof(file));

    /// <summary>Where to; rotate, truncate or restart it between writes.</summary>
    public LogFile File { get; } = file;

    /// <summary>
    /// Writes the records <paramref name="from"/> to <paramref name="from"/> + <paramref name="count"/> - 1. Their row is in the ledger
    /// before
    /// their first byte is in the file.
    /// </summary>
    /// <param name="from">First number, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="deadline">Until when; one that passes leaves the fate unknown, as some lines may be there.</param>
    /// <exception cref="OperationCanceledException">Somebody stopped us; the fate stays unknown.</exception>
    public async Task<Sent<ItemRange>> WriteAsync(long from, int count, Deadline deadline)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(deadline);
        Remember(from, count);
        var range = new ItemRange(Stream.Items.Name, from, count);
        var row = ledger.Begin(range.Key, range);
        try
        {
            await File.AppendAsync(Stream.Lines(from, count), deadline);
        }
        catch (OperationCanceledException) when (!deadline.Stopped)
        {
            return row;
        }

        return ledger.Settle(row, Fate.Acknowledged);
    }

    /// <summary>
    /// What must become of a number: also the path and the count of restarts are expected, as they were when it was written, or as they are
    /// now for one that is not written yet.
    /// </summary>
    public WrittenRecord Record(long seq) =>
        (seq < _end ? _files.Last(f => f.From <= seq).Stream : Stream.From(File.Source)).Record(seq);

    private void Remember(long from, int count)
    {
        _end = Math.Max(_end, from + count);
        if (_files.IsEmpty || _files[^1].Stream.Source != File.Source)
            _files = _files.Add((from, Stream.From(File.Source)));
    }
}
