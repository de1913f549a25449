using System.Buffers;
using System.Buffers.Binary;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>What is at the front of the bytes that came in.</summary>
internal enum Framing
{
    /// <summary>Not a whole packet yet.</summary>
    Partial,

    /// <summary>A packet.</summary>
    Whole,

    /// <summary>A length that no packet has.</summary>
    Broken,
}

/// <summary>Cuts a stream of bytes into packets.</summary>
internal static class PacketFrame
{
    public static Framing Take(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> packet)
    {
        packet = default;
        if (rest.Length < sizeof(uint))
            return Framing.Partial;
        Span<byte> prefix = stackalloc byte[sizeof(uint)];
        rest.Slice(0, sizeof(uint)).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length is < Limits.Header or > Limits.Packet)
            return Framing.Broken;
        if (rest.Length < length)
            return Framing.Partial;
        packet = rest.Slice(0, length);
        rest = rest.Slice(length);
        return Framing.Whole;
    }

    public static PacketHeader HeaderOf(ReadOnlySequence<byte> packet)
    {
        Span<byte> bytes = stackalloc byte[Limits.Header];
        packet.Slice(0, Limits.Header).CopyTo(bytes);
        return PacketHeader.Read(bytes);
    }
}
