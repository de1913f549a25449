namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>All that one tenant stored.</summary>
internal sealed class Tenant(string name, TokenBucket ingestion)
{
    private readonly Dictionary<string, LogStream> _streams = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>Held while anything here is written, and while a snapshot is taken.</summary>
    public Lock Gate { get; } = new();

    public TokenBucket Ingestion { get; } = ingestion;

    public MetadataPacker Packer { get; } = new();

    public int StreamCount => _streams.Count;

    public LogStream? Find(Labels labels) => _streams.GetValueOrDefault(labels.Text);

    public LogStream Add(Labels labels)
    {
        var stream = new LogStream(labels);
        _streams.Add(labels.Text, stream);
        return stream;
    }

    /// <summary>Streams with lines in the window whose labels fit, with their lines as of now, in the order of their labels.</summary>
    public List<(Labels Labels, List<Segment> Segments)> Select(Func<Labels, bool> fits, long from, long to)
    {
        lock (Gate)
        {
            return [.. _streams.Values.Where(s => s.Overlaps(from, to) && fits(s.Labels)).Select(s => (s.Labels, s.Snapshot(from, to)))
                .OrderBy(s => s.Labels.Text, StringComparer.Ordinal)];
        }
    }

    /// <summary>Labels of the streams with lines in the window.</summary>
    public List<Labels> Series(Func<Labels, bool> fits, long from, long to)
    {
        lock (Gate)
            return [.. _streams.Values.Where(s => s.Overlaps(from, to) && fits(s.Labels)).Select(s => s.Labels).OrderBy(l => l.Text, StringComparer.Ordinal)];
    }

    /// <summary>Removes what is older, and streams that have nothing left.</summary>
    public void Forget(long before)
    {
        lock (Gate)
        {
            foreach (var stream in _streams.Values)
                stream.Forget(before);
            foreach (var empty in _streams.Where(s => s.Value.IsEmpty).Select(s => s.Key).ToList())
                _streams.Remove(empty);
        }
    }
}
