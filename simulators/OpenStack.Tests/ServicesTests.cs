using System.Text.Json.Nodes;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>What the other services say follows the state of the cloud.</summary>
public sealed class ServicesTests : OpenStackFixture
{
    [Test]
    public async Task A_port_is_up_while_its_domain_has_a_process()
    {
        await Api.AsAdminAsync();
        var server = Cloud.State.Servers.Values.First();
        var port = server.Ports[0];
        async Task<JsonObject> Port() => (await Api.GetAsync(ServiceKind.Network, $"/v2.0/ports/{port}")).Json["port"]!.AsObject();
        var up = await Port();
        (up["status"]!.ToString(), up["device_id"]!.ToString(), up["binding:host_id"]!.ToString()).ShouldBe(("ACTIVE", $"{server.Id}", server.Host));
        Cloud.Stop(server.Id);
        (await Port())["status"]!.ToString().ShouldBe("DOWN");
        Cloud.Start(server.Id);
        Cloud.BeginMigration(server.Id);
        (await Port())["binding:profile"]!["migrating_to"]!.ToString().ShouldBe(Cloud.State.Servers[server.Id].Destination);
        Cloud.EndMigration(server.Id);
        (await Port())["binding:host_id"]!.ToString().ShouldNotBe(server.Host);
    }

    [Test]
    public async Task A_floating_address_leads_nowhere_once_its_server_is_gone()
    {
        await Api.AsAdminAsync();
        var floating = Cloud.State.Estate.FloatingIps.First(f => f.PortId is not null);
        async Task<JsonObject> Floating() => (await Api.GetAsync(ServiceKind.Network, $"/v2.0/floatingips/{floating.Id}")).Json["floatingip"]!.AsObject();
        var before = await Floating();
        (before["status"]!.ToString(), before["port_id"]!.ToString(), before["router_id"]!.ToString()).ShouldBe(("ACTIVE", $"{floating.PortId}", $"{floating.RouterId}"));
        Cloud.Delete(Cloud.State.Ports[floating.PortId!.Value].ServerId);
        var after = await Floating();
        (after["status"]!.ToString(), after["port_id"], after["router_id"]).ShouldBe(("DOWN", null, null));
    }

    [Test]
    public async Task Addresses_are_counted_in_the_ports()
    {
        await Api.AsAdminAsync();
        var network = Cloud.State.Networks.First();
        async Task<int> Used() => (await Api.GetAsync(ServiceKind.Network, $"/v2.0/network-ip-availabilities/{network.Id}")).Json["network_ip_availability"]!["used_ips"]!.GetValue<int>();
        var before = await Used();
        var ports = (await Api.GetAsync(ServiceKind.Network, $"/v2.0/ports?network_id={network.Id}")).List("ports");
        before.ShouldBe(ports.Sum(p => p!["fixed_ips"]!.AsArray().Count));
        Cloud.Delete(Cloud.State.Ports.Values.First(p => p.NetworkId == network.Id).ServerId);
        (await Used()).ShouldBe(before - 1);
    }

    [Test]
    public async Task Members_see_their_own_networks_and_the_one_that_leads_out()
    {
        await Api.AsMemberAsync(Cloud.State);
        var seen = (await Api.GetAsync(ServiceKind.Network, "/v2.0/networks")).List("networks");
        seen.Select(n => n!["name"]!.ToString()).ShouldBe(Cloud.State.Networks.Where(n => n.ProjectId == Cloud.State.Projects[0].Id).Select(n => n.Name).Append("PUBLICNET"), ignoreOrder: true);
        seen.ShouldAllBe(n => !n!.AsObject().ContainsKey("provider:segmentation_id"));
        (await Api.GetAsync(ServiceKind.Network, $"/v2.0/networks/{Cloud.State.Networks[^1].Id}")).Status.ShouldBe(404);
        (await Api.GetAsync(ServiceKind.Network, $"/v2.0/quotas/{Cloud.State.Projects[1].Id}")).Status.ShouldBe(403);
        (await Api.GetAsync(ServiceKind.Network, "/v2.0/agents")).List("agents").ShouldBeEmpty();
    }

    [Test]
    public async Task Filters_take_values_parts_and_yes_or_no()
    {
        await Api.AsAdminAsync();
        async Task<int> Count(string query) => (await Api.GetAsync(ServiceKind.Network, $"/v2.0/networks?{query}")).List("networks").Count;
        (await Count("router:external=True")).ShouldBe(1);
        (await Count("router:external=false")).ShouldBe(6);
        (await Count($"name={Cloud.State.Networks[0].Name}&name={Cloud.State.Networks[1].Name}")).ShouldBe(2);
        (await Count("name=nothing")).ShouldBe(0);
        (await Api.GetAsync(ServiceKind.Identity, "/v3/users?name__contains=nov")).List("users").ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe("nova");
    }

    [Test]
    public async Task Agents_and_services_are_down_when_they_were_said_to_be()
    {
        await Api.AsAdminAsync();
        Cloud.SetService("ovn-controller", "compute-0001", false);
        Cloud.SetService("cinder-volume", "cinder-volume-worker@ceph-ssd", false);
        Cloud.SetService("heat-engine", "controller-1", false);
        Cloud.SetService("nova-compute", "compute-0001", false, enabled: false, reason: "fenced");
        (await Api.GetAsync(ServiceKind.Network, "/v2.0/agents?alive=False")).List("agents").ShouldHaveSingleItem()!["host"]!.ToString().ShouldBe("compute-0001");
        (await Api.GetAsync(ServiceKind.BlockStorage, "/v3/os-services")).List("services").Where(s => s!["state"]!.ToString() == "down").ShouldHaveSingleItem()!["binary"]!.ToString().ShouldBe("cinder-volume");
        var admin = (await Api.GetAsync(ServiceKind.Identity, "/v3/auth/projects")).List("projects")[0]!["id"]!;
        (await Api.GetAsync(ServiceKind.Orchestration, $"/v1/{admin}/services")).List("services").Count(s => s!["status"]!.ToString() == "down").ShouldBe(1);
        var hypervisor = (await Api.NovaAsync("/v2.1/os-hypervisors/1")).Json["hypervisor"]!;
        (hypervisor["state"]!.ToString(), hypervisor["status"]!.ToString(), hypervisor["service"]!["disabled_reason"]!.ToString()).ShouldBe(("down", "disabled", "fenced"));
        var on = Cloud.State.Servers.Values.First(s => s.Host == "compute-0001").Id;
        (await Api.NovaAsync($"/v2.1/servers/{on}", "2.16")).Json["server"]!["host_status"]!.ToString().ShouldBe("MAINTENANCE");
        (await Api.NovaAsync("/v2.1/os-availability-zone")).List("availabilityZoneInfo").Single(z => z!["zoneName"]!.ToString() == "az1")!["zoneState"]!["available"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Test]
    public async Task A_compute_service_is_disabled_and_enabled_by_the_api()
    {
        await Api.AsAdminAsync();
        var id = (await Api.NovaAsync("/v2.1/os-services?binary=nova-compute&host=compute-0001", "2.53")).List("services").ShouldHaveSingleItem()!["id"]!.ToString();
        var reply = await Api.SendAsync(HttpMethod.Put, ServiceKind.Compute, $"/v2.1/os-services/{id}", """{"status": "disabled", "disabled_reason": "memory"}""", ("OpenStack-API-Version", "compute 2.53"));
        (reply.Json["service"]!["status"]!.ToString(), reply.Json["service"]!["disabled_reason"]!.ToString()).ShouldBe(("disabled", "memory"));
        Cloud.State.Estate.ConditionOf("nova-compute", "compute-0001").Enabled.ShouldBeFalse();
        reply = await Api.SendAsync(HttpMethod.Put, ServiceKind.Compute, "/v2.1/os-services/enable", """{"host": "compute-0001", "binary": "nova-compute"}""");
        reply.Json["service"]!["status"]!.ToString().ShouldBe("enabled");
        (await Api.SendAsync(HttpMethod.Put, ServiceKind.Compute, "/v2.1/os-services/enable", """{"host": "nowhere", "binary": "nova-compute"}""")).Status.ShouldBe(404);
    }

    [TestCase(ServiceKind.Compute, "/v2.1/os-quota-sets/{0}", "quota_set", "cores")]
    [TestCase(ServiceKind.BlockStorage, "/v3/os-quota-sets/{0}", "quota_set", "gigabytes")]
    [TestCase(ServiceKind.Network, "/v2.0/quotas/{0}", "quota", "floatingip")]
    public async Task A_quota_is_set_by_administrators_and_holds(ServiceKind service, string path, string root, string resource)
    {
        path = path.Replace("{0}", Cloud.State.Projects[0].Id, StringComparison.Ordinal);
        await Api.AsMemberAsync(Cloud.State);
        (await Api.SendAsync(HttpMethod.Put, service, path, $$$"""{"{{{root}}}": {"{{{resource}}}": 777}}""")).Status.ShouldBe(403);
        await Api.AsAdminAsync();
        (await Api.SendAsync(HttpMethod.Put, service, path, $$$"""{"{{{root}}}": {"{{{resource}}}": 777}}""")).Json[root]![resource]!.GetValue<int>().ShouldBe(777);
        (await Api.GetAsync(service, path)).Json[root]![resource]!.GetValue<int>().ShouldBe(777);
        (await Api.SendAsync(HttpMethod.Put, service, path, $$$"""{"{{{root}}}": {"{{{resource}}}": -2}}""")).Status.ShouldBe(400);
        (await Api.SendAsync(HttpMethod.Put, service, path, $$$"""{"{{{root}}}": {"nonsense": 1}}""")).Status.ShouldBe(400);
    }

    [Test]
    public async Task A_volume_is_created_within_the_quota_and_deleted()
    {
        await Api.AsMemberAsync(Cloud.State);
        var made = await Api.PostAsync(ServiceKind.BlockStorage, "/v3/volumes", """{"volume": {"size": 20, "name": "spare", "volume_type": "ceph-hdd"}}""");
        made.Status.ShouldBe(202);
        var id = Guid.Parse(made.Json["volume"]!["id"]!.ToString());
        (Cloud.State.Volumes[id].SizeGiB, Cloud.State.Volumes[id].Type).ShouldBe((20, "ceph-hdd"));
        (await Api.PostAsync(ServiceKind.BlockStorage, "/v3/volumes", """{"volume": {"size": 5000}}""")).Json["overLimit"]!["message"]!.ToString().ShouldStartWith("VolumeSizeExceedsAvailableQuota");
        (await Api.PostAsync(ServiceKind.BlockStorage, "/v3/volumes", """{"volume": {"size": 0}}""")).Status.ShouldBe(400);
        (await Api.PostAsync(ServiceKind.BlockStorage, "/v3/volumes", """{"volume": {"size": 1, "volume_type": "tape"}}""")).Status.ShouldBe(404);
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.BlockStorage, $"/v3/volumes/{id}", null)).Status.ShouldBe(202);
        Cloud.State.Volumes.ShouldNotContainKey(id);
        var attached = Cloud.State.Volumes.Values.First(v => v.ProjectId == Cloud.State.Projects[0].Id).Id;
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.BlockStorage, $"/v3/volumes/{attached}", null)).Status.ShouldBe(409);
    }

    [Test]
    public async Task A_volume_is_attached_where_the_domain_has_it()
    {
        await Api.AsAdminAsync();
        var volume = Cloud.State.Volumes.Values.First();
        var shown = (await Api.GetAsync(ServiceKind.BlockStorage, $"/v3/volumes/{volume.Id}")).Json["volume"]!["attachments"]![0]!;
        var disk = Cloud.State.DomainOf(volume.ServerId!.Value).Disks.Single(d => d.Serial == $"{volume.Id}");
        (shown["server_id"]!.ToString(), shown["device"]!.ToString(), shown["host_name"]!.ToString())
            .ShouldBe(($"{volume.ServerId}", $"/dev/{disk.Target}", Cloud.State.Servers[volume.ServerId.Value].Host));
        Cloud.Delete(volume.ServerId.Value);
        var after = (await Api.GetAsync(ServiceKind.BlockStorage, $"/v3/volumes/{volume.Id}")).Json["volume"]!;
        (after["status"]!.ToString(), after["attachments"]!.AsArray().Count).ShouldBe(("available", 0));
    }

    [Test]
    public async Task A_status_that_was_set_is_shown_until_it_is_reset()
    {
        await Api.AsAdminAsync();
        var volume = Cloud.State.Volumes.Keys.First();
        (await Api.PostAsync(ServiceKind.BlockStorage, $"/v3/volumes/{volume}/action", """{"os-reset_status": {"status": "error"}}""")).Status.ShouldBe(202);
        (await Api.GetAsync(ServiceKind.BlockStorage, "/v3/volumes/detail?all_tenants=1&status=error")).List("volumes").ShouldHaveSingleItem();
        (await Api.PostAsync(ServiceKind.BlockStorage, $"/v3/volumes/{volume}/action", """{"os-reset_status": {"status": "in-use"}}""")).Status.ShouldBe(202);
        Cloud.State.Estate.Statuses.ShouldBeEmpty();
        Cloud.SetStatus(Cloud.State.Estate.Routers[0].Id, "ERROR");
        (await Api.GetAsync(ServiceKind.Network, "/v2.0/routers?status=ERROR")).List("routers").ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_pool_is_as_full_as_its_volumes_make_it()
    {
        await Api.AsAdminAsync();
        async Task<(int Free, int Used)> Pool()
        {
            var pool = (await Api.GetAsync(ServiceKind.BlockStorage, "/v3/scheduler-stats/get_pools?detail=True")).List("pools")[0]!["capabilities"]!;
            return (pool["free_capacity_gb"]!.GetValue<int>(), pool["allocated_capacity_gb"]!.GetValue<int>());
        }

        var (free, used) = await Pool();
        used.ShouldBe(Cloud.State.Volumes.Values.Sum(v => v.SizeGiB) + Cloud.State.Estate.Snapshots.Sum(s => s.SizeGiB));
        Cloud.CreateVolume(Cloud.State.Projects[0].Id, "more", 30, "ceph-ssd");
        (await Pool()).ShouldBe((free - 30, used + 30));
    }

    [Test]
    public async Task A_load_balancer_is_as_well_as_its_servers()
    {
        await Api.AsMemberAsync(Cloud.State);
        var balancer = Cloud.State.Estate.LoadBalancers[0];
        async Task<(string, string)> Health()
        {
            var shown = (await Api.GetAsync(ServiceKind.LoadBalancer, $"/v2/lbaas/loadbalancers/{balancer.Id}")).Json["loadbalancer"]!;
            return (shown["operating_status"]!.ToString(), shown["provisioning_status"]!.ToString());
        }

        (await Health()).ShouldBe(("ONLINE", "ACTIVE"));
        Cloud.Stop(balancer.Pool.Members[0].ServerId);
        (await Health()).ShouldBe(("DEGRADED", "ACTIVE"));
        (await Api.GetAsync(ServiceKind.LoadBalancer, $"/v2/lbaas/pools/{balancer.Pool.Id}/members?operating_status=ERROR")).List("members").ShouldHaveSingleItem();
        foreach (var member in balancer.Pool.Members.Skip(1))
            Cloud.Delete(member.ServerId);
        (await Health()).ShouldBe(("ERROR", "ACTIVE"));
        Cloud.SetStatus(balancer.Id, "PENDING_UPDATE");
        (await Health()).ShouldBe(("ERROR", "PENDING_UPDATE"));
        Cloud.SetStatus(balancer.Id, "OFFLINE");
        (await Health()).ShouldBe(("OFFLINE", "ACTIVE"));
        Cloud.SetStatus(balancer.Id, "ERROR");
        (await Health()).ShouldBe(("ERROR", "ERROR"));
        (await Api.GetAsync(ServiceKind.LoadBalancer, "/v2/lbaas/loadbalancers")).List("loadbalancers").ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_stack_is_found_by_its_name_and_shows_its_status()
    {
        await Api.AsMemberAsync(Cloud.State);
        var (project, stack) = (Cloud.State.Projects[0].Id, Cloud.State.Estate.Stacks[0]);
        var found = await Api.GetAsync(ServiceKind.Orchestration, $"/v1/{project}/stacks/{stack.Name}");
        found.Status.ShouldBe(302);
        (await Api.GetAsync(ServiceKind.Orchestration, found.Headers["Location"])).Json["stack"]!["stack_status"]!.ToString().ShouldBe("CREATE_COMPLETE");
        Cloud.SetStatus(stack.Id, "UPDATE_FAILED");
        var listed = (await Api.GetAsync(ServiceKind.Orchestration, $"/v1/{project}/stacks")).List("stacks").ShouldHaveSingleItem()!;
        (listed["stack_status"]!.ToString(), listed["stack_status_reason"]!.ToString()).ShouldBe(("UPDATE_FAILED", "Stack UPDATE failed"));
        (await Api.GetAsync(ServiceKind.Orchestration, $"/v1/{project}/stacks?global_tenant=1")).Status.ShouldBe(403);
    }

    [Test]
    public async Task Placement_adds_up_to_what_servers_have()
    {
        await Api.AsAdminAsync();
        foreach (var host in Cloud.State.Hosts.Values)
        {
            var usages = (await Api.GetAsync(ServiceKind.Placement, $"/resource_providers/{host.Uuid}/usages")).Json["usages"]!;
            var on = Cloud.State.Servers.Values.Where(s => s.Host == host.Name).ToArray();
            (usages["VCPU"]!.GetValue<int>(), usages["MEMORY_MB"]!.GetValue<int>(), usages["DISK_GB"]!.GetValue<int>())
                .ShouldBe((on.Sum(s => s.Flavour.Vcpus), on.Sum(s => s.Flavour.MemoryMiB), on.Sum(s => s.Flavour.DiskGiB)));
        }

        var project = Cloud.State.Projects[0].Id;
        var own = await Api.GetAsync(ServiceKind.Placement, $"/usages?project_id={project}", ("OpenStack-API-Version", "placement 1.38"));
        own.Json["usages"]!["INSTANCE"]!["consumer_count"]!.GetValue<int>().ShouldBe(Cloud.State.Servers.Values.Count(s => s.ProjectId == project));
        (await Api.GetAsync(ServiceKind.Placement, $"/usages?project_id={project}")).Status.ShouldBe(404);
        (await Api.GetAsync(ServiceKind.Placement, "/usages", ("OpenStack-API-Version", "placement 1.9"))).Status.ShouldBe(400);
    }

    [Test]
    public async Task Usage_is_hours_times_what_the_flavour_has()
    {
        await Api.AsAdminAsync();
        var project = Cloud.State.Projects[0].Id;
        var own = Cloud.State.Servers.Values.Where(s => s.ProjectId == project).ToArray();
        var usage = (await Api.NovaAsync($"/v2.1/os-simple-tenant-usage/{project}?start=2026-03-01T11:30:00&end=2026-03-01T12:00:00")).Json["tenant_usage"]!;
        usage["total_hours"]!.GetValue<double>().ShouldBe(0.5 * own.Length, 1e-9);
        usage["total_vcpus_usage"]!.GetValue<double>().ShouldBe(0.5 * own.Sum(s => s.Flavour.Vcpus), 1e-9);
        usage["server_usages"]!.AsArray().Select(s => s!["instance_id"]!.ToString()).ShouldBe(own.Select(s => $"{s.Id}"), ignoreOrder: true);
        Cloud.Clock.Advance(TimeSpan.FromMinutes(30));
        Cloud.Delete(own[0].Id);
        usage = (await Api.NovaAsync($"/v2.1/os-simple-tenant-usage/{project}?start=2026-03-01T12:00:00&end=2026-03-01T13:00:00")).Json["tenant_usage"]!;
        usage["server_usages"]!.AsArray().Single(s => s!["instance_id"]!.ToString() == $"{own[0].Id}")!["hours"]!.GetValue<double>().ShouldBe(0.5, 1e-9);
        (await Api.NovaAsync($"/v2.1/os-simple-tenant-usage/{project}?start=yesterday")).Status.ShouldBe(400);
    }

    [Test]
    public async Task What_has_changed_since_is_told_with_what_is_gone()
    {
        await Api.AsAdminAsync();
        var (stopped, gone) = (Cloud.State.Servers.Keys.First(), Cloud.State.Servers.Keys.Last());
        Cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        Cloud.Stop(stopped);
        Cloud.Delete(gone);
        var changed = (await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1&changes-since=2026-03-01T12:00:30Z")).List("servers");
        changed.ToDictionary(s => Guid.Parse(s!["id"]!.ToString()), s => s!["status"]!.ToString()).ShouldBe(new Dictionary<Guid, string> { [stopped] = "SHUTOFF", [gone] = "DELETED" }, ignoreOrder: true);
        (await Api.NovaAsync("/v2.1/servers/detail?changes-since=then")).Status.ShouldBe(400);
    }
}
