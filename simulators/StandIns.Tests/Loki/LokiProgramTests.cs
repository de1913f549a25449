using Validation.Harness;
using Validation.Simulators.StandIns.Loki;
using Validation.Simulators.StandIns.Loki.Config;

namespace Validation.Simulators.StandIns.Tests.Loki;

[CancelAfter(60_000)]
public sealed class LokiProgramTests
{
    [Test]
    public async Task While_it_starts_it_is_not_ready_but_takes_and_answers()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        await using var loki = await RunningLoki.StartAsync(RunningLoki.Yaml(), 1795370699.6, readyAfter: "15s");
        var (notReady, push, ready) = (LokiRecording.Load("not-ready-2"), LokiRecording.Load("push-while-not-ready"), LokiRecording.Load("ready"));

        var first = await notReady.SendAsync(loki.Http, stop.Token);
        var pushed = await push.SendAsync(loki.Http, stop.Token);
        loki.Clock.Advance(TimeSpan.FromSeconds(15));
        var later = await ready.SendAsync(loki.Http, stop.Token);

        (first.Head, first.Meaning).ShouldBe((notReady.Reply.Head, notReady.Reply.Meaning));
        pushed.Head.ShouldBe(push.Reply.Head);
        (later.Head, later.Meaning).ShouldBe((ready.Reply.Head, ready.Reply.Meaning));
        (await loki.LinesAsync("{app=\"boot\"}")).ShouldBe(["x"]);
    }

    [TestCase("limits_config: {max_line_size: abc}", "limits_config.max_line_size")]
    [TestCase("limits_config: {ingestion_rate_mb: fast}", "limits_config.ingestion_rate_mb")]
    [TestCase("limits_config: {retention_period: long}", "limits_config.retention_period")]
    [TestCase("limits_config: {reject_old_samples: maybe}", "limits_config.reject_old_samples")]
    [TestCase("server: {http_listen_port: 70000}", "server.http_listen_port")]
    [TestCase("server: {http_listen_address: nowhere}", "server.http_listen_address")]
    [TestCase("limits_config: {otlp_config: {log_attributes: [{action: keep, attributes: [a]}]}}", "limits_config.otlp_config.log_attributes[0].action")]
    [TestCase("limits_config: {otlp_config: {log_attributes: [{action: drop}]}}", "limits_config.otlp_config.log_attributes[0]")]
    [TestCase("limits_config: {otlp_config: {log_attributes: [{action: drop, regex: \"(\"}]}}", "limits_config.otlp_config.log_attributes[0].regex")]
    public void A_wrong_setting_is_one_sentence_with_its_place(string yaml, string path)
    {
        var error = Should.Throw<BadInputException>(() => LokiSettings.Parse("loki.yaml", yaml));

        error.Where.ShouldBe($"loki.yaml:1, {path}");
    }

    [TestCase("-config.file")]
    [TestCase("--nope")]
    [TestCase("")]
    [TestCase("-config.file=/nowhere/loki.yaml")]
    public void A_wrong_command_line_is_one_sentence(string arg) => Should.Throw<BadInputException>(() => LokiOptions.Parse(arg.Length == 0 ? [] : [arg]));

    [Test]
    public void A_wrong_time_to_ready_is_one_sentence() =>
        Should.Throw<BadInputException>(() => LokiOptions.Of(LokiSettings.Parse("loki.yaml", RunningLoki.Yaml()), "soon")).Where.ShouldContain("VALIDATION_LOKI_READY_AFTER");

    [TestCase("-version")]
    [TestCase("--version")]
    public void The_version_is_told(string arg) => LokiOptions.Parse([arg]).ShowVersion.ShouldBeTrue();

    [Test]
    public async Task A_port_that_is_taken_is_one_sentence()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var yaml = $"server: {{http_listen_address: 127.0.0.1, http_listen_port: {((System.Net.IPEndPoint)taken.LocalEndpoint).Port}}}";

        var error = await Should.ThrowAsync<BadInputException>(() =>
            LokiServer.StartAsync(LokiOptions.Of(LokiSettings.Parse("loki.yaml", yaml)), TimeProvider.System, TextWriter.Null));

        error.What.ShouldBe("Cannot listen");
    }
}
