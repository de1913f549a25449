using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Validation.Simulators.Libvirt.Protocol;

/// <summary>
/// Writes one packet: the header's room, then XDR (RFC 4506). Its buffer comes from a pool and goes back when it
/// is disposed. A packet never grows over <see cref="Limits.Packet"/>.
/// </summary>
internal sealed class XdrWriter : IDisposable
{
    // The shared pool keeps what it is given for each thread: good for small packets, a waste for those of megabytes.
    private const int Small = 64 * 1024;
    private const int LargestKept = 16 * 1024 * 1024;
    private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(LargestKept, 1);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(512);
    private int _length = Limits.Header;

    /// <summary>Bytes so far, the header's included.</summary>
    public int Length => _length;

    /// <summary>Starts the payload anew.</summary>
    public void Clear() => _length = Limits.Header;

    /// <summary>Drops everything after that length: an element that turned out to be unwanted.</summary>
    public void Rewind(int length) => _length = length;

    /// <summary>Completes the packet.</summary>
    public ReadOnlyMemory<byte> Finish(PacketHeader header)
    {
        (header with { Length = (uint)_length }).Write(_buffer);
        return _buffer.AsMemory(0, _length);
    }

    /// <summary>A signed 32-bit number.</summary>
    public void Int(int value) => BinaryPrimitives.WriteInt32BigEndian(Grow(4), value);

    /// <summary>An unsigned 32-bit number.</summary>
    public void UInt(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Grow(4), value);

    /// <summary>A signed 64-bit number.</summary>
    public void Hyper(long value) => BinaryPrimitives.WriteInt64BigEndian(Grow(8), value);

    /// <summary>An unsigned 64-bit number.</summary>
    public void UHyper(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Grow(8), value);

    /// <summary>A floating-point number.</summary>
    public void Double(double value) => BinaryPrimitives.WriteDoubleBigEndian(Grow(8), value);

    /// <summary>A yes or no as a number.</summary>
    public void Flag(bool value) => Int(value ? 1 : 0);

    /// <summary>A string, or opaque data of variable length.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        var room = Grow(4 + bytes.Length + (-bytes.Length & 3));
        BinaryPrimitives.WriteInt32BigEndian(room, bytes.Length);
        bytes.CopyTo(room[4..]);
        room[(4 + bytes.Length)..].Clear();
    }

    /// <summary>Opaque data of a known length that is a multiple of four.</summary>
    public void Fixed(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Grow(bytes.Length));

    /// <summary>A string.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        var room = Grow(4 + bytes + (-bytes & 3));
        BinaryPrimitives.WriteInt32BigEndian(room, bytes);
        Encoding.UTF8.GetBytes(text, room[4..]);
        room[(4 + bytes)..].Clear();
    }

    /// <summary>A string that may be absent.</summary>
    public void OptionalText(string? text)
    {
        Flag(text is not null);
        if (text is not null)
            Text(text);
    }

    /// <summary>Characters as an array of <c>char</c>: four bytes each (security models and labels).</summary>
    public void Characters(string ascii)
    {
        Int(ascii.Length);
        foreach (var c in ascii)
            Int(c);
    }

    /// <summary>A UUID.</summary>
    public void Uuid(Guid uuid) => uuid.TryWriteBytes(Grow(16), bigEndian: true, out _);

    /// <summary>A domain.</summary>
    public void Domain(string name, Guid uuid, int id)
    {
        Text(name);
        Uuid(uuid);
        Int(id);
    }

    /// <summary>Leaves room for a count that is known later.</summary>
    public int Reserve()
    {
        Int(0);
        return _length - 4;
    }

    /// <summary>Fills in a reserved count.</summary>
    public void Fill(int place, int count) => BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(place), count);

    /// <inheritdoc />
    public void Dispose()
    {
        Return(_buffer);
        _buffer = [];
    }

    private static byte[] Rent(int bytes) => (bytes > Small ? Large : ArrayPool<byte>.Shared).Rent(bytes);

    private static void Return(byte[] buffer) => (buffer.Length > Small ? Large : ArrayPool<byte>.Shared).Return(buffer);

    private Span<byte> Grow(int bytes)
    {
        var end = _length + bytes;
        if (end > Limits.Packet)
            throw LibvirtException.Rpc("Unable to encode message payload");
        if (end > _buffer.Length)
        {
            var larger = Rent(Math.Max(end, (int)Math.Min(_buffer.Length * 4L, Limits.Packet)));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            Return(_buffer);
            _buffer = larger;
        }

        var room = _buffer.AsSpan(_length, bytes);
        _length = end;
        return room;
    }
}
