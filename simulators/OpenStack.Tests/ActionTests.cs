using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Faults;

namespace Validation.Simulators.OpenStack.Tests;

public sealed class ActionTests : OpenStackFixture
{
    protected override OpenStackSpec Spec => new() { BuildTime = TimeSpan.FromSeconds(3) };

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
