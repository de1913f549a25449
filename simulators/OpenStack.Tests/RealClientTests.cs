using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>What the packaged command line client makes of the simulator: it decides whether a document is right.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class RealClientTests
{
    private CloudModel _cloud = null!;
    private OpenStackSimulator _simulator = null!;
    private CommandLineClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        CommandLineClient.Interpreter();
        _cloud = TestCloud.Build();
        _simulator = await OpenStackSimulator.StartAsync(_cloud, new OpenStackSpec(), TimeProvider.System);
        _client = CommandLineClient.Of(_simulator);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_simulator is null)
            return;
        await _client.DisposeAsync();
        _simulator.Failures.ShouldBeEmpty();
        await _simulator.DisposeAsync();
    }

    [Test]
    public async Task It_lists_the_servers_of_all_projects()
    {
        var rows = await ListAsync("server list --all-projects --long");
        rows.Select(r => Text(r, "ID")).ShouldBe(_cloud.State.Servers.Keys.Select(id => id.ToString()), ignoreOrder: true);
        foreach (var row in rows)
        {
            var server = _cloud.State.Servers[Guid.Parse(Text(row, "ID"))];
            Text(row, "Name").ShouldBe(server.Name);
            Text(row, "Host").ShouldBe(server.Host);
            Text(row, "Status").ShouldBe("ACTIVE");
            Text(row, "Availability Zone").ShouldBe(server.Zone);
        }
    }

    [Test]
    public async Task It_pages_through_servers()
    {
        var first = await ListAsync("server list --all-projects --limit 4");
        first.Length.ShouldBe(4);
        var rest = await ListAsync($"server list --all-projects --limit 4 --marker {Text(first[^1], "ID")}");
        first.Concat(rest).Select(r => Text(r, "ID")).ShouldBe(_cloud.State.Servers.Keys.Select(id => id.ToString()), ignoreOrder: true);
        (await ListAsync("server list --all-projects --limit -1")).Length.ShouldBe(_cloud.State.Servers.Count);
    }

    [Test]
    public async Task It_shows_a_server()
    {
        var server = _cloud.State.Servers.Values.First();
        var shown = await ShowAsync($"server show {server.Id}");
        Text(shown, "name").ShouldBe(server.Name);
        Text(shown, "OS-EXT-SRV-ATTR:instance_name").ShouldBe(server.DomainName);
        Text(shown, "OS-EXT-SRV-ATTR:host").ShouldBe(server.Host);
        Text(shown, "project_id").ShouldBe(server.ProjectId);
        Text(shown, "flavor").ShouldContain(server.Flavour.Name);
        foreach (var address in server.Ports.SelectMany(p => _cloud.State.Ports[p].Addresses))
            shown["addresses"]!.ToJsonString().ShouldContain(address);
    }

    [Test]
    public async Task It_lists_flavours() =>
        (await ListAsync("flavor list --all")).Select(r => (Text(r, "ID"), Text(r, "Name"), Number(r, "RAM"), Number(r, "VCPUs")))
            .ShouldBe(_cloud.State.Flavours.Select(f => (f.Id, f.Name, (long)f.MemoryMiB, (long)f.Vcpus)));

    [Test]
    public async Task It_lists_hypervisors()
    {
        var rows = await ListAsync("hypervisor list --long");
        rows.Select(r => Text(r, "Hypervisor Hostname")).ShouldBe(_cloud.State.Hosts.Keys);
        foreach (var row in rows)
        {
            var on = _cloud.State.Servers.Values.Where(s => s.Host == Text(row, "Hypervisor Hostname"));
            Number(row, "vCPUs Used").ShouldBe(on.Sum(s => s.Flavour.Vcpus));
        }
    }

    [Test]
    public async Task It_shows_what_all_hypervisors_have_together()
    {
        var shown = await ShowAsync("hypervisor stats show");
        Number(shown, "count").ShouldBe(_cloud.State.Hosts.Count);
        Number(shown, "running_vms").ShouldBe(_cloud.State.Servers.Count);
        Number(shown, "vcpus_used").ShouldBe(_cloud.State.Servers.Values.Sum(s => s.Flavour.Vcpus));
    }

    [Test]
    public async Task It_lists_networks_subnets_and_ports()
    {
        (await ListAsync("network list")).Select(r => Text(r, "Name"))
            .ShouldBe(_cloud.State.Networks.Select(n => n.Name).Append("PUBLICNET"), ignoreOrder: true);
        (await ListAsync("subnet list")).Select(r => Text(r, "Subnet")).ShouldBe(_cloud.State.Networks.Select(n => n.Cidr).Append("198.18.0.0/22"), ignoreOrder: true);
        var ports = await ListAsync("port list --long");
        foreach (var port in _cloud.State.Ports.Values)
            Text(ports.Single(r => Text(r, "ID") == port.Id.ToString()), "MAC Address").ShouldBe(port.Mac);
    }

    [Test]
    public async Task It_lists_routers_floating_addresses_agents_and_security_groups()
    {
        (await ListAsync("router list")).Select(r => Text(r, "Name")).ShouldBe(_cloud.State.Estate.Routers.Select(r => r.Name), ignoreOrder: true);
        (await ListAsync("floating ip list")).Select(r => Text(r, "Floating IP Address")).ShouldBe(_cloud.State.Estate.FloatingIps.Select(f => f.Address), ignoreOrder: true);
        (await ListAsync("network agent list")).Count(r => Text(r, "Binary") == "ovn-controller").ShouldBe(_cloud.State.Hosts.Count + 3);
        (await ListAsync("security group list")).Length.ShouldBe(_cloud.State.Projects.Length);
        (await ListAsync("ip availability list")).Length.ShouldBe(_cloud.State.Networks.Length + 1);
    }

    [Test]
    public async Task It_lists_volumes_with_the_servers_that_have_them()
    {
        var rows = await ListAsync("volume list --all-projects --long");
        rows.Select(r => Text(r, "ID")).ShouldBe(_cloud.State.Volumes.Keys.Select(id => id.ToString()), ignoreOrder: true);
        foreach (var row in rows)
        {
            var volume = _cloud.State.Volumes[Guid.Parse(Text(row, "ID"))];
            (Text(row, "Status"), Number(row, "Size"), Text(row, "Type")).ShouldBe((volume.Status, volume.SizeGiB, volume.Type));
            row["Attached to"]!.ToJsonString().ShouldContain(volume.ServerId.ToString()!);
        }

        (await ListAsync("volume type list")).Length.ShouldBe(2);
        (await ListAsync("volume snapshot list --all-projects")).Length.ShouldBe(_cloud.State.Estate.Snapshots.Length);
        (await ListAsync("volume service list")).Select(r => Text(r, "Binary")).ShouldBe(["cinder-scheduler", "cinder-backup", "cinder-volume", "cinder-volume"], ignoreOrder: true);
    }

    [Test]
    public async Task It_lists_images() =>
        (await ListAsync("image list --long")).Select(r => (Text(r, "Name"), Number(r, "Size")))
            .ShouldBe(_cloud.State.Images.Select(i => (i.Name, i.Bytes)), ignoreOrder: true);

    [Test]
    public async Task It_lists_compute_services_zones_and_aggregates()
    {
        (await ListAsync("compute service list")).Count(r => Text(r, "Binary") == "nova-compute" && Text(r, "State") == "up").ShouldBe(_cloud.State.Hosts.Count);
        (await ListAsync("availability zone list --compute")).Select(r => Text(r, "Zone Name")).ShouldBe(["az1", "az2", "internal"], ignoreOrder: true);
        (await ListAsync("aggregate list")).Length.ShouldBe(2);
    }

    [Test]
    public async Task It_lists_projects_users_roles_services_endpoints_and_the_catalogue()
    {
        (await ListAsync("project list")).Select(r => Text(r, "Name")).ShouldBe(_cloud.State.Projects.Select(p => p.Name).Concat(["admin", "service"]), ignoreOrder: true);
        var users = (await ListAsync("user list")).Select(r => Text(r, "Name")).ToArray();
        _cloud.State.Users.ShouldAllBe(u => users.Contains(u.Name));
        (await ListAsync("role list")).Select(r => Text(r, "Name")).ShouldContain("admin");
        (await ListAsync("domain list")).ShouldHaveSingleItem();
        (await ListAsync("service list")).Select(r => Text(r, "Type")).ShouldContain("load-balancer");
        (await ListAsync("endpoint list")).Length.ShouldBe(27);
        (await ListAsync("catalog list")).Length.ShouldBe(9);
        (await ListAsync("role assignment list --names")).Length.ShouldBeGreaterThan(_cloud.State.Users.Length);
    }

    [Test]
    public async Task It_gets_a_token()
    {
        var shown = await ShowAsync("token issue");
        Text(shown, "id").ShouldStartWith("gAAAAAB");
        Text(shown, "project_id").ShouldNotBeEmpty();
    }

    [Test]
    public async Task It_shows_quotas_limits_and_usage()
    {
        var project = _cloud.State.Projects[0];
        var cores = _cloud.State.Servers.Values.Where(s => s.ProjectId == project.Id).Sum(s => s.Flavour.Vcpus);
        (await _client.RunAsync($"quota show {project.Id} -f json")).ShouldContain("cores");
        (await _client.RunAsync($"limits show --absolute --project {project.Name} -f json")).ShouldContain($"{cores}");
        var usage = await ListAsync("usage list --start 2026-02-01 --end 2026-03-01");
        usage.Select(r => Text(r, "Project")).ShouldBe(_cloud.State.Projects.Select(p => p.Id), ignoreOrder: true);
    }

    private Task<JsonObject[]> ListAsync(string arguments) => _client.ListAsync(arguments);

    private Task<JsonObject> ShowAsync(string arguments) => _client.ShowAsync(arguments);

    private static string Text(JsonObject row, string column) => row[column]?.ToString() ?? throw new AssertionException($"no column {column} in {row}");

    private static long Number(JsonObject row, string column) => row[column]!.GetValue<long>();
}
