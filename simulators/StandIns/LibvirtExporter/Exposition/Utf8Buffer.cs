using System.Buffers;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>Text of any length in pieces from the shared pool: it grows without copying and is sent piece by piece.</summary>
internal sealed class Utf8Buffer : IDisposable
{
    private const int PieceLength = 131_072;
    private readonly List<(byte[] Bytes, int Length)> _full = [];
    private byte[] _bytes = [];
    private int _length;

    /// <summary>How many bytes were written.</summary>
    public long Length => _full.Sum(piece => (long)piece.Length) + _length;

    /// <summary>What was written, in order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces =>
        _full.Select(piece => (ReadOnlyMemory<byte>)piece.Bytes.AsMemory(0, piece.Length)).Append(_bytes.AsMemory(0, _length));

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
        foreach (var (bytes, _) in _full)
            ArrayPool<byte>.Shared.Return(bytes);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _full.Clear();
        (_bytes, _length) = ([], 0);
    }

    private void Grow(int most)
    {
        if (_length > 0)
            _full.Add((_bytes, _length));
        else if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = (ArrayPool<byte>.Shared.Rent(Math.Max(PieceLength, most)), 0);
    }
}
