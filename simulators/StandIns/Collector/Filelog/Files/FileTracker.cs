namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>
/// The files that are known: those of this look, those of the last (still open, so that a file that was renamed away can be read to its
/// end), and those that were gone for up to three looks. A file is recognised by its first bytes, not by its name.
/// </summary>
internal sealed class FileTracker
{
    private readonly List<TailedFile>[] _gone = [[], [], []];
    private List<TailedFile> _before = [];

    /// <summary>Files of this look.</summary>
    public List<TailedFile> Now { get; private set; } = [];

    /// <summary>Files of the look before that are not found again, so far.</summary>
    public IReadOnlyList<TailedFile> Before => _before;

    /// <summary>How many files are open.</summary>
    public int Open => _before.Count + Now.Count;

    /// <summary>Whether this look found a file with just these first bytes: a copy.</summary>
    public bool HasNow(ReadOnlySpan<byte> fingerprint)
    {
        foreach (var file in Now)
        {
            if (fingerprint.SequenceEqual(file.Fingerprint))
                return true;
        }

        return false;
    }

    /// <summary>Takes out the known file that begins so; null when there is none.</summary>
    public TailedFile? TakeKnown(ReadOnlySpan<byte> fingerprint)
    {
        var known = Take(_before, fingerprint);
        foreach (var gone in _gone)
            known ??= Take(gone, fingerprint);
        return known;
    }

    /// <summary>These files are done: what was open before is closed and remembered.</summary>
    public void EndBatch()
    {
        foreach (var file in _before)
        {
            file.Close();
            _gone[0].Add(file);
        }

        (_before, Now) = (Now, []);
    }

    /// <summary>The look is done: what has been gone for three looks is forgotten.</summary>
    public void EndLook()
    {
        (_gone[2], _gone[1], _gone[0]) = (_gone[1], _gone[0], []);
    }

    /// <summary>Closes all.</summary>
    public void CloseAll()
    {
        EndBatch();
        EndBatch();
    }

    private static TailedFile? Take(List<TailedFile> files, ReadOnlySpan<byte> fingerprint)
    {
        for (var i = 0; i < files.Count; i++)
        {
            if (fingerprint.StartsWith(files[i].Fingerprint))
            {
                var found = files[i];
                files.RemoveAt(i);
                return found;
            }
        }

        return null;
    }
}
