using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Faults;

namespace Validation.Simulators.OpenStack.Tests;

public sealed class ActionTests : OpenStackFixture
{
    private Server Server => Cloud.State.Servers.Values.MinBy(s => s.Number)!;

    [Test]
    public async Task A_server_goes_through_its_life_by_actions()
    {
        await Api.AsAdminAsync();
        var id = Server.Id;
        foreach (var (body, status) in new[]
                 {
                     ("""{"os-stop": null}""", ServerStatus.Shutoff), ("""{"os-start": null}""", ServerStatus.Active), ("""{"pause": null}""", ServerStatus.Paused),
                     ("""{"unpause": null}""", ServerStatus.Active), ("""{"reboot": {"type": "SOFT"}}""", ServerStatus.Active), ("""{"reboot": {"type": "HARD"}}""", ServerStatus.Active),
                     ("""{"os-resetState": {"state": "error"}}""", ServerStatus.Error), ("""{"os-resetState": {"state": "active"}}""", ServerStatus.Active),
                 })
        {
            (await ActAsync(id, body)).Status.ShouldBe(202, body);
            Cloud.State.Servers[id].Status.ShouldBe(status, body);
        }

        var actions = (await Api.NovaAsync($"/v2.1/servers/{id}/os-instance-actions")).List("instanceActions");
        actions.Select(a => a!["action"]!.ToString()).ShouldBe(["reboot", "reboot", "unpause", "pause", "start", "stop"]);
        var one = (await Api.NovaAsync($"/v2.1/servers/{id}/os-instance-actions/{actions[0]!["request_id"]}", "2.62")).Json["instanceAction"]!;
        one["events"]![0]!["host"]!.ToString().ShouldBe(Server.Host);
    }

    [TestCase("""{"confirmResize": null}""", 204, "6", "confirmResize")]
    [TestCase("""{"revertResize": null}""", 202, "", "revertResize")]
    public async Task A_resize_waits_to_be_confirmed_or_reverted(string body, int status, string flavour, string action)
    {
        await Api.AsAdminAsync();
        var server = Server;
        Cloud.SetQuota(server.ProjectId, "compute", "cores", -1);
        Cloud.SetQuota(server.ProjectId, "compute", "ram", -1);
        (await ActAsync(server.Id, body)).Status.ShouldBe(409);
        (await ActAsync(server.Id, """{"resize": {"flavorRef": "6"}}""")).Status.ShouldBe(202);
        (await StatusAsync(server.Id)).ShouldBe("RESIZE");
        Cloud.Clock.Advance(Spec.ResizeTime);
        (await StatusAsync(server.Id)).ShouldBe("VERIFY_RESIZE");
        (await ActAsync(server.Id, body)).Status.ShouldBe(status);
        (await StatusAsync(server.Id)).ShouldBe("ACTIVE");
        Server.Flavour.Id.ShouldBe(flavour.Length > 0 ? flavour : server.Flavour.Id);
        Cloud.State.DomainOf(server.Id).Vcpus.Length.ShouldBe(Server.Flavour.Vcpus);
        (await Api.NovaAsync($"/v2.1/servers/{server.Id}/os-instance-actions")).List("instanceActions").Select(a => a!["action"]!.ToString()).ShouldBe([action, "resize"]);
    }

    [Test]
    public async Task A_cold_migration_ends_on_the_host_that_was_asked_for()
    {
        await Api.AsAdminAsync();
        (await ActAsync(Server.Id, """{"migrate": {"host": "compute-0002"}}""")).Status.ShouldBe(202);
        Cloud.Clock.Advance(Spec.ResizeTime);
        (await ActAsync(Server.Id, """{"confirmResize": null}""")).Status.ShouldBe(204);
        (Server.Host, Server.Status).ShouldBe(("compute-0002", ServerStatus.Active));
        (await Api.NovaAsync("/v2.1/os-migrations?migration_type=migration", "2.59")).List("migrations").ShouldHaveSingleItem()!["status"]!.ToString().ShouldBe("confirmed");
    }

    [TestCase("""{"os-start": null}""", "Cannot 'start' instance {id} while it is in vm_state active")]
    [TestCase("""{"unpause": null}""", "Cannot 'unpause' instance {id} while it is in vm_state active")]
    public async Task What_its_state_does_not_allow_is_a_conflict(string body, string message)
    {
        await Api.AsAdminAsync();
        var reply = await ActAsync(Server.Id, body);
        reply.Status.ShouldBe(409);
        reply.Json["conflictingRequest"]!["message"]!.ToString().ShouldBe(message.Replace("{id}", $"{Server.Id}", StringComparison.Ordinal));
    }

    [TestCase("""{"dance": null}""", "There is no such action: dance")]
    [TestCase("""{"resize": {"flavorRef": "99"}}""", "Flavor 99 could not be found.")]
    [TestCase("""{"os-migrateLive": {"host": "nowhere"}}""", "Compute host nowhere could not be found.")]
    public async Task What_cannot_be_is_a_bad_request(string body, string message)
    {
        await Api.AsAdminAsync();
        var reply = await ActAsync(Server.Id, body);
        reply.Status.ShouldBe(400);
        reply.Json["badRequest"]!["message"]!.ToString().ShouldBe(message);
    }

    [Test]
    public async Task A_live_migration_is_seen_on_its_way_and_when_it_is_over()
    {
        await Api.AsAdminAsync();
        var (id, from) = (Server.Id, Server.Host);
        (await ActAsync(id, """{"os-migrateLive": {"host": "compute-0002", "block_migration": "auto"}}""")).Status.ShouldBe(202);
        Cloud.Clock.Advance(Spec.Migration.Queued + Spec.Migration.Preparing + TimeSpan.FromSeconds(1));
        var shown = (await Api.NovaAsync($"/v2.1/servers/{id}")).Json["server"]!;
        (shown["status"]!.ToString(), shown["OS-EXT-SRV-ATTR:host"]!.ToString()).ShouldBe(("MIGRATING", from));
        var move = (await Api.NovaAsync($"/v2.1/servers/{id}/migrations", "2.59")).List("migrations").ShouldHaveSingleItem()!;
        (move["dest_compute"]!.ToString(), move["status"]!.ToString()).ShouldBe(("compute-0002", "running"));
        var job = Cloud.State.DomainOf(id).Job!.At(Cloud.Clock.Now);
        (move["memory_total_bytes"]!.GetValue<long>(), move["memory_processed_bytes"]!.GetValue<long>(), move["memory_remaining_bytes"]!.GetValue<long>())
            .ShouldBe((job.Memory.Total, job.Memory.Processed, job.Memory.Remaining));
        move["memory_processed_bytes"]!.GetValue<long>().ShouldBeGreaterThan(0);
        (await ActAsync(id, """{"os-stop": null}""")).Json["conflictingRequest"]!["message"]!.ToString().ShouldBe($"Cannot 'stop' instance {id} while it is in task_state migrating");
        Cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        shown = (await Api.NovaAsync($"/v2.1/servers/{id}")).Json["server"]!;
        (shown["status"]!.ToString(), shown["OS-EXT-SRV-ATTR:host"]!.ToString()).ShouldBe(("ACTIVE", "compute-0002"));
        (await Api.NovaAsync($"/v2.1/servers/{id}/migrations")).List("migrations").ShouldBeEmpty();
        (await Api.NovaAsync("/v2.1/os-migrations?status=completed", "2.59")).List("migrations").ShouldHaveSingleItem()!["source_compute"]!.ToString().ShouldBe(from);
    }

    [TestCase(true, "cancelled")]
    [TestCase(false, "completed")]
    public async Task A_live_migration_is_given_up_or_forced_to_its_end(bool giveUp, string status)
    {
        await Api.AsAdminAsync();
        var from = Server.Host;
        await ActAsync(Server.Id, """{"os-migrateLive": {"host": null}}""");
        var path = $"/v2.1/servers/{Server.Id}/migrations/1";
        (await Api.PostAsync(ServiceKind.Compute, $"{path}/action", """{"force_complete": null}""")).Status.ShouldBe(400);
        Cloud.Clock.Advance(Spec.Migration.Queued + Spec.Migration.Preparing);
        (giveUp ? await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, path, null) : await Api.PostAsync(ServiceKind.Compute, $"{path}/action", """{"force_complete": null}""")).Status.ShouldBe(202);
        (Server.Status, Server.Host == from).ShouldBe((ServerStatus.Active, giveUp));
        (await Api.NovaAsync("/v2.1/os-migrations")).List("migrations").ShouldHaveSingleItem()!["status"]!.ToString().ShouldBe(status);
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, path, null)).Status.ShouldBe(404);
    }

    [Test]
    public async Task While_a_server_moves_both_hosts_keep_room_for_it()
    {
        await Api.AsAdminAsync();
        var (server, to) = (Server, "compute-0002");
        var (there, here) = (await UsedAsync(to), await UsedAsync(server.Host));
        await ActAsync(server.Id, $$$"""{"os-migrateLive": {"host": "{{{to}}}"}}""");
        (await UsedAsync(to), await UsedAsync(server.Host)).ShouldBe((there + server.Flavour.Vcpus, here));
        var consumers = (await Api.GetAsync(ServiceKind.Placement, $"/resource_providers/{Cloud.State.Hosts[server.Host].Uuid}/allocations")).Json["allocations"]!.AsObject();
        consumers.ShouldNotContainKey($"{server.Id}");
        consumers.ShouldContainKey($"{Cloud.State.MigrationOf(server.Id)!.Id}");
        var of = await Api.GetAsync(ServiceKind.Placement, $"/allocations/{server.Id}", ("OpenStack-API-Version", "placement 1.38"));
        of.Json["allocations"]!.AsObject().Single().Key.ShouldBe($"{Cloud.State.Hosts[to].Uuid}");
        of.Json["consumer_type"]!.ToString().ShouldBe("INSTANCE");
        Cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        (await UsedAsync(to), await UsedAsync(server.Host)).ShouldBe((there + server.Flavour.Vcpus, here - server.Flavour.Vcpus));
    }

    [Test]
    public async Task Members_do_what_is_theirs_and_no_more()
    {
        await Api.AsMemberAsync(Cloud.State);
        var mine = Cloud.State.Servers.Values.First(s => s.ProjectId == Cloud.State.Projects[0].Id).Id;
        var other = Cloud.State.Servers.Values.First(s => s.ProjectId == Cloud.State.Projects[1].Id).Id;
        (await ActAsync(mine, """{"os-stop": null}""")).Status.ShouldBe(202);
        (await ActAsync(other, """{"os-stop": null}""")).Status.ShouldBe(404);
        (await ActAsync(mine, """{"os-resetState": {"state": "error"}}""")).Status.ShouldBe(403);
        (await ActAsync(mine, """{"os-migrateLive": {"host": null}}""")).Status.ShouldBe(403);
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, $"/v2.1/servers/{other}", null)).Status.ShouldBe(404);
    }

    [Test]
    public async Task A_server_is_created_where_there_is_room_and_deleted_without_a_trace_but_for_administrators()
    {
        await Api.AsMemberAsync(Cloud.State);
        Cloud.SetQuota(Cloud.State.Projects[0].Id, "compute", "cores", -1);
        var image = Cloud.State.Images[2].Id;
        var made = await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", $$$"""{"server": {"name": "fresh", "flavorRef": "2", "imageRef": "{{{image}}}", "availability_zone": "az2"}}""");
        made.Status.ShouldBe(202);
        var id = Guid.Parse(made.Json["server"]!["id"]!.ToString());
        (await StatusAsync(id)).ShouldBe("BUILD");
        Cloud.Clock.Advance(Spec.BuildTime);
        (await StatusAsync(id)).ShouldBe("ACTIVE");
        var server = Cloud.State.Servers[id];
        (server.Name, server.ImageId, server.Zone, server.Flavour.Id, server.ProjectId).ShouldBe(("fresh", image, "az2", "2", Cloud.State.Projects[0].Id));
        (await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, $"/v2.1/servers/{id}", null)).Status.ShouldBe(204);
        (await Api.NovaAsync($"/v2.1/servers/{id}")).Status.ShouldBe(404);
        await Api.AsAdminAsync();
        var gone = (await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1&deleted=True")).List("servers").ShouldHaveSingleItem()!;
        (gone["id"]!.ToString(), gone["status"]!.ToString(), gone["OS-EXT-STS:power_state"]!.GetValue<int>()).ShouldBe(($"{id}", "DELETED", 0));
    }

    [TestCase("""{"server": {"flavorRef": "1"}}""", 400)]
    [TestCase("""{"server": {"name": "x", "flavorRef": "99"}}""", 400)]
    [TestCase("""{"server": {"name": "x", "flavorRef": "1", "imageRef": "00000000-0000-0000-0000-000000000000"}}""", 400)]
    [TestCase("""{"server": {"name": "x", "flavorRef": "1", "networks": [{"uuid": "00000000-0000-0000-0000-000000000000"}]}}""", 400)]
    [TestCase("""{"server": {"name": "x", "flavorRef": "1", "availability_zone": "moon"}}""", 400)]
    [TestCase("""{"server": {"name": "x", "flavorRef": "1", "min_count": 0}}""", 400)]
    [TestCase("""{"server": {"name": "x", "flavorRef": "1", "min_count": 100}}""", 403)]
    public async Task A_server_that_cannot_be_is_refused_and_nothing_is_left_of_it(string body, int status)
    {
        await Api.AsMemberAsync(Cloud.State);
        var before = Cloud.State.Version;
        (await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", body)).Status.ShouldBe(status);
        Cloud.State.Version.ShouldBe(before);
    }

    [Test]
    public async Task A_quota_says_what_is_used_of_it()
    {
        await Api.AsMemberAsync(Cloud.State);
        var project = Cloud.State.Projects[0].Id;
        var used = Cloud.State.Servers.Values.Count(s => s.ProjectId == project);
        Cloud.SetQuota(project, "compute", "instances", used);
        var reply = await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", """{"server": {"name": "x", "flavorRef": "1"}}""");
        reply.Json["forbidden"]!["message"]!.ToString().ShouldBe($"Quota exceeded for instances: Requested 1, but already used {used} of {used} instances");
    }

    [Test]
    public async Task New_servers_do_not_go_to_hosts_that_are_down_or_disabled()
    {
        Cloud.SetService("nova-compute", "compute-0001", false);
        await Api.AsMemberAsync(Cloud.State);
        Cloud.SetQuota(Cloud.State.Projects[0].Id, "compute", "cores", -1);
        for (var i = 0; i < 3; i++)
            (await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", """{"server": {"name": "x", "flavorRef": "1"}}""")).Status.ShouldBe(202);
        Cloud.State.Servers.Values.Where(s => s.Name == "x").ShouldAllBe(s => s.Host == "compute-0002");
        Cloud.SetService("nova-compute", "compute-0002", true, enabled: false);
        var lost = await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", """{"server": {"name": "lost", "flavorRef": "1"}}""");
        lost.Status.ShouldBe(202);
        Cloud.Clock.Advance(Spec.BuildTime);
        await Api.AsAdminAsync();
        var shown = (await Api.NovaAsync($"/v2.1/servers/{lost.Json["server"]!["id"]}")).Json["server"]!;
        (shown["status"]!.ToString(), shown["OS-EXT-SRV-ATTR:host"], shown["fault"]!["message"]!.ToString()).ShouldBe(("ERROR", null, "No valid host was found. There are not enough hosts available."));
        (await UsedAsync("compute-0001")).ShouldBe(Cloud.State.Servers.Values.Where(s => s.Host == "compute-0001" && s.WasLaunched).Sum(s => s.Flavour.Vcpus));
    }

    [Test]
    public async Task A_request_that_is_refused_by_a_fault_changes_nothing()
    {
        await Api.AsAdminAsync();
        await using var fault = await Simulator.InjectAsync(ServiceKind.Compute, new ServiceFails(500));
        (await ActAsync(Server.Id, """{"os-stop": null}""")).Status.ShouldBe(500);
        Server.Status.ShouldBe(ServerStatus.Active);
    }

    private async Task<string> StatusAsync(Guid server) => (await Api.NovaAsync($"/v2.1/servers/{server}")).Json["server"]!["status"]!.ToString();

    private Task<Reply> ActAsync(Guid server, string body) => Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{server}/action", body);

    private async Task<int> UsedAsync(string host) => (await Api.NovaAsync("/v2.1/os-hypervisors/detail")).List("hypervisors")
        .Single(h => h!["hypervisor_hostname"]!.ToString() == host)!["vcpus_used"]!.GetValue<int>();
}
