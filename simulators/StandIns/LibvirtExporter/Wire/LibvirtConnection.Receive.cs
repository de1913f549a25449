using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

internal sealed partial class LibvirtConnection
{
    private async Task ReceiveAsync()
    {
        // The constructor returns before the first byte is looked at.
        await Task.Yield();
        var buffer = ArrayPool<byte>.Shared.Rent(65_536);
        var filled = 0;
        var why = "the server has closed the connection";
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var count)
            {
                filled += count;
                if (TakePackets(buffer.AsSpan(0, filled), out var taken) is not { } wanted)
                {
                    why = "the server has sent a packet of an impossible length";
                    break;
                }

                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
                buffer = Grow(buffer, filled, wanted);
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            why = problem.Message;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Abort();
        Lose(why);
    }

    /// <summary>Hands out every whole packet. Returns how long the one after must be as far as is known; null when its length is impossible.</summary>
    private int? TakePackets(ReadOnlySpan<byte> received, out int taken)
    {
        taken = 0;
        while (received.Length - taken >= 4)
        {
            var rest = received[taken..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length is < Packet.HeaderLength or > Packet.MaxLength)
                return null;
            if (rest.Length < length)
                return (int)length;
            Deliver(rest[..(int)length]);
            taken += (int)length;
        }

        return Packet.HeaderLength;
    }

    private void Deliver(ReadOnlySpan<byte> packet)
    {
        if (BinaryPrimitives.ReadUInt32BigEndian(packet[4..]) != Packet.RemoteProgram || BinaryPrimitives.ReadInt32BigEndian(packet[16..]) != Packet.Reply)
            return;
        var serial = BinaryPrimitives.ReadUInt32BigEndian(packet[20..]);
        var status = BinaryPrimitives.ReadInt32BigEndian(packet[24..]);
        foreach (var slot in Slots)
        {
            if (slot.TryAnswer(serial, status, packet[Packet.HeaderLength..]))
                return;
        }
    }

    /// <summary>A buffer with room for the packet. It grows with what arrives, so that a length alone takes no memory.</summary>
    private static byte[] Grow(byte[] buffer, int filled, int wanted)
    {
        if (filled < buffer.Length || wanted <= buffer.Length)
            return buffer;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(wanted, buffer.Length * 4));
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
