using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>
/// One client: reads packets, answers up to five calls at once, and stops reading while five are under way. A client
/// that breaks the framing is cut off, as libvirtd does.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly Session _session;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _calls = new(Limits.CallsAtOnce);
    private readonly SemaphoreSlim _sending = new(1);

    public Connection(Socket socket, Session session, CancellationToken stop)
    {
        (_socket, _session) = (socket, session);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (socket.ProtocolType == ProtocolType.Tcp)
            socket.NoDelay = true;
    }

    /// <summary>Serves the client until it leaves, breaks the framing, or the daemon stops.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone or the daemon stops: there is nobody to tell.
        }
        finally
        {
            await _stop.CancelAsync();
            for (var i = 0; i < Limits.CallsAtOnce; i++)
                await _calls.WaitAsync(CancellationToken.None);
            Dispose();
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _stop.Dispose();
        _calls.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            await ReadAsync(reader);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private async Task ReadAsync(PipeReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync(_stop.Token);
            var rest = read.Buffer;
            Framing cut;
            while ((cut = Take(ref rest, out var packet)) == Framing.Whole)
                await TakeAsync(packet);
            if (cut == Framing.Broken || read.IsCompleted)
                return;
            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static Framing Take(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> packet)
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

    private async Task TakeAsync(ReadOnlySequence<byte> packet)
    {
        var header = HeaderOf(packet);
        if (header.Program == Programs.Keepalive)
        {
            if (header is { Procedure: 1, Type: PacketType.Message })
                await PongAsync(header);
            return;
        }

        // Whatever is no call is dropped, as libvirtd does: nobody waits for an answer.
        if (header.Type != PacketType.Call)
            return;
        await _calls.WaitAsync(_stop.Token);
        var payload = packet.Slice(Limits.Header);
        var copy = ArrayPool<byte>.Shared.Rent((int)payload.Length);
        payload.CopyTo(copy);
        _ = AnswerAsync(header, copy, (int)payload.Length);
    }

    private async Task AnswerAsync(PacketHeader call, byte[] payload, int length)
    {
        using var result = new XdrWriter();
        try
        {
            if (Dispatcher.IsHeavy(call))
                await Task.Yield();
            var status = Dispatcher.Answer(call, payload.AsSpan(0, length), _session, result);
            await SendAsync(result.Finish(call.Reply(status)));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone: its answer has no reader. Reading ends for the same reason.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload);
            _calls.Release();
        }
    }

    private async Task PongAsync(PacketHeader ping)
    {
        using var empty = new XdrWriter();
        await SendAsync(empty.Finish(ping with { Procedure = 2, Serial = 0 }));
    }

    private async Task SendAsync(ReadOnlyMemory<byte> packet)
    {
        await _sending.WaitAsync(_stop.Token);
        try
        {
            await _stream.WriteAsync(packet, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static PacketHeader HeaderOf(ReadOnlySequence<byte> packet)
    {
        Span<byte> bytes = stackalloc byte[Limits.Header];
        packet.Slice(0, Limits.Header).CopyTo(bytes);
        return PacketHeader.Read(bytes);
    }

    private enum Framing
    {
        Partial,
        Whole,
        Broken,
    }
}
