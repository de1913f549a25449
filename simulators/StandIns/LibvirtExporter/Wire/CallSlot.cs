using System.Buffers;
using System.Threading.Tasks.Sources;

namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>
/// One call in flight and everything it needs: the request, the reply, the clock of its limit. A worker owns one and calls
/// with it again and again, so that a call allocates nothing.
/// </summary>
internal sealed class CallSlot : IValueTaskSource<CallResult>, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly Action _stuck;
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<CallResult> _core;
    private byte[] _reply = [];
    private int _length;
    private long _started;
    private uint _serial;
    private volatile bool _sending;
    private volatile bool _late;
    private int _armed;

    /// <summary>Odd while a call waits. It never goes back, so whoever looked at an earlier call cannot end a later one.</summary>
    private long _ticket;

    /// <summary>A slot whose calls end after <paramref name="limit"/>.</summary>
    /// <param name="clock">What the limit is measured on.</param>
    /// <param name="limit">The longest a call may take.</param>
    /// <param name="stuck">Told when a packet is still not sent one limit after its call has timed out: nothing can be sent after it.</param>
    public CallSlot(TimeProvider clock, TimeSpan limit, Action stuck)
    {
        (_clock, _limit, _stuck) = (clock, limit, stuck);
        _timer = clock.CreateTimer(static slot => ((CallSlot)slot!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The call to make.</summary>
    public RequestBuffer Request { get; } = new();

    /// <summary>The payload of the reply, until the next call.</summary>
    public ReadOnlySpan<byte> Reply => _reply.AsSpan(0, _length);

    /// <summary>Starts the clock. The end comes from whoever is first: the reply, the clock, the loss of the connection.</summary>
    public ValueTask<CallResult> Start()
    {
        _core.Reset();
        _length = 0;
        _started = _clock.GetTimestamp();
        Volatile.Write(ref _serial, 0);
        Interlocked.Increment(ref _ticket);
        // The timer is left running between calls and looks at the clock when it fires: one re-arming per limit, not per call.
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        return new ValueTask<CallResult>(this, _core.Version);
    }

    /// <summary>The packet, numbered; from now until <see cref="Sent"/> it is on its way. Null when the call has ended already.</summary>
    public ReadOnlyMemory<byte>? Send(uint serial)
    {
        _late = false;
        _sending = true;
        if (!IsWaiting)
        {
            _sending = false;
            return null;
        }

        Volatile.Write(ref _serial, serial);
        return Request.Finish(serial);
    }

    /// <summary>The packet has left.</summary>
    public void Sent() => _sending = false;

    /// <summary>Takes the reply when the call still waits for this serial number.</summary>
    public bool TryAnswer(uint serial, int status, ReadOnlySpan<byte> payload)
    {
        var ticket = Volatile.Read(ref _ticket);
        if (Volatile.Read(ref _serial) != serial || !TryClaim(ticket))
            return false;
        if (_reply.Length < payload.Length)
        {
            Return();
            _reply = ArrayPool<byte>.Shared.Rent(payload.Length);
        }

        payload.CopyTo(_reply);
        _length = payload.Length;
        _core.SetResult(RemoteError.Judge(status, payload));
        return true;
    }

    /// <summary>Ends the call, when it still waits, without a reply.</summary>
    public void Fail(CallEnd end, string message) => Fail(Volatile.Read(ref _ticket), end, message);

    CallResult IValueTaskSource<CallResult>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<CallResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<CallResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        Return();
    }

    private bool IsWaiting => (Volatile.Read(ref _ticket) & 1) == 1;

    private void Tick()
    {
        Interlocked.Exchange(ref _armed, 0);
        if (_late && _sending)
        {
            _stuck();
            return;
        }

        var ticket = Volatile.Read(ref _ticket);
        if (!IsWaiting)
            return;
        var left = _limit - _clock.GetElapsedTime(Volatile.Read(ref _started));
        if (left > TimeSpan.Zero)
        {
            Rearm(left, late: false);
            return;
        }

        // A packet still on its way gets one more limit: then the server does not read, and nothing can be sent after half a packet.
        if (_sending)
            Rearm(_limit, late: true);
        Fail(ticket, CallEnd.TimedOut, "has timed out");
    }

    private void Rearm(TimeSpan after, bool late)
    {
        _late = late;
        Interlocked.Exchange(ref _armed, 1);
        _timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private void Fail(long ticket, CallEnd end, string message)
    {
        if (TryClaim(ticket))
            _core.SetResult(new CallResult(end, 0, message));
    }

    private bool TryClaim(long ticket) => (ticket & 1) == 1 && Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket;

    private void Return()
    {
        if (_reply.Length > 0)
            ArrayPool<byte>.Shared.Return(_reply);
        _reply = [];
        _length = 0;
    }
}
