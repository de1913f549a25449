using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>The exporter that Debian packages (prometheus-openstack-exporter) scrapes the simulator.</summary>
public sealed class PackagedExporterTests
{
    private static readonly string Program = Programs.Find("prometheus-openstack-exporter") ?? "";

    private CloudModel _cloud = null!;
    private OpenStackSimulator _simulator = null!;
    private Metrics _metrics = null!;

    [OneTimeSetUp]
    public async Task ScrapeAsync()
    {
        if (Program.Length == 0)
            Assert.Ignore("The program prometheus-openstack-exporter is not on PATH (package prometheus-openstack-exporter).");
        _cloud = TestCloud.Build();
        _cloud.Stop(_cloud.State.Servers.Values.First().Id);
        _cloud.SetService("nova-compute", "compute-0002", true, enabled: false, reason: "maintenance");
        _simulator = await OpenStackSimulator.StartAsync(_cloud, new OpenStackSpec(), TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("packaged-exporter-");
        try
        {
            var (file, cache, port) = (Path.Combine(folder.FullName, "exporter.yaml"), Path.Combine(folder.FullName, "cache"), Path.Combine(folder.FullName, "port"));
            await File.WriteAllTextAsync(file, $$"""
                listen_port: 0
                cache_refresh_interval: 300
                cache_file: {{cache}}
                cloud: test
                openstack_allocation_ratio_vcpu: 4.0
                openstack_allocation_ratio_ram: 1.0
                openstack_allocation_ratio_disk: 1.0
                enabled_collectors: [cinder, neutron, nova]
                schedulable_instance_size: {ram_mbs: 4096, vcpu: 2, disk_gbs: 20}
                """);
            var environment = new Dictionary<string, string?>(Programs.LoginOf(_simulator))
            {
                ["EXPORTER_PORT_FILE"] = port, ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "Data"), ["PYTHONDONTWRITEBYTECODE"] = "1",
            };
            await using var exporter = new RunningProgram(Program, [file], environment);
            await exporter.UntilAsync(() => Task.FromResult(File.Exists(cache) ? cache : null));
            var number = await exporter.UntilAsync(async () => File.Exists(port) && await File.ReadAllTextAsync(port) is { } text && text.EndsWith('\n') ? text.Trim() : null);
            using var http = new HttpClient();
            _metrics = new Metrics(await http.GetStringAsync($"http://127.0.0.1:{number}/metrics"));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_simulator is null)
            return;
        _simulator.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public void Hypervisors_are_as_full_as_their_servers_make_them()
    {
        foreach (var host in _cloud.State.Hosts.Values)
        {
            var on = _cloud.State.Servers.Values.Where(s => s.Host == host.Name).ToArray();
            var label = ("hypervisor_hostname", host.Name);
            _metrics.One("hypervisor_running_vms", label).ShouldBe(on.Length);
            _metrics.One("hypervisor_vcpus_used", label).ShouldBe(on.Sum(s => s.Flavour.Vcpus));
            _metrics.One("hypervisor_memory_mbs_used", label).ShouldBe(512 + on.Sum(s => s.Flavour.MemoryMiB));
            _metrics.One("hypervisor_disk_gbs_used", label).ShouldBe(on.Sum(s => s.Flavour.DiskGiB));
            _metrics.One("hypervisor_vcpus_total", label, ("arch", "x86_64"), ("aggregate", $"hosts-{host.Zone}"),
                ("nova_service_status", host.Name == "compute-0002" ? "disabled" : "enabled")).ShouldBe(host.Topology.Cpus);
        }
    }

    [Test]
    public void Instances_are_counted_by_project_and_status()
    {
        foreach (var project in _cloud.State.Projects)
        {
            var own = _cloud.State.Servers.Values.Where(s => s.ProjectId == project.Id).ToArray();
            foreach (var group in own.GroupBy(s => s.Status))
                _metrics.One("nova_instances", ("tenant", project.Name), ("instance_state", group.Key.ToString().ToUpperInvariant())).ShouldBe(group.Count());
            _metrics.One("nova_resources_vcpus", ("tenant", project.Name)).ShouldBe(own.Sum(s => s.Flavour.Vcpus));
            _metrics.One("nova_quota_cores", ("tenant", project.Name), ("type", "in_use")).ShouldBe(own.Sum(s => s.Flavour.Vcpus));
            _metrics.One("cinder_quota_volume_disks", ("tenant", project.Name), ("type", "in_use")).ShouldBe(_cloud.State.Volumes.Values.Count(v => v.ProjectId == project.Id));
        }
    }

    [Test]
    public void Public_addresses_are_those_of_routers_and_floating_ones()
    {
        foreach (var project in _cloud.State.Projects)
        {
            var all = _metrics.All("neutron_public_ip_usage").Where(s => s["tenant"] == project.Name).ToArray();
            all.ShouldAllBe(s => s["subnet_name"] == "PUBLICNET");
            all.Where(s => s["ip_type"] == "floatingip").Sum(s => s.Value).ShouldBe(2);
            all.Where(s => s["ip_type"] == "routerip").Sum(s => s.Value).ShouldBe(1);
        }

        _metrics.One("neutron_net_size", ("network_name", "PUBLICNET")).ShouldBe(1012);
    }
}
