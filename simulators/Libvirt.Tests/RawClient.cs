using System.Net;
using System.Net.Sockets;
using Validation.Harness;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>A client that says exactly what a test wants said. Every wait ends after ten seconds.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly Deadline _deadline = Deadline.In(TimeSpan.FromSeconds(10), TimeProvider.System);
    private uint _serial;

    private RawClient(Socket socket) => (_socket, _stream) = (socket, new NetworkStream(socket));

    public static async Task<RawClient> ConnectAsync(LibvirtServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        return new RawClient(socket);
    }

    public static async Task<RawClient> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return new RawClient(socket);
    }

    /// <summary>Connects and opens <c>qemu:///system</c>.</summary>
    public static async Task<RawClient> OpenAsync(LibvirtServer server)
    {
        var client = await ConnectAsync(server);
        var (header, _) = await client.AskAsync(Procedure.ConnectOpen, OpenPayload("qemu:///system"));
        header.Status.ShouldBe(PacketStatus.Ok);
        return client;
    }

    public static byte[] OpenPayload(string uri, uint flags = 0) => Payload(w =>
    {
        w.OptionalText(uri);
        w.UInt(flags);
    });

    public static byte[] Payload(Action<XdrWriter> write)
    {
        using var writer = new XdrWriter();
        write(writer);
        return writer.Finish(default)[Limits.Header..].ToArray();
    }

    public static byte[] Packet(PacketHeader header, ReadOnlySpan<byte> payload)
    {
        var packet = new byte[Limits.Header + payload.Length];
        (header with { Length = (uint)packet.Length }).Write(packet);
        payload.CopyTo(packet.AsSpan(Limits.Header));
        return packet;
    }

    public async Task<(PacketHeader Header, byte[] Payload)> AskAsync(Procedure procedure, params byte[] payload)
    {
        var call = new PacketHeader(0, Programs.Remote, Programs.Version, (int)procedure, PacketType.Call, _serial++, PacketStatus.Ok);
        await SendAsync(Packet(call, payload));
        var answer = await ReceiveAsync();
        answer.Header.ShouldBe(call with { Length = answer.Header.Length, Type = PacketType.Reply, Status = answer.Header.Status });
        return answer;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, _deadline.Token);

    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    public async Task<(PacketHeader Header, byte[] Payload)> ReceiveAsync()
    {
        var head = new byte[Limits.Header];
        await _stream.ReadExactlyAsync(head, _deadline.Token);
        var header = PacketHeader.Read(head);
        var payload = new byte[header.Length - Limits.Header];
        await _stream.ReadExactlyAsync(payload, _deadline.Token);
        return (header, payload);
    }

    /// <summary>True when the server has hung up, and said nothing before.</summary>
    public async Task<bool> IsCutOffAsync()
    {
        try
        {
            return await _stream.ReadAsync(new byte[1], _deadline.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _deadline.Dispose();
    }
}
