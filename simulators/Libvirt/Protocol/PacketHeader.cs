using System.Buffers.Binary;

namespace Validation.Simulators.Libvirt.Protocol;

/// <summary>What a packet is (virNetMessageType).</summary>
public enum PacketType
{
    /// <summary>A client asks.</summary>
    Call = 0,

    /// <summary>The answer, with the call's serial.</summary>
    Reply = 1,

    /// <summary>An event or a keepalive: nobody answers.</summary>
    Message = 2,
}

/// <summary>Whether a packet carries a result or an error (virNetMessageStatus).</summary>
public enum PacketStatus
{
    /// <summary>A result.</summary>
    Ok = 0,

    /// <summary>An error.</summary>
    Error = 1,
}

/// <summary>Programs that one socket serves, as their numbers.</summary>
public static class Programs
{
    /// <summary>The hypervisor API.</summary>
    public const uint Remote = 0x20008086;

    /// <summary>QEMU's own procedures.</summary>
    public const uint Qemu = 0x20008087;

    /// <summary>LXC's own procedures.</summary>
    public const uint Lxc = 0x00068000;

    /// <summary>Signs of life: "keep".</summary>
    public const uint Keepalive = 0x6b656570;

    /// <summary>The version of all of them.</summary>
    public const uint Version = 1;
}

/// <summary>The first 28 bytes of every packet, big-endian (virnetprotocol.x).</summary>
/// <param name="Length">Bytes of the whole packet.</param>
/// <param name="Program">Which program.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Procedure">Number within the program.</param>
/// <param name="Type">What it is; a client may send any number.</param>
/// <param name="Serial">The client's number of the call.</param>
/// <param name="Status">Result or error.</param>
public readonly record struct PacketHeader(uint Length, uint Program, uint Version, int Procedure, PacketType Type, uint Serial, PacketStatus Status)
{
    /// <summary>Reads 28 bytes.</summary>
    public static PacketHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
        BinaryPrimitives.ReadInt32BigEndian(bytes[12..]), (PacketType)BinaryPrimitives.ReadInt32BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]), (PacketStatus)BinaryPrimitives.ReadInt32BigEndian(bytes[24..]));

    /// <summary>Writes 28 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Program);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Version);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], Procedure);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], (int)Type);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[20..], Serial);
        BinaryPrimitives.WriteInt32BigEndian(bytes[24..], (int)Status);
    }

    /// <summary>The header of its answer; the length is filled in when the packet is complete.</summary>
    public PacketHeader Reply(PacketStatus status) => this with { Length = 0, Type = PacketType.Reply, Status = status };
}
