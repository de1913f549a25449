using System.Buffers;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>A growing buffer of bytes from the shared pool.</summary>
internal sealed class Utf8Buffer : IDisposable
{
    private byte[] _bytes = [];
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Room for <paramref name="most"/> bytes; <see cref="Advance"/> tells how many were used.</summary>
    public Span<byte> Reserve(int most)
    {
        if (_bytes.Length - _length < most)
            Grow(most);
        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private void Grow(int most)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + most));
        Written.Span.CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
