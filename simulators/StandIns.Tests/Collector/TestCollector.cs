using System.Net;
using System.Text;
using Validation.Simulators.StandIns.Collector;
using Validation.Simulators.StandIns.Collector.Parts;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.StandIns.Self;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>A collector in this process, on ports that the kernel chose.</summary>
internal sealed class TestCollector : IAsyncDisposable
{
    public const string Receivers = "receivers: {otlp: {protocols: {grpc: {endpoint: '127.0.0.1:0'}, http: {endpoint: '127.0.0.1:0'}}}}\n";
    public const string Telemetry = "telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: 0}}}}]}}";
    public static readonly HttpClient Http = new();

    private readonly StringWriter _log;

    private TestCollector(CollectorServer server, StringWriter log) => (Server, _log) = (server, log);

    public CollectorServer Server { get; }

    public string Log => _log.ToString();

    public static async Task<TestCollector> StartAsync(string yaml, TimeProvider? clock = null, KnownParts? known = null, CancellationToken cancel = default)
    {
        clock ??= TimeProvider.System;
        var log = new StringWriter(new StringBuilder());
        var lines = new CollectorLog(TextWriter.Synchronized(log), clock);
        return new TestCollector(await CollectorServer.StartAsync(ConfigNode.Parse("test.yaml", yaml), known ?? KnownParts.All, clock, lines, cancel), log);
    }

    /// <summary>A collector of logs that goes straight from otlp to the exporters given.</summary>
    public static Task<TestCollector> OfLogsAsync(string exporter, string settings, CancellationToken cancel) => StartAsync(
        $"{Receivers}exporters: {{{exporter}: {settings}}}\nservice: {{{Telemetry}, pipelines: {{logs: {{receivers: [otlp], exporters: [{exporter}]}}}}}}", cancel: cancel);

    public Uri Url(string endpoint, string path) => new($"http://{Server.Endpoints[endpoint]}{path}");

    public async Task<HttpStatusCode> PostAsync(string signal, byte[] protobuf, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(protobuf);
        content.Headers.Add("Content-Type", "application/x-protobuf");
        using var answer = await Http.PostAsync(Url("otlp/http", "/v1/" + signal), content, cancel);
        return answer.StatusCode;
    }

    public static PartContext Context(string settings, TimeProvider clock, string id = "part", SelfMetrics? metrics = null, Action<string>? log = null) =>
        new(id, ConfigNode.Parse("test.yaml", settings), metrics ?? new SelfMetrics(), log ?? (_ => { }), clock);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
