using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using Validation.Simulators.StandIns.Self;

namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>Takes the lines of a file.</summary>
internal delegate ValueTask LinesTaker(TailedFile file, List<string> lines, CancellationToken stop);

/// <summary>Looks at the files from time to time and reads what is new in them.</summary>
internal sealed class FileConsumer(FilelogSettings settings, SelfMetrics metrics, Action<string> log, TimeProvider clock, LinesTaker take)
{
    private const string OpenFiles = "otelcol_fileconsumer_open_files";
    private const string ReadingFiles = "otelcol_fileconsumer_reading_files";
    private const int LinesAtOnce = 100;
    private readonly FileTracker _tracker = new();
    private readonly LineReader _reader = new(settings, clock);
    private readonly Dictionary<string, Regex> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];
    private bool _fromBeginning = settings.FromBeginning;
    private int _open;

    /// <summary>Makes the metrics, which all receivers of a collector share, be there at zero.</summary>
    public void Begin()
    {
        foreach (var name in new[] { OpenFiles, ReadingFiles })
        {
            if (metrics.Value(name) is null)
                metrics.Set(name, 0);
        }
    }

    /// <summary>One look: finds the files, and reads each to its end.</summary>
    public async Task PollAsync(CancellationToken stop)
    {
        var paths = Find();
        var batches = 0;
        for (var from = 0; ; from += settings.FilesAtOnce)
        {
            await ReadAsync(paths.Skip(from).Take(settings.FilesAtOnce), stop);
            if (paths.Count - from <= settings.FilesAtOnce)
                break;
            if (settings.MaxBatches != 0 && ++batches >= settings.MaxBatches)
                return;
        }

        // Files that appear from now on are new, and are read whole.
        _fromBeginning = true;
        _tracker.EndLook();
    }

    /// <summary>Closes all files.</summary>
    public void Close()
    {
        _tracker.CloseAll();
        metrics.Add(OpenFiles, -_open);
        _open = 0;
    }

    private List<string> Find()
    {
        var disk = new Listings(_names);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. settings.Include.SelectMany(glob => glob.Files(disk)).Where(path => !settings.Exclude.Any(not => not.IsMatch(path)) && seen.Add(path))];
    }

    private async Task ReadAsync(IEnumerable<string> paths, CancellationToken stop)
    {
        foreach (var path in paths)
            Open(path);

        // Renamed files first: what they hold is older than what is in the file that took their name.
        foreach (var file in Lost().ToArray())
            await ReadToEndAsync(file, stop);
        foreach (var file in _tracker.Now)
            await ReadToEndAsync(file, stop);
        _tracker.EndBatch();
        metrics.Add(OpenFiles, _tracker.Open - _open);
        _open = _tracker.Open;
    }

    private void Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _unreadable.Remove(path);
            var fingerprint = TailedFile.FirstBytes(handle, settings.FingerprintSize);

            // An empty file cannot be told from another yet. A copy is the first half of copy and truncate.
            if (fingerprint.Length == 0 || _tracker.HasNow(fingerprint))
                return;
            _tracker.Now.Add(Known(fingerprint, handle, path));
            handle = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_unreadable.Add(path))
                log($"error\tFailed to open file\t{{\"path\": \"{path}\", \"error\": \"{e.Message}\"}}");
        }
        finally
        {
            handle?.Dispose();
        }
    }

    private TailedFile Known(byte[] fingerprint, SafeFileHandle handle, string path)
    {
        var file = _tracker.TakeKnown(fingerprint);
        if (file is null)
        {
            log($"info\tStarted watching file\t{{\"path\": \"{path}\"}}");
            file = new TailedFile(fingerprint, clock.GetUtcNow());
        }

        file.Open(handle, path);
        if (!_fromBeginning)
            file.Offset = file.Length;
        else if (file.Offset > file.Length && settings.OnTruncate != OnTruncate.Ignore)
            file.Offset = settings.OnTruncate == OnTruncate.ReadNew ? file.Length : 0;
        return file;
    }

    // Files of the last look that no pattern leads to any more: renamed or removed. Not those that were cut off in place.
    private IEnumerable<TailedFile> Lost() => _tracker.Before.Where(old => _tracker.Now.TrueForAll(now =>
        !now.Fingerprint.AsSpan().StartsWith(old.Fingerprint) && (now.Path != old.Path || old.IsWhatItWas(settings.FingerprintSize))));

    private async Task ReadToEndAsync(TailedFile file, CancellationToken stop)
    {
        metrics.Add(ReadingFiles, 1);
        try
        {
            _reader.Begin(file);
            bool more;
            do
            {
                stop.ThrowIfCancellationRequested();
                more = _reader.Take(LinesAtOnce, _lines);
                if (_lines.Count > 0)
                    await take(file, _lines, stop);
            }
            while (more);
        }
        catch (IOException e)
        {
            log($"error\tfailed during scan\t{{\"path\": \"{file.Path}\", \"error\": \"{e.Message}\"}}");
        }
        finally
        {
            metrics.Add(ReadingFiles, -1);
        }
    }
}
