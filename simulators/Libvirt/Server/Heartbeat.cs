using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>
/// Asks a silent client for signs of life (virkeepalive.c), once it has said that it speaks keepalive. Every packet of it
/// is one.
/// </summary>
internal sealed class Heartbeat(TimeSpan interval, int count, TimeProvider clock)
{
    private readonly TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heard;

    /// <summary>The client asked for the feature.</summary>
    public void Arm()
    {
        Heard();
        _armed.TrySetResult();
    }

    /// <summary>A packet came in.</summary>
    public void Heard() => Volatile.Write(ref _heard, clock.GetTimestamp());

    /// <summary>Ends when the client was asked that often in vain.</summary>
    public async Task RunAsync(Outbox outbox, CancellationToken stop)
    {
        await _armed.Task.WaitAsync(stop);
        var (left, heard, asked) = (count, 0L, 0L);
        while (true)
        {
            var last = Math.Max(Volatile.Read(ref _heard), asked);
            var silence = clock.GetElapsedTime(last);
            if (silence < interval)
            {
                // Timers count whole milliseconds and cut the rest; a wait of none would spin.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling((interval - silence).TotalMilliseconds)), clock, stop);
                continue;
            }

            if (Volatile.Read(ref _heard) != heard)
                (heard, left) = (Volatile.Read(ref _heard), count);
            if (left-- == 0)
                return;
            asked = clock.GetTimestamp();
            using var ping = new XdrWriter();
            await outbox.SendAsync(ping.Finish(KeepaliveMessage.Ping));
        }
    }
}

/// <summary>The two packets of the keepalive program.</summary>
internal static class KeepaliveMessage
{
    public static PacketHeader Ping => new(0, Programs.Keepalive, Programs.Version, 1, PacketType.Message, 0, PacketStatus.Ok);

    public static PacketHeader Pong => Ping with { Procedure = 2 };
}
