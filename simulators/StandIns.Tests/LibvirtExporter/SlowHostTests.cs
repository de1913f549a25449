using Microsoft.Extensions.Time.Testing;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>Calls that are answered late or never. Time moves only when the test says so.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SlowHostTests
{
    private const string Hung = "instance-00000001", Well = "instance-00000002";
    private readonly FakeTimeProvider _clock = new();

    [TestCase(16, "libvirt_domain_info{", 0)]
    [TestCase(150, "libvirt_domain_block_stats", 0)]
    [TestCase(344, "libvirt_domain_block_stats", 0)]
    [TestCase(163, "libvirt_domain_memory_stats", 0)]
    [TestCase(14, "libvirt_domain_info{", 0)]
    public async Task A_hung_domain_is_marked_and_the_others_keep_their_values(int procedure, string missing, int left, CancellationToken cancel)
    {
        var reached = new TaskCompletionSource();
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            if (call.Procedure != procedure || !call.IsAbout(Hung))
                return script(call);
            reached.TrySetResult();
            return null;
        });

        var scrape = Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), _clock, cancel: cancel);
        await reached.Task.WaitAsync(cancel);
        _clock.Advance(TimeSpan.FromSeconds(3));
        var text = await scrape;

        text.Series("libvirt_domain_timed_out{").ShouldBe([$"libvirt_domain_timed_out{{domain=\"{Hung}\"}} 1", $"libvirt_domain_timed_out{{domain=\"{Well}\"}} 0"]);
        text.Series(missing).Count(line => line.Contains(Hung, StringComparison.Ordinal)).ShouldBe(left);
        string[] ofWell = [.. text.Split('\n').Where(line => line.Contains(Well, StringComparison.Ordinal))];
        ofWell.ShouldBe(Recording.Metrics("inovex-2.2.0-full-sim").Where(line => line.Contains(Well, StringComparison.Ordinal)));
        text.Series("libvirt_domains ").ShouldBe(["libvirt_domains 2"]);
    }

    [Test]
    public async Task A_limit_that_has_not_passed_marks_nobody(CancellationToken cancel)
    {
        RpcCall? held = null;
        var reached = new TaskCompletionSource();
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            if (call.Procedure != 16 || !call.IsAbout(Hung))
                return script(call);
            held = call;
            reached.TrySetResult();
            return null;
        });

        var scrape = Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), _clock, cancel: cancel);
        await reached.Task.WaitAsync(cancel);
        _clock.Advance(TimeSpan.FromSeconds(2.999));
        await held!.Peer.SendAsync(script(held)!, cancel);
        var text = await scrape;

        Recording.Without(text).ShouldBe(Recording.Metrics("inovex-2.2.0-full-sim").Where(line => !line.Contains("promhttp_", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_reply_that_comes_too_late_is_nobody_elses_reply(CancellationToken cancel)
    {
        byte[]? late = null;
        var reached = new TaskCompletionSource();
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            if (call.Procedure == 16 && call.IsAbout(Hung))
            {
                late = script(call);
                reached.TrySetResult();
                return null;
            }

            return call.Procedure == 16 ? [.. late!, .. script(call)!] : script(call);
        });

        var scrape = Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), _clock, cancel: cancel);
        await reached.Task.WaitAsync(cancel);
        _clock.Advance(TimeSpan.FromSeconds(3));
        var text = await scrape;

        var times = text.Series("libvirt_domain_info_cpu_time_seconds_total{");
        times.ShouldBe(Recording.Metrics("inovex-2.2.0-full-sim").Where(line => line.StartsWith($"libvirt_domain_info_cpu_time_seconds_total{{domain=\"{Well}", StringComparison.Ordinal)));
    }

    [TestCase(66, "libvirt_up 0")]
    [TestCase(1, "libvirt_up 0")]
    [TestCase(273, "libvirt_up 1")]
    [TestCase(281, "libvirt_domains 2\nlibvirt_up 1")]
    [TestCase(87, "libvirt_storage_pool_timed_out{storage_pool=\"nova-local\"} 1")]
    public async Task A_call_about_the_host_that_hangs_ends_too(int procedure, string wanted, CancellationToken cancel)
    {
        var reached = new TaskCompletionSource();
        var script = Recording.Read("inovex-2.2.0-full-sim").Script();
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            if (call.Procedure != procedure)
                return script(call);
            reached.TrySetResult();
            return null;
        });

        var scrape = Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), _clock, cancel: cancel);
        await reached.Task.WaitAsync(cancel);
        _clock.Advance(TimeSpan.FromSeconds(3));
        var text = await scrape;

        var series = string.Join('\n', text.Split('\n').Where(line => line.StartsWith("libvirt_", StringComparison.Ordinal)));
        if (procedure == 87)
            series.ShouldContain(wanted);
        else
            series.ShouldBe(wanted);
    }

    [Test]
    public async Task Who_gives_up_need_not_wait_for_any_limit(CancellationToken cancel)
    {
        using var scraper = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var libvirt = new ScriptedLibvirt(call =>
        {
            scraper.Cancel();
            return null;
        });

        await Should.ThrowAsync<OperationCanceledException>(() => Scraping.ScrapeAsync(Scraping.Options(libvirt.Path), _clock, cancel: scraper.Token));
    }
}
