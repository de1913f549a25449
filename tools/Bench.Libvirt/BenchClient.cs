using System.Collections.Concurrent;
using System.Net.Sockets;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Bench.Libvirt;

/// <summary>An answer.</summary>
internal readonly record struct Answer(PacketStatus Status, ReadOnlyMemory<byte> Payload)
{
    public bool IsOk => Status == PacketStatus.Ok;
}

/// <summary>A client that may have several calls under way on its one connection.</summary>
internal sealed class BenchClient : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<Answer>> _waiting = [];
    private readonly SemaphoreSlim _sending = new(1);
    private NetworkStream _stream = null!;
    private Task _reading = Task.CompletedTask;
    private uint _serial;

    private BenchClient()
    {
    }

    public static async Task<BenchClient> OpenAsync(ServerProcess server, CancellationToken stop)
    {
        var client = new BenchClient();
        await client._socket.ConnectAsync(new UnixDomainSocketEndPoint(server.Socket), stop);
        client._stream = new NetworkStream(client._socket);
        client._reading = client.ReadAsync();
        await client.AskAsync(Procedure.AuthList, null, stop);
        await client.AskAsync(Procedure.ConnectOpen, w =>
        {
            w.OptionalText(server.Driver);
            w.UInt(0);
        }, stop);
        return client;
    }

    public async Task<Answer> AskAsync(Procedure procedure, Action<XdrWriter>? arguments, CancellationToken stop)
    {
        using var writer = new XdrWriter();
        arguments?.Invoke(writer);
        var serial = Interlocked.Increment(ref _serial);
        var answer = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[serial] = answer;
        var packet = writer.Finish(new PacketHeader(0, Programs.Remote, Programs.Version, (int)procedure, PacketType.Call, serial, PacketStatus.Ok));
        await _sending.WaitAsync(stop);
        try
        {
            await _stream.WriteAsync(packet, stop);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.Connected)
            _socket.Shutdown(SocketShutdown.Both);
        await _reading;
        await _stream.DisposeAsync();
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var head = new byte[Limits.Header];
        try
        {
            while (await _stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) == head.Length)
            {
                var header = PacketHeader.Read(head);
                var payload = new byte[header.Length - Limits.Header];
                await _stream.ReadExactlyAsync(payload);
                if (header.Type == PacketType.Reply && _waiting.TryRemove(header.Serial, out var answer))
                    answer.SetResult(new Answer(header.Status, payload));
            }
        }
        catch (IOException e)
        {
            foreach (var answer in _waiting.Values)
                answer.TrySetException(e);
        }
    }
}
