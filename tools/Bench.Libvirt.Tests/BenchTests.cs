using Validation.Harness;

namespace Validation.Bench.Libvirt.Tests;

internal sealed class BenchTests
{
    [Test]
    public void Its_arguments_are_understood()
    {
        BenchOptions.Parse([]).ShouldBe(new BenchOptions(false, 1_000, 10_000, TimeSpan.Zero, true));
        BenchOptions.Parse(["serve", "--domains", "5"]).ShouldBe(new BenchOptions(true, 5, 10_000, TimeSpan.Zero, true));
        BenchOptions.Parse(["--many", "0", "--minutes", "1.5", "--no-libvirtd"]).ShouldBe(new BenchOptions(false, 1_000, 0, TimeSpan.FromSeconds(90), false));
    }

    [TestCase("--domains")]
    [TestCase("--domains", "none")]
    [TestCase("--domains", "0")]
    [TestCase("--minutes", "-1")]
    [TestCase("--nosuch")]
    public void An_argument_that_makes_no_sense_is_bad_input(params string[] args) =>
        Should.Throw<BadInputException>(() => BenchOptions.Parse(args)).Message.ShouldContain("use [serve]");

    [Test]
    public void A_missed_target_is_counted_and_shown()
    {
        var table = new Figures();
        table.Add("ours", "good", 5, "ms", 10);
        table.Add("ours", "bad", 11, "ms", 10);
        table.Add("theirs", "no target", 1000, "ms");
        table.Missed.ShouldBe(1);
        table.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["ours    good          5 ms  < 10 ms", "ours    bad          11 ms  < 10 ms MISSED", "theirs  no target  1000 ms"]);
    }

    [Test]
    public async Task A_server_of_its_own_is_scraped_with_nine_calls_a_domain_and_ends_with_the_bench()
    {
        using var deadline = Deadline.In(TimeSpan.FromSeconds(60), TimeProvider.System);
        var server = await ServerProcess.StartSelfAsync(3, deadline.Token);
        await using (server)
        {
            (await Scrape.RunAsync(server, deadline.Token)).ShouldBe((27, 0));
            server.Rss.ShouldBeGreaterThan(0);
            server.PeakRss.ShouldBeGreaterThanOrEqualTo(server.Rss);
            server.Cpu.ShouldBeGreaterThan(0);
        }

        File.Exists(server.Socket).ShouldBeFalse();
    }
}
