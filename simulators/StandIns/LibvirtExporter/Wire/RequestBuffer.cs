using System.Buffers.Binary;

namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>One call packet, built in place and used again for the next call.</summary>
internal sealed class RequestBuffer
{
    private byte[] _bytes = new byte[512];
    private int _length = Packet.HeaderLength;

    /// <summary>The procedure of the packet.</summary>
    public int Procedure { get; private set; }

    /// <summary>Starts a packet without arguments.</summary>
    public RequestBuffer Begin(int procedure)
    {
        Procedure = procedure;
        _length = 4;
        return UInt32(Packet.RemoteProgram).UInt32(Packet.Version).Int32(procedure).Int32(Packet.Call).UInt32(0).Int32(Packet.StatusOk);
    }

    public RequestBuffer Int32(int value) => UInt32((uint)value);

    public RequestBuffer UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);
        return this;
    }

    /// <summary>Bytes that are XDR already.</summary>
    public RequestBuffer Raw(ReadOnlySpan<byte> xdr)
    {
        xdr.CopyTo(Reserve(xdr.Length));
        return this;
    }

    public RequestBuffer String(ReadOnlySpan<byte> text)
    {
        UInt32((uint)text.Length).Raw(text);
        Reserve(-text.Length & 3).Clear();
        return this;
    }

    /// <summary>The packet with its length and serial number filled in.</summary>
    public ReadOnlyMemory<byte> Finish(uint serial)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes, (uint)_length);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(20), serial);
        return _bytes.AsMemory(0, _length);
    }

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
