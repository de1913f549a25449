using System.Net;
using System.Net.Sockets;

namespace Validation.Simulators.OpenStack.Faults;

/// <summary>A port that is taken and not listened at: the kernel refuses connections, and nobody else gets it meanwhile.</summary>
internal sealed class HeldPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes the port on loopback.</summary>
    /// <exception cref="SocketException">Somebody has it.</exception>
    public HeldPort(int port)
    {
        // Connections that were cut a moment ago would hold the port for a while longer otherwise.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }

    public void Dispose() => _socket.Dispose();
}
