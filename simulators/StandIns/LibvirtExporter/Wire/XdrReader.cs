using System.Buffers.Binary;

namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>
/// Reads XDR (RFC 4506). A read past the end, an absurd length or count makes the reader <see cref="Bad"/> for good and
/// answers zeros: what a hostile server sends costs no exception.
/// </summary>
internal ref struct XdrReader(ReadOnlySpan<byte> data)
{
    private readonly int _length = data.Length;
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>True when a read could not be served; everything read since is meaningless.</summary>
    public bool Bad { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public readonly int Offset => _length - _rest.Length;

    public int ReadInt32() => (int)ReadUInt32();

    public uint ReadUInt32()
    {
        var bytes = Take(4);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    public ulong ReadUInt64()
    {
        var bytes = Take(8);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    public UInt128 ReadUInt128() => new(ReadUInt64(), ReadUInt64());

    /// <summary>A number that takes four bytes on the wire but must fit a smaller type, as <c>unsigned char</c> does.</summary>
    public uint ReadUInt32(uint atMost)
    {
        var value = ReadUInt32();
        Bad |= value > atMost;
        return value;
    }

    public ReadOnlySpan<byte> ReadOpaque(int length)
    {
        var bytes = Take(length);
        Take(-length & 3);
        return bytes;
    }

    public ReadOnlySpan<byte> ReadString()
    {
        var length = ReadUInt32(Packet.MaxString);
        return Bad ? default : ReadOpaque((int)length);
    }

    /// <summary>A string behind a presence flag; any flag but zero means present.</summary>
    public ReadOnlySpan<byte> ReadOptionalString() => ReadUInt32() == 0 ? default : ReadString();

    /// <summary>The count of a list whose items take at least <paramref name="least"/> bytes each.</summary>
    public int ReadCount(int atMost, int least)
    {
        var count = ReadUInt32((uint)Math.Min(atMost, _rest.Length / least));
        return Bad ? 0 : (int)count;
    }

    /// <summary>What was read makes no sense.</summary>
    public void Fail() => Bad = true;

    private ReadOnlySpan<byte> Take(int length)
    {
        if (Bad || length > _rest.Length)
        {
            Bad = true;
            return default;
        }

        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }
}
