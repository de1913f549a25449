using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>One open socket and the connections made to it.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly HostView _host;
    private readonly bool _readOnly;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private ImmutableDictionary<Connection, Task> _connections = ImmutableDictionary<Connection, Task>.Empty;

    private Listener(Socket socket, HostView host, bool readOnly)
    {
        (_socket, _host, _readOnly) = (socket, host, readOnly);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public int Connections => _connections.Count;

    public static Listener Open(EndPoint at, HostView host, bool readOnly)
    {
        var isUnix = at is UnixDomainSocketEndPoint;
        if (isUnix)
            File.Delete(at.ToString()!);
        var socket = new Socket(at.AddressFamily, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            socket.Bind(at);
            socket.Listen(128);
            return new Listener(socket, host, readOnly);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_stop.IsCancellationRequested)
            {
                // The client was gone before we took its call; the next one is not.
                continue;
            }
            catch (SocketException)
            {
                return;
            }

            var connection = new Connection(client, new Session(_host, _readOnly), _stop.Token);
            var served = ServeAsync(connection);
            ImmutableInterlocked.Update(ref _connections, all => all.Add(connection, served));
            _ = served.ContinueWith(_ => ImmutableInterlocked.Update(ref _connections, all => all.Remove(connection)), TaskScheduler.Default);
        }
    }

    private static async Task ServeAsync(Connection connection)
    {
        // Not on the accepting thread: a client that says much must not keep others from the door.
        await Task.Yield();
        await connection.RunAsync();
    }
}
