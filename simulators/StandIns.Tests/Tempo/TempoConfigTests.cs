using System.Net;
using Validation.Harness;
using Validation.Simulators.StandIns.Tempo;

namespace Validation.Simulators.StandIns.Tests.Tempo;

public sealed class TempoConfigTests
{
    [Test]
    public void The_recorded_configuration_is_read()
    {
        var config = TempoConfig.Load(Path.Combine(TempoRecording.Folder, "tempo.yaml"));

        (config.Http.Port, config.OtlpGrpc!.Port, config.OtlpHttp!.Port).ShouldBe((13200, 34317, 34318));
        config.NotOpened.ShouldBe(["jaeger"]);
        config.Retention.ShouldBe(TimeSpan.FromHours(24));
        config.Folders.Length.ShouldBe(2);
        config.Generator.Processors.ShouldBe(["service-graphs", "span-metrics", "local-blocks"]);
        (config.Generator.Wait, config.Generator.MaxItems, config.Generator.TargetInfo, config.Generator.FilterServerSpans).ShouldBe((TimeSpan.FromSeconds(10), 10_000, true, false));
        config.Generator.RemoteWrite.ShouldBe([new RemoteWriteTarget(new Uri("http://127.0.0.1:19090/api/v1/write"), TimeSpan.FromSeconds(5))]);
        config.Generator.SpanBuckets.ShouldBe([0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, 2.048, 4.096, 8.192, 16.384]);
    }

    [Test]
    public void Defaults_are_those_of_tempo()
    {
        var config = TempoConfig.Parse("t.yaml", "distributor: {receivers: {otlp: {protocols: {grpc: null}}}}");

        (config.FlushCheck, config.TraceIdle, config.TraceLive).ShouldBe((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)));
        config.Limits.ShouldBe(new IngestLimits(10_000, 5_000_000, 15_000_000, 20_000_000, 2048));
        (config.Http, config.OtlpGrpc, config.OtlpHttp).ShouldBe((new IPEndPoint(IPAddress.Any, 3200), new IPEndPoint(IPAddress.Loopback, 4317), null));
    }

    [TestCase("nonsense: 1", "A setting has a wrong value (t.yaml:1, nonsense): wanted a section that Tempo has, got the unknown section nonsense; correct the value.")]
    [TestCase("server: {http_listen_port: 99999}", "A setting has a wrong value (t.yaml:1, server): wanted a port, got a map; correct the value.")]
    [TestCase("multitenancy_enabled: true", "A setting has a wrong value (t.yaml:1, multitenancy_enabled): wanted false: the stand-in has one tenant, got true; correct the value.")]
    [TestCase("overrides: {defaults: {metrics_generator: {processors: [host-info]}}}", "A setting has a wrong value (t.yaml:1, overrides.defaults.metrics_generator.processors): wanted service-graphs, span-metrics, local-blocks, got host-info; correct the value.")]
    [TestCase("overrides: {max_traces_per_user: 5}", "A setting has a wrong value (t.yaml:1, overrides.max_traces_per_user): wanted one of the settings that the stand-in knows: defaults, per_tenant_override_config, per_tenant_override_period, got max_traces_per_user; correct the value.")]
    [TestCase("ingester: {trace_idle_period: soon}", "A setting has a wrong value (t.yaml:1, ingester.trace_idle_period): wanted a duration such as 10s, got soon; correct the value.")]
    public void A_wrong_setting_is_one_sentence(string yaml, string sentence) =>
        Should.Throw<BadInputException>(() => TempoConfig.Parse("t.yaml", yaml)).Message.ShouldBe(sentence);

    [TestCase("-config.file=a.yaml")]
    [TestCase("--config.file=a.yaml")]
    [TestCase("-config.file", "a.yaml")]
    public void The_file_is_named_as_the_real_program_takes_it(params string[] args) => TempoOptions.Parse(args).ConfigFile.ShouldBe("a.yaml");

    [Test]
    public void What_it_does_not_understand_is_one_sentence()
    {
        TempoOptions.Parse(["-version"]).ShowVersion.ShouldBeTrue();
        Should.Throw<BadInputException>(() => TempoOptions.Parse(["-target=all"])).Message.ShouldBe("Unknown flag (command line): wanted one of: -config.file, -version, got -target=all; correct or remove it.");
        Should.Throw<BadInputException>(() => TempoOptions.Parse([])).Message.ShouldStartWith("No configuration (command line)");
        Should.Throw<BadInputException>(() => TempoOptions.ReadyAfter("soon")).Message.ShouldContain("VALIDATION_TEMPO_READY_AFTER");
        TempoOptions.ReadyAfter("15s").ShouldBe(TimeSpan.FromSeconds(15));
    }
}
