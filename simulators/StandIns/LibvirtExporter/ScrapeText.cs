using System.Text;
using Validation.Simulators.StandIns.LibvirtExporter.Exposition;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>The metrics of one scrape in the text format of Prometheus, version 0.0.4. Disposing gives the memory back.</summary>
public sealed class ScrapeText : IDisposable
{
    private readonly Utf8Buffer _buffer;

    private ScrapeText(Utf8Buffer buffer, string? twice) => (_buffer, Twice) = (buffer, twice);

    /// <summary>Length in bytes.</summary>
    public long Length => _buffer.Length;

    /// <summary>The first series that stands in the text twice, else null. The real program answers such a scrape with status 500.</summary>
    public string? Twice { get; }

    /// <summary>Writes the text.</summary>
    public async Task WriteToAsync(Stream stream, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        // Piece by piece: one write of it all would be copied whole before the first byte leaves.
        foreach (var piece in _buffer.Pieces)
            await stream.WriteAsync(piece, cancel);
    }

    /// <inheritdoc />
    public override string ToString() => string.Concat(_buffer.Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span)));

    internal static ScrapeText Of(ScrapeSeries series)
    {
        var buffer = new Utf8Buffer();
        var renderer = new Renderer(series, buffer);
        renderer.Render();
        return new ScrapeText(buffer, renderer.Twice);
    }

    /// <inheritdoc />
    public void Dispose() => _buffer.Dispose();
}
