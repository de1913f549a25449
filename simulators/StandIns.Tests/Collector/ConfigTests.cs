using System.Net;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Exporters;
using Validation.Simulators.StandIns.Collector.Parts;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>Reading the collector's configuration.</summary>
[CancelAfter(30_000)]
public sealed class ConfigTests
{
    private static readonly ReceiverMaker Idle = (_, _) => new IdleReceiver();

    private const string Good = """
        receivers:
          otlp:
            protocols:
              grpc: {endpoint: "127.0.0.1:0"}
        processors:
          batch:
        exporters:
          nop:
        extensions:
          health_check: {endpoint: "127.0.0.1:0"}
        service:
          extensions: [health_check]
          telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: 0}}}}]}}
          pipelines:
            logs:
              receivers: [otlp]
              processors: [batch]
              exporters: [nop]
        """;

    [Test]
    public async Task The_recorded_configuration_with_Genestacks_pipelines_starts(CancellationToken cancel)
    {
        using var folder = new TestFolder();
        var yaml = await File.ReadAllTextAsync(Path.Combine(RecordedExchange.Folder, "col-genestack.yaml"), cancel);
        yaml = System.Text.RegularExpressions.Regex.Replace(yaml, "(endpoint: 127.0.0.1|host: 127.0.0.1\n              port): ?[0-9]+", "$1:0").Replace("port:0", "port: 0", StringComparison.Ordinal)
            .Replace("/srv/labs/data", folder.File(""), StringComparison.Ordinal);
        var others = KnownParts.All with
        {
            Receivers = KnownParts.All.Receivers
                .SetItem("jaeger", new ReceiverType(Idle, Signals.Traces)).SetItem("zipkin", new ReceiverType(Idle, Signals.Traces))
                .SetItem("prometheus", new ReceiverType(Idle, Signals.Metrics)).SetItem("filelog", new ReceiverType(Idle, Signals.Logs)),
            Exporters = KnownParts.All.Exporters.SetItem("prometheusremotewrite", new ExporterType(null,
                c => new Exporter<ExportMetricsServiceRequest>(c, new NopSender<ExportMetricsServiceRequest>(), ExportSettings.OfRemoteWrite(c.Settings)), null)),
        };

        await using var collector = await TestCollector.StartAsync(yaml, known: others, cancel: cancel);
        using var answer = await RecordedExchange.Read("otlp-traces-json").SendAsync(collector.Url("otlp/http", "/"), cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        collector.Server.Endpoints.Keys.ShouldBe(["health_check/http", "otlp/grpc", "otlp/http", "telemetry/http"]);
        collector.Server.Metrics.Value("otelcol_exporter_queue_capacity", ("data_type", "metrics"), ("exporter", "prometheusremotewrite")).ShouldBe(10_000);
    }

    [TestCase("otlp:\n    prot", "otlp:\n    wrong", "test.yaml:4")]
    [TestCase("  nop:", "  nope:", "(test.yaml:8, exporters.nope): wanted an exporter of the types debug, file, nop")]
    [TestCase("  batch:", "  k8sattributes:", "wanted a processor of the types attributes, batch, memory_limiter")]
    [TestCase("  otlp:", "  mysql:", "wanted a receiver of the types filelog, hostmetrics, jaeger, otlp, prometheus, zipkin")]
    [TestCase("exporters: [nop]", "exporters: [debug]", "(test.yaml:18, service.pipelines.logs.exporters[0]): wanted one of the configured exporters: nop, got debug")]
    [TestCase("receivers: [otlp]", "receivers: []", "wanted at least one of receivers, got none")]
    [TestCase("    logs:", "    profiles:", "wanted a pipeline of traces, metrics or logs, got profiles")]
    [TestCase("exporters: [nop]", "exporter: [nop]", "got exporter;")]
    [TestCase("[health_check]", "[pprof]", "wanted one of the configured extensions: health_check, got pprof")]
    [TestCase("grpc: {endpoint: \"127.0.0.1:0\"}", "grpc: {endpoint: \"nowhere\"}", "wanted an address and port such as 127.0.0.1:4317, got nowhere")]
    [TestCase("service:", "services:", "got services;")]
    public async Task What_is_wrong_is_one_sentence_that_names_the_line(string good, string bad, string sentence)
    {
        Good.ShouldContain(good);

        var problem = await Should.ThrowAsync<BadInputException>(async () => await (await TestCollector.StartAsync(Good.Replace(good, bad, StringComparison.Ordinal))).DisposeAsync());

        problem.Message.ShouldContain(sentence);
        problem.Message.ShouldContain("test.yaml:");
        problem.Message.ShouldNotContain("\n");
    }

    [Test]
    public async Task A_part_that_does_not_take_a_pipelines_signal_is_refused()
    {
        var known = KnownParts.All with { Receivers = KnownParts.All.Receivers.SetItem("otlp", new ReceiverType(Idle, Signals.Traces)) };

        var problem = await Should.ThrowAsync<BadInputException>(() => TestCollector.StartAsync(Good, known: known));

        problem.Message.ShouldContain("wanted receivers that take logs, got otlp");
    }

    [Test]
    public async Task An_address_that_is_taken_is_one_sentence_and_what_was_started_is_stopped(CancellationToken cancel)
    {
        await using var first = await TestCollector.StartAsync(Good, cancel: cancel);
        var taken = first.Server.Endpoints["otlp/grpc"];

        var problem = await Should.ThrowAsync<BadInputException>(() => TestCollector.StartAsync(Good.Replace("grpc: {endpoint: \"127.0.0.1:0\"}", $"grpc: {{endpoint: \"{taken}\"}}", StringComparison.Ordinal), cancel: cancel));

        problem.Message.ShouldContain($"Cannot listen (test.yaml:4, receivers.otlp.protocols.grpc.endpoint): wanted a free address of this machine, got {taken}");
    }

    [TestCase("${env:HOST}:4317", "node1:4317")]
    [TestCase("${HOST}", "node1")]
    [TestCase("${env:NONE}x", "x")]
    [TestCase("${env:NONE:-other}", "other")]
    [TestCase("${env:HOST:-other}", "node1")]
    [TestCase("$${1}:$$2 $3", "${1}:$2 $3")]
    [TestCase("cost $5", "cost $5")]
    public void References_to_the_environment_are_expanded_and_two_dollars_are_one(string text, string wanted)
    {
        var environment = new Environments(name => name == "HOST" ? "node1" : null, _ => { });

        environment.Expand(text, "f:1").ShouldBe(wanted);
    }

    [TestCase("${1}")]
    [TestCase("${file:x}")]
    public void A_reference_that_is_none_is_refused(string text) =>
        Should.Throw<BadInputException>(() => new Environments(_ => null, _ => { }).Expand(text, "f:7")).Message.ShouldContain("(f:7)");

    [Test]
    public void Values_are_expanded_and_keys_are_not()
    {
        var warnings = new List<string>();
        var environment = new Environments(_ => null, warnings.Add);

        var node = ConfigNode.Parse("f", "a: &x '$$1'\n$$k: ['$${b}', *x]\nn: ${env:NONE}\n", environment.Expand);

        node["a"].Text().ShouldBe("$1");
        node["$$k"].Texts.ShouldBe(["${b}", "$1"]);
        node["n"].Exists.ShouldBeFalse();
        warnings.ShouldBe(["warn\tConfiguration references unset environment variable\tNONE"]);
    }

    [TestCase("metrics: {level: none}", null)]
    [TestCase("metrics: {address: '0.0.0.0:8889'}", "0.0.0.0:8889")]
    [TestCase("logs: {level: info}", "127.0.0.1:8888")]
    [TestCase("metrics: {level: detailed, readers: []}", null)]
    [TestCase("metrics: {readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 9999}}}}]}", "0.0.0.0:9999")]
    public void Its_own_metrics_are_where_the_configuration_says(string telemetry, string? address) =>
        TelemetryConfig.Read(ConfigNode.Parse("f", telemetry)).Metrics?.ToString().ShouldBe(address);

    [Test]
    public void Metrics_that_would_be_pushed_are_refused() =>
        Should.Throw<BadInputException>(() => TelemetryConfig.Read(ConfigNode.Parse("f", "metrics: {readers: [{periodic: {}}]}"))).Message.ShouldContain("got periodic");

    [TestCase("c.yaml", "--config", "c.yaml")]
    [TestCase("c.yaml", "--config=c.yaml")]
    [TestCase("c.yaml", "--config=file:c.yaml")]
    public void The_configuration_is_named_as_with_the_real_program(string file, params string[] args) =>
        CollectorOptions.Parse(args).ShouldBe(new CollectorOptions(file, false));

    [TestCase("wanted --config FILE, got nothing")]
    [TestCase("wanted --config FILE or --version, got --set", "--set", "a=b")]
    [TestCase("wanted one --config, got also b", "--config=a", "--config=b")]
    [TestCase("wanted --config FILE or --version, got --config", "--config")]
    public void A_wrong_flag_is_refused(string sentence, params string[] args) =>
        Should.Throw<BadInputException>(() => CollectorOptions.Parse(args)).Message.ShouldContain(sentence);

    private sealed class IdleReceiver : IReceiver
    {
        public Task StartAsync(CancellationToken stop) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
