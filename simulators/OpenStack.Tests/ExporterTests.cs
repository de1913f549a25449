using System.Text.RegularExpressions;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>The exporter that Genestack runs (openstack-exporter) scrapes the simulator: what it exports is what the cloud is.</summary>
public sealed partial class ExporterTests
{
    private static readonly string Program = Programs.Find("openstack-exporter") ?? "";

    private CloudModel _cloud = null!;
    private OpenStackSimulator _simulator = null!;
    private Metrics _metrics = null!;

    [OneTimeSetUp]
    public async Task ScrapeAsync()
    {
        if (Program.Length == 0)
            Assert.Ignore("The program openstack-exporter is not on PATH; no distribution packages it.");
        _cloud = TestCloud.Build();
        _cloud.Stop(_cloud.State.Servers.Values.First().Id);
        _cloud.SetService("nova-compute", "compute-0002", false, reason: "fenced");
        _simulator = await OpenStackSimulator.StartAsync(_cloud, new OpenStackSpec(), TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("openstack-exporter-");
        try
        {
            var file = Path.Combine(folder.FullName, "clouds.yaml");
            await File.WriteAllTextAsync(file, $"""
                clouds:
                  default:
                    region_name: RegionOne
                    auth:
                      username: admin
                      password: {_simulator.Model.PasswordOf("admin")}
                      project_name: admin
                      project_domain_name: default
                      user_domain_name: default
                      auth_url: {_simulator.AuthUrl}
                """);
            await using var exporter = new RunningProgram(Program, [$"--os-client-config={file}", "--web.listen-address=127.0.0.1:0", "default"], new Dictionary<string, string?>());
            var port = await exporter.UntilAsync(() => Task.FromResult(Listening().Match(exporter.Log) is { Success: true } match ? match.Groups[1].Value : null));
            using var http = new HttpClient();
            _metrics = new Metrics(await http.GetStringAsync($"http://127.0.0.1:{port}/metrics"));
            await TestContext.Out.WriteLineAsync(exporter.Log);
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
    public void Every_service_is_up()
    {
        foreach (var service in new[] { "nova", "neutron", "cinder", "glance", "identity", "placement", "loadbalancer", "heat" })
            _metrics.One($"openstack_{service}_up").ShouldBe(1, service);
    }

    [Test]
    public void Servers_are_those_of_the_cloud()
    {
        _metrics.One("openstack_nova_total_vms").ShouldBe(_cloud.State.Servers.Count);
        foreach (var server in _cloud.State.Servers.Values)
        {
            var sample = _metrics.All("openstack_nova_server_status").Single(s => s["uuid"] == server.Id.ToString());
            (sample["name"], sample["tenant_id"], sample["user_id"], sample["hypervisor_hostname"], sample["flavor_id"], sample["instance_libvirt"], sample["availability_zone"])
                .ShouldBe((server.Name, server.ProjectId, server.UserId, server.Host, server.Flavour.Id, server.DomainName, server.Zone));
            sample["status"].ShouldBe(server.Status.ToString().ToUpperInvariant());
        }
    }

    [Test]
    public void Hypervisors_are_as_full_as_their_servers_make_them()
    {
        foreach (var host in _cloud.State.Hosts.Values)
        {
            var on = _cloud.State.Servers.Values.Where(s => s.Host == host.Name).ToArray();
            var label = ("hostname", host.Name);
            _metrics.One("openstack_nova_vcpus_available", label).ShouldBe(host.Topology.Cpus);
            _metrics.One("openstack_nova_vcpus_used", label).ShouldBe(on.Sum(s => s.Flavour.Vcpus));
            _metrics.One("openstack_nova_memory_used_bytes", label).ShouldBe((512 + on.Sum(s => (long)s.Flavour.MemoryMiB)) << 20);
            _metrics.One("openstack_nova_memory_available_bytes", label).ShouldBe(host.Topology.MemoryKiB << 10);
            _metrics.One("openstack_nova_agent_state", ("service", "nova-compute"), label).ShouldBe(host.Name == "compute-0002" ? 0 : 1);
            _metrics.One("openstack_placement_resource_usage", ("resourcetype", "VCPU"), label).ShouldBe(on.Sum(s => s.Flavour.Vcpus));
        }
    }

    [Test]
    public void Quotas_and_limits_are_used_by_what_projects_have()
    {
        foreach (var project in _cloud.State.Projects)
        {
            var own = _cloud.State.Servers.Values.Where(s => s.ProjectId == project.Id).ToArray();
            var label = ("tenant_id", project.Id);
            _metrics.One("openstack_nova_limits_vcpus_used", label).ShouldBe(own.Sum(s => s.Flavour.Vcpus));
            _metrics.One("openstack_nova_quota_instances", ("type", "in_use"), label).ShouldBe(own.Length);
            _metrics.One("openstack_neutron_quota_floatingip", ("type", "used"), label).ShouldBe(_cloud.State.Estate.FloatingIps.Count(f => f.ProjectId == project.Id));
            _metrics.One("openstack_cinder_limits_volume_used_gb", label).ShouldBe(
                _cloud.State.Volumes.Values.Where(v => v.ProjectId == project.Id).Sum(v => v.SizeGiB) + _cloud.State.Estate.Snapshots.Where(s => s.ProjectId == project.Id).Sum(s => s.SizeGiB));
        }
    }

    [Test]
    public void Networks_volumes_images_and_balancers_are_those_of_the_cloud()
    {
        var estate = _cloud.State.Estate;
        _metrics.One("openstack_neutron_networks").ShouldBe(_cloud.State.Networks.Length + 1);
        _metrics.One("openstack_neutron_routers").ShouldBe(estate.Routers.Length);
        _metrics.One("openstack_neutron_floating_ips").ShouldBe(estate.FloatingIps.Length);
        foreach (var port in _cloud.State.Ports.Values)
            _metrics.All("openstack_neutron_port").ShouldContain(s => s["uuid"] == port.Id.ToString() && s["device_id"] == port.ServerId.ToString());
        foreach (var network in _cloud.State.Networks)
            _metrics.One("openstack_neutron_network_ip_availabilities_used", ("network_id", network.Id.ToString())).ShouldBeGreaterThan(0);
        _metrics.One("openstack_cinder_volumes").ShouldBe(_cloud.State.Volumes.Count);
        _metrics.One("openstack_cinder_volume_status_counter", ("status", "in-use")).ShouldBe(_cloud.State.Volumes.Count);
        _metrics.One("openstack_glance_images").ShouldBe(_cloud.State.Images.Length);
        _metrics.One("openstack_loadbalancer_total_loadbalancers").ShouldBe(estate.LoadBalancers.Length);
        _metrics.One("openstack_identity_projects").ShouldBe(_cloud.State.Projects.Length + 2);
    }

    [GeneratedRegex(@"Listening on.*address=127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
