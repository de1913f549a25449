using System.Threading.Channels;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Events;

/// <summary>Brings events to one client, in order, beside its calls.</summary>
internal sealed class EventPump(Callbacks callbacks, Outbox outbox)
{
    // The wire says 1 although the protocol's description says 0; clients ignore it.
    private const uint EventSerial = 1;

    private readonly Channel<(int Callback, HostEvent Event)> _waiting =
        Channel.CreateUnbounded<(int, HostEvent)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Takes note; never waits.</summary>
    public void Note(HostEvent happened)
    {
        foreach (var callback in callbacks.For(happened))
            _waiting.Writer.TryWrite((callback, happened));
    }

    /// <summary>Sends until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var (callback, happened) in _waiting.Reader.ReadAllAsync(stop))
        {
            if (!callbacks.Has(callback))
                continue;
            using var message = new XdrWriter();
            happened.Write(message, callback);
            await outbox.SendAsync(message.Finish(new PacketHeader(0, Programs.Remote, Programs.Version, (int)happened.Procedure, PacketType.Message,
                EventSerial, PacketStatus.Ok)));
        }
    }
}
