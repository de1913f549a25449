using System.Text;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>A line that came in.</summary>
/// <param name="UnixNano">Its time.</param>
/// <param name="Line">The line.</param>
/// <param name="Metadata">Its structured metadata; of a name that comes twice the last one counts.</param>
internal sealed record PushedLine(long UnixNano, string Line, List<Label> Metadata)
{
    /// <summary>Bytes of the line.</summary>
    public int LineSize { get; } = Encoding.UTF8.GetByteCount(Line);

    /// <summary>Bytes of names and values of the metadata that came with it.</summary>
    public int MetadataSize { get; } = SizeOf(Metadata);

    private static int SizeOf(List<Label> metadata)
    {
        var size = 0;
        foreach (var (name, value) in metadata)
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        return size;
    }
}

/// <summary>Lines of one stream that came in together.</summary>
internal sealed record PushedLines(Labels Labels, List<PushedLine> Lines);

/// <summary>What a request held.</summary>
/// <param name="Streams">Its streams, in their order.</param>
/// <param name="Format"><c>loki</c> or <c>otlp</c>, for the counters.</param>
internal sealed record Push(List<PushedLines> Streams, string Format);
