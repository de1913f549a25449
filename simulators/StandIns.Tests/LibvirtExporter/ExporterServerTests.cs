using System.Net;
using System.Net.Sockets;
using Validation.Harness;
using Validation.Simulators.StandIns.LibvirtExporter;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>The exporter on HTTP.</summary>
[CancelAfter(30_000)]
public sealed class ExporterServerTests
{
    private static readonly HttpClient Http = new();

    [Test]
    public async Task An_answer_is_that_of_the_real_program_with_its_own_metrics_behind(CancellationToken cancel)
    {
        await using var libvirt = new ScriptedLibvirt(Recording.Read("inovex-2.2.0-full-sim").Script());
        await using var server = await StartAsync(libvirt.Path);

        using var answer = await Http.GetAsync(Url(server, "/metrics"), cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        Recording.Without(await answer.Content.ReadAsStringAsync(cancel)).ShouldBe(Recording.Metrics("inovex-2.2.0-full-sim"));
    }

    [Test]
    public async Task Scrapes_are_counted_from_the_second_on(CancellationToken cancel)
    {
        await using var server = await StartAsync("/nowhere/libvirt-sock");

        await Http.GetStringAsync(Url(server, "/metrics"), cancel);
        await Http.GetStringAsync(Url(server, "/metrics"), cancel);
        var third = await Http.GetStringAsync(Url(server, "/metrics"), cancel);

        third.Series("libvirt_").ShouldBe(["libvirt_up 0"]);
        third.Series("promhttp_metric_handler_requests_total").ShouldBe(
        [
            "promhttp_metric_handler_requests_total{code=\"200\"} 2",
            "promhttp_metric_handler_requests_total{code=\"500\"} 0",
            "promhttp_metric_handler_requests_total{code=\"503\"} 0",
        ]);
    }

    [Test]
    public async Task A_series_that_would_stand_there_twice_fails_the_scrape_as_in_the_real_program(CancellationToken cancel)
    {
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            var answer = script(call)!;
            if (call.Procedure != 273)
                return answer;
            var one = answer.AsSpan(32, 44);
            return call.Reply([.. RpcCall.Word(2), .. one, .. one, .. RpcCall.Word(2)]);
        });
        await using var server = await StartAsync(libvirt.Path);

        using var answer = await Http.GetAsync(Url(server, "/metrics"), cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(cancel)).ShouldMatch(
            "^An error has occurred while serving metrics:\n\ncollected metric libvirt_.*instance-00000001.* was collected before with the same name and label values\n$");
    }

    [Test]
    public async Task Health_follows_libvirt_and_is_there_only_when_asked_for(CancellationToken cancel)
    {
        await using var libvirt = new ScriptedLibvirt(Recording.Read("inovex-2.2.0-full-sim").Script());
        await using var well = await StartAsync(libvirt.Path, "--web.health-path=/health");
        await using var ill = await StartAsync("/nowhere/libvirt-sock", "--web.health-path=/health");
        await using var silent = await StartAsync(libvirt.Path);

        (await StatusAsync(well, "/health", cancel)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(ill, "/health", cancel)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(silent, "/health", cancel)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Metrics_are_under_the_path_that_was_given_and_the_page_leads_there(CancellationToken cancel)
    {
        await using var server = await StartAsync("/nowhere/libvirt-sock", "--web.telemetry-path=/custom");

        (await StatusAsync(server, "/custom", cancel)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(server, "/metrics", cancel)).ShouldBe(HttpStatusCode.NotFound);
        (await Http.GetStringAsync(Url(server, "/"), cancel)).ShouldContain("<a href=\"/custom\">");
    }

    [Test]
    public async Task An_address_that_is_taken_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = ExporterOptions.Parse([$"--web.listen-address={taken.LocalEndpoint}"]);

        var problem = await Should.ThrowAsync<BadInputException>(() => ExporterServer.StartAsync(options, TimeProvider.System, new ExporterLog(TextWriter.Null, TimeProvider.System)));

        problem.Message.ShouldStartWith($"Cannot listen (--web.listen-address): wanted a free address of this machine, got {taken.LocalEndpoint}");
    }

    [Test]
    public async Task A_scraper_that_hangs_up_frees_libvirt_at_once(CancellationToken cancel)
    {
        var reached = new TaskCompletionSource();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            reached.TrySetResult();
            return null;
        });
        await using var server = await StartAsync(libvirt.Path, "--exporter.timeout=1h");
        using var scraper = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        var answer = Http.GetAsync(Url(server, "/metrics"), scraper.Token);
        await reached.Task.WaitAsync(cancel);
        await scraper.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => answer);
        await libvirt.PeerHasLeft.WaitAsync(cancel);

        libvirt.Calls.Length.ShouldBe(1);
    }

    [Test]
    public async Task Stopping_does_not_wait_for_a_host_that_hangs(CancellationToken cancel)
    {
        var reached = new TaskCompletionSource();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            reached.TrySetResult();
            return null;
        });
        var server = await StartAsync(libvirt.Path, "--exporter.timeout=1h");

        var answer = Http.GetAsync(Url(server, "/metrics"), cancel);
        await reached.Task.WaitAsync(cancel);
        await server.DisposeAsync().AsTask().WaitAsync(cancel);

        await Should.ThrowAsync<HttpRequestException>(() => answer);
        await libvirt.PeerHasLeft.WaitAsync(cancel);
    }

    private static Task<ExporterServer> StartAsync(string socket, params string[] flags) => ExporterServer.StartAsync(
        ExporterOptions.Parse(["--libvirt.uri=" + socket, "--exporter.max-concurrent-collects=1", "--web.listen-address=127.0.0.1:0", .. flags]),
        TimeProvider.System,
        new ExporterLog(TextWriter.Null, TimeProvider.System));

    private static async Task<HttpStatusCode> StatusAsync(ExporterServer server, string path, CancellationToken cancel)
    {
        using var answer = await Http.GetAsync(Url(server, path), cancel);
        return answer.StatusCode;
    }

    private static Uri Url(ExporterServer server, string path) => new($"http://{server.Address}{path}");
}
