using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>The distribution's prometheus-libvirt-exporter against a simulated host: every value is the model's.</summary>
internal sealed partial class PackagedExporterTests
{
    private LibvirtSimulator _simulator = null!;
    private Process? _exporter;
    private Uri _metrics = null!;

    private CloudModel Cloud => _simulator.Model;

    [SetUp]
    public async Task StartAsync()
    {
        var program = RealProgram.Find("prometheus-libvirt-exporter", "prometheus-libvirt-exporter");
        _simulator = await LibvirtSimulator.StartAsync(TestHosts.Cloud(6));
        _exporter = RealProgram.Start(program, $"--libvirt.uri={_simulator[TestHosts.First].TcpUri}", "--libvirt.export-nova-metadata", "--web.listen-address=127.0.0.1:0");
        _metrics = new Uri($"http://127.0.0.1:{await RealProgram.PortOfAsync(_exporter)}/metrics");
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_exporter is null)
            return;
        _exporter.Kill();
        await _exporter.WaitForExitAsync();
        _exporter.Dispose();
        _simulator[TestHosts.First].Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public async Task Every_value_is_the_models()
    {
        Cloud.Create(new ServerSpec("a <b> & 'c'", Volumes: 0, Ports: 1));
        Cloud.Pause(Cloud.Domain("instance-00000002").Uuid);
        Cloud.Crash(Cloud.Domain("instance-00000003").Uuid, OnCrash.Preserve);
        Cloud.Crash(Cloud.Domain("instance-00000004").Uuid, OnCrash.Destroy);
        Cloud.Clock.Advance(TimeSpan.FromSeconds(30));
        (await ScrapeAsync()).ShouldBe(Expected(), ignoreOrder: true);
    }

    [Test]
    public async Task Thirty_seconds_of_guest_time_show_as_exactly_that()
    {
        var name = "instance-00000001";
        var domain = Cloud.Domain(name);
        var before = await ScrapeAsync();
        Cloud.Clock.Advance(TimeSpan.FromSeconds(30));
        var after = await ScrapeAsync();
        var reads = after.Keys.Single(k => k.StartsWith("libvirt_domain_block_stats_read_requests_total", StringComparison.Ordinal)
            && k.Contains(name, StringComparison.Ordinal) && k.Contains("vda", StringComparison.Ordinal));
        (after[reads] - before[reads]).ShouldBe(30 * domain.Load.Disks[0].Reads.Steady);
    }

    [Test]
    public async Task A_host_that_is_gone_shows_as_down_and_up_again()
    {
        await _simulator[TestHosts.First].StopAsync();
        (await ScrapeAsync()).ShouldBe(new Dictionary<string, double> { ["libvirt_up{}"] = 0 });
        await _simulator[TestHosts.First].StartAsync();
        (await ScrapeAsync())["libvirt_domains_number{}"].ShouldBe(6);
    }

    private async Task<Dictionary<string, double>> ScrapeAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        return (await http.GetStringAsync(_metrics)).Split('\n')
            .Where(line => line.StartsWith("libvirt_", StringComparison.Ordinal)).Select(line => Sample().Match(line)).ToDictionary(
            m => $"{m.Groups["name"].Value}{{{m.Groups["labels"].Value}}}", m => double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture));
    }

    private Dictionary<string, double> Expected()
    {
        var active = Cloud.State.Host(TestHosts.First).Domains.Active.ToArray();
        var all = new Dictionary<string, double> { ["libvirt_up{}"] = 1, ["libvirt_domains_number{}"] = active.Length };
        foreach (var domain in active)
        {
            var elapsed = domain.ElapsedAt(Cloud.Clock.Now);
            string Series(string name, string first = "", string last = "") =>
                $"libvirt_domain_{name}{{domain=\"{domain.Name}\",flavor=\"{domain.Nova.Flavour.Name}\",name=\"{domain.Nova.ServerName}\",project_name=\"{domain.Nova.ProjectName}\",{first}{last}uuid=\"{domain.Uuid}\"}}";
            all[Series("state_code")] = (int)domain.Status.State;
            all[Series("info_maximum_memory_bytes")] = domain.MemoryKiB * 1024;
            all[Series("info_memory_usage_bytes")] = domain.BalloonKiB * 1024;
            all[Series("info_virtual_cpus")] = domain.Vcpus.Length;
            all[Series("info_cpu_time_seconds_total")] = domain.CpuAt(elapsed).Time / 1e9;
            for (var i = 0; i < domain.Disks.Length; i++)
            {
                var disk = domain.Disks[i];
                if (disk.Kind == DiskKind.ConfigDrive)
                    continue;
                string Block(string name) => Series($"block_stats_{name}_total", $"source_file=\"{(disk.Kind == DiskKind.File ? disk.Path : "")}\",", $"target_device=\"{disk.Target}\",");
                var counters = domain.DiskAt(i, elapsed);
                all[Block("read_bytes")] = counters.ReadBytes;
                all[Block("read_requests")] = counters.ReadRequests;
                all[Block("write_bytes")] = counters.WriteBytes;
                all[Block("write_requests")] = counters.WriteRequests;
            }

            for (var i = 0; i < domain.Nics.Length; i++)
            {
                var nic = domain.Nics[i];
                string Net(string name) => Series($"interface_stats_{name}_total", $"source_bridge=\"{nic.Bridge}\",", $"target_device=\"{nic.Target}\",");
                var counters = domain.NicAt(i, elapsed);
                all[Net("receive_bytes")] = counters.ReceiveBytes;
                all[Net("receive_packets")] = counters.ReceivePackets;
                all[Net("receive_errors")] = counters.ReceiveErrors;
                all[Net("receive_drops")] = counters.ReceiveDrops;
                all[Net("transmit_bytes")] = counters.TransmitBytes;
                all[Net("transmit_packets")] = counters.TransmitPackets;
                all[Net("transmit_errors")] = counters.TransmitErrors;
                all[Net("transmit_drops")] = counters.TransmitDrops;
            }
        }

        return all;
    }

    [GeneratedRegex("""^(?<name>\w+)(\{(?<labels>.*)\})? (?<value>\S+)$""")]
    private static partial Regex Sample();
}
