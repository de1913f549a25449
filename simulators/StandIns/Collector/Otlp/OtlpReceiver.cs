using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Web;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Otlp;

/// <summary>The receiver <c>otlp</c>: gRPC and HTTP, each on its own port.</summary>
internal sealed class OtlpReceiver : IReceiver, IListens
{
    private const int MiB = 1024 * 1024;
    private readonly PartContext _context;
    private readonly Sinks _sinks;
    private readonly ConfigNode _grpc;
    private readonly ConfigNode _http;
    private readonly bool _hasGrpc;
    private readonly bool _hasHttp;
    private Listener? _grpcListener;
    private Listener? _httpListener;

    private OtlpReceiver(PartContext context, Sinks sinks)
    {
        (_context, _sinks) = (context, sinks);
        var protocols = context.Settings.Only("protocols")["protocols"].Only("grpc", "http");
        (_grpc, _http) = (protocols["grpc"], protocols["http"]);
        (_hasGrpc, _hasHttp) = (protocols.Keys.Contains("grpc"), protocols.Keys.Contains("http"));
        if (!_hasGrpc && !_hasHttp)
            throw protocols.Bad("grpc, http, or both");
        _grpc.Only("endpoint", "max_recv_msg_size_mib", "transport", "keepalive",
            "read_buffer_size", "write_buffer_size", "max_concurrent_streams", "include_metadata");
        _http.Only("endpoint", "max_request_body_size", "include_metadata", "cors",
            "read_timeout", "read_header_timeout", "write_timeout", "idle_timeout", "keep_alives_enabled");
    }

    /// <inheritdoc/>
    public IEnumerable<(string Protocol, IPEndPoint Address)> Addresses
    {
        get
        {
            if (_grpcListener is not null)
                yield return ("grpc", _grpcListener.Address);
            if (_httpListener is not null)
                yield return ("http", _httpListener.Address);
        }
    }

    /// <summary>Makes one; it does not listen yet.</summary>
    /// <exception cref="BadInputException">A setting is wrong, or no protocol is named.</exception>
    public static IReceiver Make(PartContext context, Sinks sinks) => new OtlpReceiver(context, sinks);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken stop)
    {
        if (_hasGrpc)
            _grpcListener = await Listener.StartAsync(_grpc["endpoint"].Endpoint("localhost:4317"), _grpc["endpoint"], HttpProtocols.Http2, Prepare, Map, stop);
        if (_hasHttp)
        {
            var http = new OtlpHttp(_sinks, _context, _http["max_request_body_size"].Number(20 * MiB));
            var endpoint = _http["endpoint"];
            _httpListener = await Listener.StartAsync(
                endpoint.Endpoint("localhost:4318"), endpoint, HttpProtocols.Http1, null, app => app.Run(http.AnswerAsync), stop);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_httpListener is not null)
            await _httpListener.DisposeAsync();
        if (_grpcListener is not null)
            await _grpcListener.DisposeAsync();
    }

    private void Prepare(WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = (int)_grpc["max_recv_msg_size_mib"].Number(4) * MiB);
        Add(builder, _sinks.Traces);
        Add(builder, _sinks.Metrics);
        Add(builder, _sinks.Logs);
    }

    // A signal that no pipeline takes has no service: Unimplemented.
    private void Map(WebApplication app)
    {
        if (_sinks.Traces is not null)
            app.MapGrpcService<TracesOverGrpc>();
        if (_sinks.Metrics is not null)
            app.MapGrpcService<MetricsOverGrpc>();
        if (_sinks.Logs is not null)
            app.MapGrpcService<LogsOverGrpc>();
    }

    private void Add<T>(WebApplicationBuilder builder, IConsumer<T>? sink)
        where T : class, IMessage<T>, new()
    {
        if (sink is not null)
            builder.Services.AddSingleton(new Intake<T>(_context, "grpc", sink));
    }
}
