using Validation.Simulators.StandIns.Collector.Protocols.Scraping;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Scraping;

public class ScrapeStateTests
{
    [Test]
    public void A_series_that_is_told_no_more_gets_one_stale_marker()
    {
        var state = new ScrapeState(ScrapedTexts.Target(""));

        Scrape(state, "a 1\nb 2\n").ShouldBe(["a{} 1", "b{} 2"]);
        Scrape(state, "a 1\n").ShouldBe(["a{} 1", "b{} stale"]);
        Scrape(state, "a 1\n").ShouldBe(["a{} 1"]);
    }

    [Test]
    public void A_failed_scrape_ends_every_series_and_says_so()
    {
        var state = new ScrapeState(ScrapedTexts.Target(""));
        Scrape(state, "a 1\n");

        var samples = state.Samples(null, TimeSpan.FromSeconds(2));

        ScrapedTexts.Lines(samples).ShouldBe(["a{} stale"]);
        ScrapedTexts.Lines(samples, report: true).ShouldBe(
            ["up{} 0", "scrape_duration_seconds{} 2", "scrape_samples_scraped{} 0", "scrape_samples_post_metric_relabeling{} 0", "scrape_series_added{} 0"]);
    }

    [Test]
    public void A_target_that_is_gone_ends_its_series_and_its_report()
    {
        var state = new ScrapeState(ScrapedTexts.Target(""));
        Scrape(state, "a 1\n");

        var samples = state.End();

        ScrapedTexts.Lines(samples).ShouldBe(["a{} stale"]);
        ScrapedTexts.Lines(samples, report: true).ShouldAllBe(l => l.EndsWith(" stale", StringComparison.Ordinal));
        ScrapedTexts.Lines(samples, report: true).Count().ShouldBe(5);
    }

    [Test]
    public void A_series_with_a_time_of_its_own_is_not_ended_unless_its_times_do_not_count()
    {
        var honest = new ScrapeState(ScrapedTexts.Target(""));
        Scrape(honest, "a 1 1000\n");
        Scrape(honest, "").ShouldBeEmpty();

        var own = new ScrapeState(ScrapedTexts.Target("honor_timestamps: false"));
        Scrape(own, "a 1 1000\n");
        Scrape(own, "").ShouldBe(["a{} stale"]);
    }

    [Test]
    public void The_report_counts_what_was_told_kept_and_new()
    {
        var state = new ScrapeState(ScrapedTexts.Target("metric_relabel_configs: [{action: drop, source_labels: [__name__], regex: go_.*}]"));

        var samples = state.Samples(ExpositionReader.Read("a 1\nb 1\ngo_x 1\n", false), TimeSpan.Zero);

        ScrapedTexts.Lines(samples).ShouldBe(["a{} 1", "b{} 1"]);
        ScrapedTexts.Lines(samples, report: true).ShouldBe(
            ["up{} 1", "scrape_duration_seconds{} 0", "scrape_samples_scraped{} 3", "scrape_samples_post_metric_relabeling{} 2", "scrape_series_added{} 2"]);
        samples = state.Samples(ExpositionReader.Read("a 1\nc 1\n", false), TimeSpan.Zero);
        ScrapedTexts.Lines(samples, report: true).Last().ShouldBe("scrape_series_added{} 1");
    }

    [Test]
    public void A_label_of_the_target_wins_over_a_scraped_one_unless_honored()
    {
        const string yaml = "relabel_configs: [{target_label: zone, replacement: outer}]\n";

        Scrape(new ScrapeState(ScrapedTexts.Target(yaml)), "a{zone=\"own\",exported_zone=\"e\"} 1\n").ShouldBe(["a{exported_exported_zone=own,exported_zone=e,zone=outer} 1"]);
        Scrape(new ScrapeState(ScrapedTexts.Target(yaml + "honor_labels: true")), "a{zone=\"own\"} 1\nb{zone=\"\"} 1\n").ShouldBe(["a{zone=own} 1", "b{zone=outer} 1"]);
    }

    private static List<string> Scrape(ScrapeState state, string text) => ScrapedTexts.Lines(state.Samples(ExpositionReader.Read(text, false), TimeSpan.Zero)).ToList();
}
