using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Validation.Simulators.Libvirt.Events;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>
/// One client: reads packets, answers up to five calls at once, and stops reading while five are under way. A client
/// that breaks the framing is cut off, as libvirtd does.
/// </summary>
internal sealed partial class Connection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly Session _session;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _calls = new(Limits.CallsAtOnce);
    private readonly Outbox _outbox;
    private readonly EventPump _events;
    private int _called;

    public Connection(Socket socket, Session session, CancellationToken stop)
    {
        (_socket, _session) = (socket, session);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _outbox = new Outbox(_stream, _stop.Token);
        _events = new EventPump(session.Callbacks, _outbox);
        if (socket.ProtocolType == ProtocolType.Tcp)
            socket.NoDelay = true;
    }

    /// <summary>Serves the client until it leaves, breaks the framing, or the daemon stops.</summary>
    public async Task RunAsync()
    {
        _session.Host.Joined(this);
        var beside = Task.WhenAll(BesideAsync(_events.RunAsync(_stop.Token)), BesideAsync(KeepAliveAsync()));
        await BesideAsync(ReadAsync());
        _session.Host.Left(this);
        await _stop.CancelAsync();
        for (var i = 0; i < Limits.CallsAtOnce; i++)
            await _calls.WaitAsync(CancellationToken.None);
        await beside;
        Dispose();
    }

    /// <summary>Callbacks that the client has registered.</summary>
    public int Callbacks => _session.Callbacks.Count;

    /// <summary>Takes note of an event; never waits.</summary>
    public void Note(HostEvent happened) => _events.Note(happened);

    /// <summary>Ends the connection at once, without a word. Never waits.</summary>
    public void CutOff()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _stop.Dispose();
        _calls.Dispose();
        _outbox.Dispose();
    }

    private static async Task BesideAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone or the daemon stops: there is nobody to tell.
        }
    }

    private async Task KeepAliveAsync()
    {
        if (_session.Heartbeat is not { } heartbeat)
            return;
        await heartbeat.RunAsync(_outbox, _stop.Token);
        CutOff();
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
        // A place for the next call is taken before the next packet is: with five calls under way nothing is read, not even
        // a ping, as in libvirtd.
        await _calls.WaitAsync(_stop.Token);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(_stop.Token);
                var rest = read.Buffer;
                Framing cut;
                while ((cut = PacketFrame.Take(ref rest, out var packet)) == Framing.Whole)
                {
                    if (await TakeAsync(packet))
                        await _calls.WaitAsync(_stop.Token);
                }

                if (cut == Framing.Broken || read.IsCompleted)
                    return;
                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            _calls.Release();
        }
    }

    /// <summary>True when it was a call, which now has the place that was free.</summary>
    private async ValueTask<bool> TakeAsync(ReadOnlySequence<byte> packet)
    {
        _session.Heartbeat?.Heard();
        var header = PacketFrame.HeaderOf(packet);
        if (header.Program == Programs.Keepalive)
        {
            if (header is { Procedure: 1, Type: PacketType.Message } && !_session.Host.Faults.IgnoresPings)
                await PongAsync();
            return false;
        }

        // Whatever is no call is dropped, as libvirtd does: nobody waits for an answer.
        if (header.Type != PacketType.Call)
            return false;
        var payload = packet.Slice(Limits.Header);
        var copy = ArrayPool<byte>.Shared.Rent((int)payload.Length);
        payload.CopyTo(copy);
        _ = AnswerAsync(header, copy, (int)payload.Length);
        return true;
    }

    private async Task PongAsync()
    {
        using var empty = new XdrWriter();
        await _outbox.SendAsync(empty.Finish(KeepaliveMessage.Pong));
    }
}
