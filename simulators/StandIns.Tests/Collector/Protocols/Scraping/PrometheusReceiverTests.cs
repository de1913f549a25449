using Microsoft.AspNetCore.Http;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Collector.Protocols;
using Validation.Simulators.StandIns.Collector.Protocols.Scraping;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.Scraping;

public class PrometheusReceiverTests
{
    private const string Id = "prometheus/node_exporter";

    [Test]
    public async Task It_scrapes_again_and_again_and_counts_the_points()
    {
        await using var target = await TestServer.StartAsync(c => c.Response.WriteAsync($"seen{{path=\"{c.Request.Path}{c.Request.QueryString}\",limit=\"{c.Request.Headers["X-Prometheus-Scrape-Timeout-Seconds"]}\"}} 1\n"));
        var kept = new Kept<ExportMetricsServiceRequest>();
        var context = TestParts.Context(Id, Yaml($"metrics_path: /m, params: {{module: [a, b]}}, static_configs: [{{targets: ['{target.Url.Authority}']}}]"));
        await using (var receiver = PrometheusReceiver.Make(context, new Sinks(null, kept, null)))
        {
            await receiver.StartAsync(CancellationToken.None);
            await AnsweredAsync(kept, "seen");
            var point = ScrapedTexts.Metric(await AnsweredAsync(kept, "seen"), "seen").Gauge.DataPoints.Single();
            point.Attributes.Select(a => a.Value.StringValue).ShouldBe(["0.2", "/m?module=a"]);
        }

        context.Metrics.Value("otelcol_receiver_accepted_metric_points", ("receiver", Id), ("transport", "http")).ShouldBe(kept.Batches.Sum(ScrapedBatch.Points));
        context.Metrics.Value("otelcol_receiver_refused_metric_points", ("receiver", Id), ("transport", "http")).ShouldBe(0);
    }

    [TestCase(503, "text/plain", "a 1\n")]
    [TestCase(200, "text/plain", "a one\n")]
    [TestCase(200, "application/openmetrics-text; version=1.0.0", "a 1\n")]
    public async Task A_target_that_does_not_answer_well_is_down(int status, string type, string text)
    {
        await using var server = await TestServer.StartAsync(c =>
        {
            (c.Response.StatusCode, c.Response.ContentType) = (status, type);
            return c.Response.WriteAsync(text);
        });
        var batch = await ScrapeAsync(server.Url.Authority);

        ScrapedTexts.Metric(batch, "up").Gauge.DataPoints.Single().AsDouble.ShouldBe(0);
        batch.ResourceMetrics.Single().ScopeMetrics.Single().Metrics.Count.ShouldBe(5);
    }

    // It ended the scraping of the target for good: .NET refuses to read a text of a character set that it does not know.
    [Test]
    public async Task A_target_whose_text_is_of_an_unknown_character_set_is_read_as_UTF_8()
    {
        await using var server = await TestServer.StartAsync(c =>
        {
            c.Response.ContentType = "text/plain; charset=nosuch";
            return c.Response.Body.WriteAsync("seen{a=\"größe\"} 1\n"u8.ToArray()).AsTask();
        });

        ScrapedTexts.Metric(await ScrapeAsync(server.Url.Authority), "seen").Gauge.DataPoints.Single().Attributes.Single().Value.StringValue.ShouldBe("größe");
    }

    [Test]
    public async Task A_target_that_nobody_serves_is_down()
    {
        string address;
        await using (var server = await TestServer.StartAsync(_ => Task.CompletedTask))
            address = server.Url.Authority;

        ScrapedTexts.Metric(await ScrapeAsync(address), "up").Gauge.DataPoints.Single().AsDouble.ShouldBe(0);
    }

    [Test]
    public async Task A_refused_batch_is_counted_as_refused()
    {
        await using var server = await TestServer.StartAsync(c => c.Response.WriteAsync("a 1\n"));
        var kept = new Kept<ExportMetricsServiceRequest> { Answer = new Handed(Handing.NotNow, "data refused due to high memory usage") };
        var log = new List<string>();
        var context = TestParts.Context(Id, "", log);
        await using (var scraper = new Scraper(ScrapedTexts.Target("", server.Url.Authority), context, kept))
            await scraper.ScrapeAsync(CancellationToken.None);

        context.Metrics.Value("otelcol_receiver_refused_metric_points", ("receiver", Id), ("transport", "http")).ShouldBe(12);
        context.Metrics.Value("otelcol_receiver_accepted_metric_points", ("receiver", Id), ("transport", "http")).ShouldBe(0);
        log.ShouldContain(l => l.Contains("data refused due to high memory usage", StringComparison.Ordinal));
    }

    [Test]
    public async Task Targets_of_files_come_and_go_with_the_files()
    {
        await using var server = await TestServer.StartAsync(c => c.Response.WriteAsync("a 1\n"));
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "libvirt.json");
        await File.WriteAllTextAsync(file, $"[{{\"targets\": [\"{server.Url.Authority}\"], \"labels\": {{\"pod\": \"p1\"}}}}]");
        var (kept, log) = (new Kept<ExportMetricsServiceRequest>(), new List<string>());
        await using var manager = new ScrapeManager(TestParts.Context(Id, Yaml($"file_sd_configs: [{{files: ['{folder.Path}/*.json']}}]"), log), new Sinks(null, kept, null));

        await manager.LookAsync();
        ScrapedTexts.Metric(await AnsweredAsync(kept, "a"), "a").Gauge.DataPoints.Single().Attributes.Single().Value.StringValue.ShouldBe("p1");
        await File.WriteAllTextAsync(file, "[{");
        await manager.LookAsync();
        log.ShouldContain(l => l.Contains("libvirt.json", StringComparison.Ordinal));
        File.Delete(file);
        await manager.LookAsync();

        // The last word of a target that is gone: everything is stale.
        var last = kept.Batches.Last();
        last.ResourceMetrics.Single().ScopeMetrics.Single().Metrics.ShouldAllBe(m => m.Gauge.DataPoints.Single().Flags == 1);
    }

    [TestCase("kubernetes_sd_configs: [{role: pod}]", "file_sd_configs")]
    [TestCase("consul_sd_configs: []", "consul_sd_configs")]
    [TestCase("scheme: ftp", "http or https")]
    [TestCase("scrape_timeout: 2h", "scrape_timeout")]
    public void What_is_not_stood_in_for_is_told(string yaml, string wanted) =>
        Should.Throw<BadInputException>(() => PrometheusReceiver.Make(TestParts.Context(Id, $"config: {{scrape_configs: [{{job_name: x, {yaml}}}]}}"), new Sinks(null, new Kept<ExportMetricsServiceRequest>(), null)))
            .Message.ShouldContain(wanted);

    private static string Yaml(string more) => $"config: {{scrape_configs: [{{job_name: x, scrape_interval: 200ms, scrape_timeout: 200ms, {more}}}]}}";

    // On a busy machine a scrape may come to its limit; the next one does not.
    private static async Task<ExportMetricsServiceRequest> AnsweredAsync(Kept<ExportMetricsServiceRequest> kept, string metric)
    {
        while (true)
        {
            var batch = await kept.NextAsync();
            if (batch.ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics).Any(m => m.Name == metric && m.Gauge.DataPoints[0].Flags == 0))
                return batch;
        }
    }

    private static async Task<ExportMetricsServiceRequest> ScrapeAsync(string address)
    {
        var kept = new Kept<ExportMetricsServiceRequest>();
        await using var scraper = new Scraper(ScrapedTexts.Target("", address), TestParts.Context(Id, ""), kept);
        await scraper.ScrapeAsync(CancellationToken.None);
        return await kept.NextAsync();
    }
}
