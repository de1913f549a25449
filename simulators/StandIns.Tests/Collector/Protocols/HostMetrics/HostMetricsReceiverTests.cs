using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Protocols;
using Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.HostMetrics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostMetricsReceiverTests : IDisposable
{
    private readonly TestFolder _host = new();
    private readonly List<string> _log = [];

    public HostMetricsReceiverTests()
    {
        Write("stat", "cpu  300 0 0 0 0 0 0 0 0 0\ncpu0 100 2 3 4000 5 6 7 8 9 10\ncpu1 200 0 0 0 0 0 0 0 0 0\nbtime 1000\n");
        Write("loadavg", "0.50 1.25 17.74 2/345 6789\n");
        Write("meminfo", "MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 200 kB\nInactive: 30 kB\nSReclaimable: 40 kB\nSUnreclaim: 20 kB\n");
        Write("diskstats", "   8  0 sda 1 2 3 4000 5 6 7 8000 9 10000 11000\n   7  0 loop0 1 2 3 4 5 6 7 8 9 10 11\n");
        Write("net/dev", "Inter-| Receive | Transmit\n face |bytes packets\n  eth0:100 1 2 3 0 0 0 0 200 4 5 6 0 0 0 0\n    lo: 7 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0\n");
        Write("net/tcp", "sl local rem st\n 0: 0100007F:0016 00000000:0000 0A\n 1: 0100007F:0016 0100007F:8000 01\n");
        Write("swaps", "Filename Type Size Used Priority\n/dev/sdb partition 100 40 -2\n");
        Write("vmstat", "pgpgin 1\npgpgout 2\npswpin 3\npswpout 4\npgfault 10\npgmajfault 6\n");
        Write("filesystems", "nodev\tproc\nnodev\ttmpfs\n\text4\n");
        Write("1/mountinfo", "1 0 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n2 1 0:1 / /proc rw - proc proc rw\n3 1 8:2 / /data ro,relatime shared:1 - ext4 /dev/sdc1 rw\n4 1 8:3 / /run/media\\040x rw - ext4 /dev/sdd1 rw\n");
        Directory.CreateDirectory(Path.Combine(_host.Path, "data"));
    }

    public void Dispose() => _host.Dispose();

    [TestCase("cpu", "system.cpu.time", "cpu=cpu0,state=idle", 40)]
    [TestCase("cpu", "system.cpu.time", "cpu=cpu1,state=user", 2)]
    [TestCase("load", "system.cpu.load_average.15m", "", 17.74)]
    [TestCase("memory", "system.memory.usage", "state=used", (1000 - 100 - 50 - 240) * 1024)]
    [TestCase("memory", "system.memory.usage", "state=cached", 240 * 1024)]
    [TestCase("disk", "system.disk.io", "device=sda,direction=read", 3 * 512)]
    [TestCase("disk", "system.disk.io_time", "device=sda", 10)]
    [TestCase("disk", "system.disk.operation_time", "device=sda,direction=write", 8)]
    [TestCase("disk", "system.disk.pending_operations", "device=sda", 9)]
    [TestCase("network", "system.network.io", "device=eth0,direction=receive", 100)]
    [TestCase("network", "system.network.dropped", "device=eth0,direction=transmit", 6)]
    [TestCase("network", "system.network.connections", "protocol=tcp,state=LISTEN", 1)]
    [TestCase("network", "system.network.connections", "protocol=tcp,state=TIME_WAIT", 0)]
    [TestCase("paging", "system.paging.usage", "device=/dev/sdb,state=free", 60 * 1024)]
    [TestCase("paging", "system.paging.faults", "type=minor", 4 * 4096)]
    public async Task A_number_of_the_kernel_is_a_point_of_its_metric(string scraper, string name, string attributes, double wanted)
    {
        var batch = await ScrapeAsync($"{{{scraper}: {{}}}}");

        Point(batch, name, attributes).ShouldBe(wanted);
        batch.ResourceMetrics.Single().ScopeMetrics.Single().Scope.Name.ShouldEndWith($"/internal/scraper/{scraper}scraper");
    }

    [Test]
    public async Task What_only_rises_is_a_counter_since_the_host_was_started_and_the_rest_is_not()
    {
        var batch = await ScrapeAsync("{cpu: {}, memory: {}, load: {}}");

        var time = Metric(batch, "system.cpu.time");
        (time.Unit, time.Sum.IsMonotonic, time.Sum.DataPoints[0].StartTimeUnixNano).ShouldBe(("s", true, 1_000_000_000_000UL));
        Metric(batch, "system.memory.usage").Sum.IsMonotonic.ShouldBeFalse();
        Metric(batch, "system.cpu.load_average.1m").DataCase.ShouldBe(Wire.Otlp.Metric.DataOneofCase.Gauge);
        batch.ResourceMetrics.Count.ShouldBe(3);
    }

    [Test]
    public async Task Devices_are_left_out_as_told()
    {
        var batch = await ScrapeAsync("{disk: {exclude: {devices: [loop.*], match_type: regexp}}, network: {include: {interfaces: [eth0], match_type: strict}}}");

        Devices("system.disk.io").ShouldBe(["sda"]);
        Devices("system.network.io").ShouldBe(["eth0"]);

        IEnumerable<string> Devices(string name) => Metric(batch, name).Sum.DataPoints.Select(p => p.Attributes[0].Value.StringValue).Distinct();
    }

    [TestCase("{}", "/dev/sda1 / rw|/dev/sdc1 /data ro|/dev/sdd1 /run/media x rw")]
    [TestCase("{exclude_mount_points: {mount_points: ['/run/*', '/data'], match_type: regexp}}", "/dev/sda1 / rw")]
    [TestCase("{exclude_mount_points: {mount_points: ['/run/*', /data], match_type: strict}}", "/dev/sda1 / rw|/dev/sdd1 /run/media x rw")]
    [TestCase("{exclude_fs_types: {fs_types: [ext4], match_type: strict}, include_virtual_filesystems: true}", "proc /proc rw")]
    public void Filesystems_are_left_out_as_told(string settings, string wanted)
    {
        var scraper = new FilesystemScraper(TestParts.Context("hostmetrics", settings).Settings);

        string.Join('|', scraper.Mounts(new HostFiles(_host.Path)).Select(m => $"{m.Device} {m.Point} {m.Mode}")).ShouldBe(wanted);
    }

    [Test]
    public async Task A_filesystem_is_as_full_as_the_kernel_says()
    {
        var batch = await ScrapeAsync("{filesystem: {include_mount_points: {mount_points: [/data], match_type: strict}}}");

        var drive = new DriveInfo(Path.Combine(_host.Path, "data"));
        var states = Metric(batch, "system.filesystem.usage").Sum.DataPoints.Sum(p => p.AsInt);
        states.ShouldBe(drive.TotalSize);
        Metric(batch, "system.filesystem.inodes.usage").Sum.DataPoints.Count.ShouldBe(2);
    }

    [Test]
    public async Task A_scraper_that_fails_is_told_and_leaves_the_others_alone()
    {
        File.Delete(Path.Combine(_host.Path, "proc/meminfo"));

        var batch = await ScrapeAsync("{memory: {}, load: {}}");

        batch.ResourceMetrics.Count.ShouldBe(1);
        _log.ShouldContain(l => l.Contains("scraper=memory", StringComparison.Ordinal));
    }

    [Test]
    public async Task It_scrapes_after_a_second_and_then_in_its_interval()
    {
        var clock = new FakeTimeProvider();
        var kept = new Kept<ExportMetricsServiceRequest>();
        var context = TestParts.Context("hostmetrics", $"root_path: {_host.Path}\ncollection_interval: 30s\nscrapers: {{load: {{}}}}", _log, clock);
        var receiver = HostMetricsReceiver.Make(context, new Sinks(null, kept, null));
        await receiver.StartAsync(CancellationToken.None);

        kept.Batches.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromSeconds(1));
        await kept.NextAsync();
        clock.Advance(TimeSpan.FromSeconds(30));
        await kept.NextAsync();
        await receiver.DisposeAsync();

        context.Metrics.Value("otelcol_receiver_accepted_metric_points", ("receiver", "hostmetrics"), ("transport", "")).ShouldBe(6);
        context.Metrics.Value("otelcol_scraper_scraped_metric_points", ("receiver", "hostmetrics"), ("scraper", "load")).ShouldBe(6);
    }

    [Test]
    public async Task This_machine_can_be_scraped_with_the_settings_of_Genestack()
    {
        var kept = new Kept<ExportMetricsServiceRequest>();
        await using var receiver = new HostScraper(
            TestParts.Context("hostmetrics", "scrapers: {cpu: {}, load: {}, memory: {}, disk: {}, filesystem: {exclude_mount_points: {mount_points: [/dev/*, /proc/*], match_type: regexp}, exclude_fs_types: {fs_types: [overlay], match_type: strict}}, network: {}, paging: {}}", _log),
            new Sinks(null, kept, null));

        await receiver.ScrapeAsync(CancellationToken.None);

        _log.ShouldBeEmpty();
        kept.Batches.Single().ResourceMetrics.Count.ShouldBe(7);
    }

    [TestCase("scrapers: {process: {}}", "process")]
    [TestCase("scrapers: {cpu: {metrics: {}}}", "metrics")]
    [TestCase("collection_interval: 30s", "scrapers")]
    public void What_is_not_stood_in_for_is_told(string yaml, string wanted) =>
        Should.Throw<BadInputException>(() => HostMetricsReceiver.Make(TestParts.Context("hostmetrics", yaml), new Sinks(null, new Kept<ExportMetricsServiceRequest>(), null))).Message.ShouldContain(wanted);

    private void Write(string name, string text)
    {
        var file = Path.Combine(_host.Path, "proc", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task<ExportMetricsServiceRequest> ScrapeAsync(string scrapers)
    {
        var kept = new Kept<ExportMetricsServiceRequest>();
        await using var receiver = new HostScraper(TestParts.Context("hostmetrics", $"root_path: {_host.Path}\nscrapers: {scrapers}", _log), new Sinks(null, kept, null));
        await receiver.ScrapeAsync(CancellationToken.None);
        return kept.Batches.Single();
    }

    private static Metric Metric(ExportMetricsServiceRequest batch, string name) =>
        batch.ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics).Single(m => m.Name == name);

    private static double Point(ExportMetricsServiceRequest batch, string name, string attributes)
    {
        var metric = Metric(batch, name);
        var points = metric.DataCase == Wire.Otlp.Metric.DataOneofCase.Gauge ? metric.Gauge.DataPoints : metric.Sum.DataPoints;
        var point = points.Single(p => string.Join(",", p.Attributes.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key}={a.Value.StringValue}"))) == attributes);
        return point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
    }
}
