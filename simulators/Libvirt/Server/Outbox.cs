using System.Net.Sockets;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>Packets to one client: whole, one after another, from any thread.</summary>
internal sealed class Outbox(NetworkStream stream, CancellationToken stop) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task SendAsync(ReadOnlyMemory<byte> packet)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await stream.WriteAsync(packet, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
