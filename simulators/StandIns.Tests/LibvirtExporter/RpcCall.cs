using System.Buffers.Binary;
using System.Net.Sockets;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>A call as the scripted server saw it, and the means to answer it.</summary>
internal sealed record RpcCall(int Procedure, uint Serial, byte[] Payload, Socket Peer)
{
    public string Key => $"{Procedure} {Convert.ToHexStringLower(Payload)}";

    public bool IsAbout(string domain) => Payload.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(domain)) >= 0;

    /// <summary>A reply packet to this call.</summary>
    public byte[] Reply(ReadOnlySpan<byte> payload, int status = 0) => Packet(0x20008086, Procedure, 1, Serial, status, payload);

    /// <summary>libvirt's error packet: code, domain 20, message, level 2 and six fields that nobody reads.</summary>
    public byte[] Refuse(uint code, string message)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(message);
        byte[] padded = [.. text, .. new byte[-text.Length & 3]];
        return Reply([.. Word(code), .. Word(20), .. Word(1), .. Word((uint)text.Length), .. padded, .. Word(2), .. new byte[28]], status: 1);
    }

    public static byte[] Packet(uint program, int procedure, int type, uint serial, int status, ReadOnlySpan<byte> payload) =>
    [
        .. Word((uint)payload.Length + 28), .. Word(program), .. Word(1), .. Word((uint)procedure), .. Word((uint)type), .. Word(serial), .. Word((uint)status),
        .. payload,
    ];

    public static byte[] Word(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
