using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols.Listening;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols.Jaeger;

/// <summary>The receiver <c>jaeger</c>: gRPC, Thrift over HTTP, Thrift's compact protocol over UDP.</summary>
internal sealed class JaegerDoors : IReceiver
{
    private const int LargestDatagram = 65_000;

    // As the real one: what comes while so many wait is dropped.
    private const int LongestQueue = 1_000;
    private readonly PartContext _context;
    private readonly IConsumer<ExportTraceServiceRequest> _sink;
    private readonly List<HttpDoor> _doors = [];
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private readonly Channel<byte[]> _datagrams = Channel.CreateBounded<byte[]>(LongestQueue);
    private Task _listening = Task.CompletedTask;
    private Task _taking = Task.CompletedTask;

    /// <summary>Reads the settings.</summary>
    public JaegerDoors(PartContext context, Sinks sinks)
    {
        (_context, _sink) = (context, sinks.Traces ?? throw context.Settings.Bad("a pipeline of traces that names this receiver"));
        Protocols = context.Settings["protocols"];
        if (Protocols.Keys is { IsEmpty: true })
            throw Protocols.Bad("at least one of grpc, thrift_http, thrift_compact");
        foreach (var key in Protocols.Keys)
        {
            if (key is not ("grpc" or "thrift_http" or "thrift_compact"))
                throw Protocols[key].Bad("one of grpc, thrift_http, thrift_compact: the others are not stood in for", key);
        }
    }

    /// <summary>Where each protocol is listened for, with the ports that the kernel chose.</summary>
    public Dictionary<string, IPEndPoint> Addresses { get; } = [];

    private ConfigNode Protocols { get; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken stop)
    {
        if (Protocols.Keys.Contains("grpc"))
        {
            var intake = Intake("grpc");
            var address = ListenAddress.Read(Protocols["grpc"]["endpoint"], "localhost:14250");
            Open("grpc", await HttpDoor.ServeGrpcAsync(_context.Id, address, b => b.Services.AddSingleton(intake).AddGrpc(), app => app.UseRouting().UseEndpoints(e => e.MapGrpcService<JaegerIntake>())));
        }

        if (Protocols.Keys.Contains("thrift_http"))
            Open("thrift_http", await HttpDoor.ServeAsync(_context.Id, ListenAddress.Read(Protocols["thrift_http"]["endpoint"], "localhost:14268"), Intake("collector_http").AnswerAsync));
        if (Protocols.Keys.Contains("thrift_compact"))
        {
            _socket = ListenAddress.Bind(_context.Id, ListenAddress.Read(Protocols["thrift_compact"]["endpoint"], "localhost:6831"));
            Tell("thrift_compact", (IPEndPoint)_socket.LocalEndPoint!);
            _taking = TakeAllAsync(Intake("udp_thrift_compact"));
            _listening = Task.Run(() => ListenAsync(_socket), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _datagrams.Writer.TryComplete();
        await _taking;
        _socket?.Dispose();
        await Task.WhenAll(_doors.Select(d => d.DisposeAsync().AsTask()));
        _doors.Clear();
        _stop.Dispose();
    }

    private JaegerIntake Intake(string transport) => new(new ReceiverCounts(_context, "spans", transport), _sink);

    private void Open(string protocol, HttpDoor door)
    {
        _doors.Add(door);
        Tell(protocol, door.Address);
    }

    private void Tell(string protocol, IPEndPoint address)
    {
        Addresses[protocol] = address;
        _context.Log($"info\tStarting server for Jaeger\tprotocol={protocol} endpoint={address}");
    }

    // The kernel's buffer is small: nothing is done between two datagrams but putting one into the queue.
    private async Task ListenAsync(Socket socket)
    {
        var buffer = new byte[LargestDatagram];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, _stop.Token);
                if (!_datagrams.Writer.TryWrite(buffer[..length]))
                    _context.Log($"error\tdropped a datagram\tqueue={LongestQueue}");
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop: the loop's one way out.
        }
    }

    // Nobody waits for an answer to a datagram: what is refused is lost, and only the counter tells.
    private async Task TakeAllAsync(JaegerIntake intake)
    {
        await foreach (var datagram in _datagrams.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await intake.TakeAsync(await JaegerThrift.ReadDatagramAsync(datagram), CancellationToken.None);
            }
            catch (Exception problem)
            {
                // Whatever one datagram does, the next one is read.
                _context.Log($"error\tProcessor failed\terr={(problem is FormatException ? problem.Message : problem)}");
            }
        }
    }
}
