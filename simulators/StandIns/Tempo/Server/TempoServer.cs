using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Validation.Harness;
using Validation.Simulators.StandIns.Tempo.Api;
using Validation.Simulators.StandIns.Tempo.Generator;
using Validation.Simulators.StandIns.Tempo.Server;

namespace Validation.Simulators.StandIns.Tempo;

/// <summary>A Tempo: its ports, and what it does from time to time.</summary>
public sealed class TempoServer : IAsyncDisposable
{
    private const int GrpcMessage = 4 * 1024 * 1024;
    private static readonly TimeSpan s_expire = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_removeStale = TimeSpan.FromMinutes(5);
    private readonly List<IAsyncDisposable> _listeners = [];
    private readonly List<RemoteWriter> _writers = [];
    private readonly List<Task> _work = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TempoEngine _engine;
    private readonly TimeProvider _clock;

    private TempoServer(TempoEngine engine, TimeProvider clock) => (_engine, _clock) = (engine, clock);

    /// <summary>Where the API listens.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Where OTLP over gRPC is received; null for nowhere.</summary>
    public IPEndPoint? OtlpGrpc { get; private set; }

    /// <summary>Where OTLP over HTTP is received; null for nowhere.</summary>
    public IPEndPoint? OtlpHttp { get; private set; }

    /// <summary>Listens and works until disposed.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Where warnings go.</param>
    /// <param name="readyAfter">How long <c>/ready</c> says no; the real program takes 15 to 25 seconds.</param>
    /// <exception cref="BadInputException">The configuration cannot be used, or an address is taken.</exception>
    public static Task<TempoServer> StartAsync(TempoOptions options, TimeProvider clock, TextWriter log, TimeSpan readyAfter)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartAsync(TempoConfig.Load(options.ConfigFile), clock, log, readyAfter);
    }

    internal static async Task<TempoServer> StartAsync(TempoConfig config, TimeProvider clock, TextWriter log, TimeSpan readyAfter)
    {
        var synchronized = TextWriter.Synchronized(log);
        void Warn(string words) => Log("warn", words);
        void Log(string level, string words) =>
            synchronized.WriteLine($"level={level} ts={clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} msg=\"{words.Replace('"', '\'')}\"");

        foreach (var receiver in config.NotOpened)
            Warn($"the stand-in does not open the receiver {receiver}: send OTLP");
        foreach (var folder in config.Folders)
            Directory.CreateDirectory(folder);
        var server = new TempoServer(new TempoEngine(config, clock), clock);
        try
        {
            await server.ListenAsync(config, clock.GetUtcNow() + readyAfter);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        Log("info", $"OTLP is received over gRPC at {server.OtlpGrpc?.ToString() ?? "no address"} and over HTTP at {server.OtlpHttp?.ToString() ?? "no address"}");
        server.Work(config, Warn);
        return server;
    }

    /// <summary>Stops at once; what is held in memory is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        for (var i = _listeners.Count - 1; i >= 0; i--)
            await _listeners[i].DisposeAsync();
        _listeners.Clear();
        foreach (var work in _work)
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var writer in _writers)
            writer.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync(TempoConfig config, DateTimeOffset ready)
    {
        var api = new TempoApi(_engine, _clock, ready);
        var listener = await Listener.StartAsync(config.Http, HttpProtocols.Http1, null, _ => { }, app => app.Run(api.AnswerAsync));
        _listeners.Add(listener);
        Address = listener.Address;
        if (config.OtlpHttp is { } http)
        {
            var receiver = new OtlpHttp(_engine.Distributor);
            listener = await Listener.StartAsync(http, HttpProtocols.Http1, null, _ => { }, app => app.Run(receiver.AnswerAsync));
            _listeners.Add(listener);
            OtlpHttp = listener.Address;
        }

        if (config.OtlpGrpc is { } grpc)
        {
            listener = await Listener.StartAsync(grpc, HttpProtocols.Http2, null, Grpc, app => app.MapGrpcService<OtlpGrpc>());
            _listeners.Add(listener);
            OtlpGrpc = listener.Address;
        }
    }

    private void Grpc(WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = GrpcMessage);
        builder.Services.AddSingleton(_engine.Distributor);
    }

    private void Work(TempoConfig config, Action<string> warn)
    {
        var generator = config.Generator;
        _work.Add(EveryAsync(config.FlushCheck, () => _engine.Cut(), warn));
        _work.Add(EveryAsync(config.FlushCheck, () => _engine.Store.Expire(), warn));
        if (generator.Processors.IsEmpty)
            return;
        _work.Add(EveryAsync(s_expire, _engine.Generator.Expire, warn));
        _work.Add(EveryAsync(s_removeStale, _engine.Generator.RemoveStale, warn));
        foreach (var target in generator.RemoteWrite)
        {
            var writer = new RemoteWriter(target, _engine.Metrics, _clock, warn);
            _writers.Add(writer);
            _work.Add(writer.RunAsync(_stop.Token));
        }

        _work.Add(EveryAsync(generator.CollectionInterval, () =>
        {
            var series = _engine.Generator.Collect();
            foreach (var writer in _writers)
                writer.Enqueue(series);
        }, warn));
    }

    private async Task EveryAsync(TimeSpan period, Action act, Action<string> warn)
    {
        using var timer = new PeriodicTimer(period, _clock);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            try
            {
                act();
            }
            catch (Exception e)
            {
                // One failure must not end the work for good without a word; the next turn may succeed.
                warn(e.ToString());
            }
        }
    }
}
