using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>A server on a unix socket that answers each call as the script says: with bytes, or not at all.</summary>
internal sealed class ScriptedLibvirt : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("libvirt").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<RpcCall, byte[]?> _script;
    private readonly ConcurrentQueue<RpcCall> _calls = new();
    private readonly ConcurrentBag<Task> _peers = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _left = new();
    private readonly Task _accepting;

    /// <summary>Listens at once.</summary>
    /// <param name="script">Answers a call with the bytes to send, or null to stay silent.</param>
    public ScriptedLibvirt(Func<RpcCall, byte[]?> script)
    {
        _script = script;
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Path => System.IO.Path.Combine(_folder, "sock");

    /// <summary>Ends when the first client has hung up.</summary>
    public Task PeerHasLeft => _left.Task;

    /// <summary>Every call so far.</summary>
    public ImmutableArray<RpcCall> Calls => [.. _calls];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_peers);
        _closing.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _peers.Add(ServeAsync(await _listener.AcceptAsync(_closing.Token)));
        }
        catch (Exception e) when (_closing.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over; a listener that is closed while it is being cancelled tells it by a socket's error.
        }
    }

    private async Task ServeAsync(Socket peer)
    {
        using var stream = new NetworkStream(peer, ownsSocket: true);
        var header = new byte[28];
        try
        {
            while (await stream.ReadAtLeastAsync(header, 28, throwOnEndOfStream: false, _closing.Token) == 28)
            {
                var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(header) - 28];
                await stream.ReadExactlyAsync(payload, _closing.Token);
                var call = new RpcCall(BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(12)), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(20)), payload, peer);
                _calls.Enqueue(call);
                if (_script(call) is { } answer)
                    await stream.WriteAsync(answer, _closing.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException or SocketException)
        {
            // The exporter hung up, or the script did, or the test is over.
        }

        _left.TrySetResult();
    }
}
