using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>
/// A client of libvirt's RPC protocol. Calls of several slots are under way on one connection at a time and are matched by
/// serial number, so a slow call holds up nobody else. What a server sends unasked (events, keepalive) is passed over, as the
/// real exporter does.
/// </summary>
internal sealed partial class LibvirtConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Task _receiving;
    private readonly CancellationTokenRegistration _giveUp;
    private uint _serial;
    private volatile string? _lost;

    private LibvirtConnection(Socket socket, int slots, TimeSpan limit, TimeProvider clock, CancellationToken cancel)
    {
        _socket = socket;
        Slots = [.. Enumerable.Range(0, slots).Select(_ => new CallSlot(clock, limit, Abort))];
        _receiving = ReceiveAsync();
        _giveUp = cancel.Register(Abort);
    }

    /// <summary>The slots to call with; one call at a time each.</summary>
    public ImmutableArray<CallSlot> Slots { get; }

    /// <summary>Connects.</summary>
    /// <param name="server">A unix socket or an address of TCP.</param>
    /// <param name="slots">How many calls may be under way at a time.</param>
    /// <param name="limit">The longest one call may take.</param>
    /// <param name="clock">The clock of the limit.</param>
    /// <param name="tooLate">Ends the attempt to connect.</param>
    /// <param name="cancel">Gives up: while connecting, and later by breaking the connection.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="OperationCanceledException">Somebody gave up.</exception>
    public static async Task<LibvirtConnection> ConnectAsync(
        EndPoint server, int slots, TimeSpan limit, TimeProvider clock, CancellationToken tooLate, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLate, cancel);
        var unix = server is UnixDomainSocketEndPoint;
        var socket = unix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, either.Token);
            return new LibvirtConnection(socket, slots, limit, clock, cancel);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Makes the call that stands in the slot's request. Never throws: the end is in the result.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CallResult> CallAsync(CallSlot slot)
    {
        var end = slot.Start();
        if (_lost is not null)
            slot.Fail(CallEnd.Lost, _lost);
        await _turn.WaitAsync();
        try
        {
            if (slot.Send(_serial + 1) is { } packet)
            {
                _serial++;
                await SendAsync(packet);
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            Lose(problem.Message);
        }
        finally
        {
            slot.Sent();
            _turn.Release();
        }

        return await end;
    }

    /// <summary>Breaks the connection: every call under way and every later one ends as lost.</summary>
    public void Abort() => _socket.Dispose();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _giveUp.DisposeAsync();
        Abort();
        await _receiving;
        foreach (var slot in Slots)
            slot.Dispose();
        _turn.Dispose();
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> packet)
    {
        while (packet.Length > 0)
            packet = packet[await _socket.SendAsync(packet, SocketFlags.None)..];
    }

    private void Lose(string why)
    {
        _lost = why = $"was lost with the connection: {why}";
        foreach (var slot in Slots)
            slot.Fail(CallEnd.Lost, why);
    }
}
