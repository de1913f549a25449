using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Libvirt.Faults;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt;

/// <summary>
/// The libvirt daemon of one compute host: TCP on a loopback port that the kernel chose, and two unix sockets, one of
/// them read-only. It can be stopped and started again on the same port, as a host that disappears and returns.
/// </summary>
public sealed class LibvirtServer : IAsyncDisposable
{
    // sockaddr_un of Linux has room for 108 bytes, the last one zero.
    private const int LongestSocketPath = 107;

    private readonly HostView _host;
    private readonly SemaphoreSlim _turn = new(1);
    private ImmutableArray<Listener> _listeners = [];
    private bool _disposed;

    /// <summary>Prepares the daemon of a host; <see cref="StartAsync"/> opens its sockets.</summary>
    /// <param name="model">The cloud.</param>
    /// <param name="host">A host of it.</param>
    /// <param name="directory">An existing directory for its unix sockets, its own.</param>
    /// <param name="settings">Its configuration; libvirt's own without keepalive of its own accord when null.</param>
    /// <exception cref="CloudException">There is no such host.</exception>
    /// <exception cref="BadInputException">The directory's path is too long for a unix socket.</exception>
    public LibvirtServer(CloudModel model, string host, string directory, LibvirtSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.State.Host(host);
        (Host, SocketPath, ReadOnlySocketPath) = (host, Path.Combine(directory, "libvirt-sock"), Path.Combine(directory, "libvirt-sock-ro"));
        if (Encoding.UTF8.GetByteCount(ReadOnlySocketPath) > LongestSocketPath)
        {
            throw new BadInputException("The socket's path is too long", ReadOnlySocketPath, $"at most {LongestSocketPath} bytes",
                $"{Encoding.UTF8.GetByteCount(ReadOnlySocketPath)} bytes", "choose a directory with a shorter path");
        }

        _host = new HostView(model, host, settings ?? new LibvirtSettings());
    }

    /// <summary>Name of the host.</summary>
    public string Host { get; }

    /// <summary>TCP port on 127.0.0.1; 0 before the first start, then always the same.</summary>
    public int Port { get; private set; }

    /// <summary>Path of the socket that allows everything.</summary>
    public string SocketPath { get; }

    /// <summary>Path of the socket that refuses changes: what the exporter of Genestack is given.</summary>
    public string ReadOnlySocketPath { get; }

    /// <summary><c>qemu+tcp://127.0.0.1:PORT/system</c>, for virsh and every client of libvirt.</summary>
    public Uri TcpUri => new($"qemu+tcp://127.0.0.1:{Port}/system");

    /// <summary><c>qemu+unix:///system?socket=PATH</c>.</summary>
    public Uri UnixUri => new($"qemu+unix:///system?socket={SocketPath}");

    /// <summary>True while its sockets are open.</summary>
    public bool IsUp => !_listeners.IsEmpty;

    /// <summary>Connections open now.</summary>
    public int Connections => _listeners.Sum(l => l.Connections);

    /// <summary>Callbacks for events that clients have registered, in all.</summary>
    public int Callbacks => _host.Callbacks;

    /// <summary>What is broken on purpose.</summary>
    public HostFaults Faults => _host.Faults;

    /// <summary>Exceptions that were nobody's fault but ours; the client was told of an internal error. Empty in a good run.</summary>
    public ImmutableArray<Exception> Failures => _host.Failures;

    /// <summary>Opens the sockets. Does nothing when they are open.</summary>
    /// <exception cref="SocketException">A socket cannot be opened.</exception>
    public async Task StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (IsUp)
                return;
            var started = new List<Listener>();
            try
            {
                var tcp = Listener.Open(new IPEndPoint(IPAddress.Loopback, Port), _host, false);
                started.Add(tcp);
                started.Add(Listener.Open(new UnixDomainSocketEndPoint(SocketPath), _host, false));
                started.Add(Listener.Open(new UnixDomainSocketEndPoint(ReadOnlySocketPath), _host, true));
                Port = tcp.Port;
            }
            catch (SocketException)
            {
                foreach (var listener in started)
                    await listener.DisposeAsync();
                throw;
            }

            _listeners = [.. started];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes the sockets and every connection at once, as a host that lost its power.</summary>
    public async Task StopAsync()
    {
        await _turn.WaitAsync();
        try
        {
            var open = _listeners;
            _listeners = [];
            foreach (var listener in open)
                await listener.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The host disappears; disposing brings it back on the same port and sockets.</summary>
    public async Task<IAsyncDisposable> DisappearAsync()
    {
        await StopAsync();
        return new Absence(this);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await StopAsync();
        await _host.DisposeAsync();
    }

    private sealed class Absence(LibvirtServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await server.StartAsync();
    }
}
