using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>What the API says of servers and what compute hosts run are the same, whatever is done with them.</summary>
public sealed class AgreementTests : OpenStackFixture
{
    private const int Operations = 200;

    protected override OpenStackSpec Spec => new() { MigrationTime = TimeSpan.FromSeconds(3) };

    protected override CloudModel Build() => TestCloud.Build(3, 4);

    [TestCase(1UL)]
    [TestCase(2UL)]
    public async Task Every_server_is_its_domain_at_every_moment_of_200_random_operations(ulong seed)
    {
        foreach (var project in Cloud.State.Projects)
        {
            foreach (var resource in new[] { "instances", "cores", "ram" })
                Cloud.SetQuota(project.Id, "compute", resource, -1);
        }

        var random = new Seed(seed).Random("operations");
        var outcomes = new Dictionary<int, int>();
        for (var i = 0; i < Operations; i++)
        {
            await Api.AsAdminAsync();
            var reply = await DoAsync(random);
            outcomes[reply.Status] = outcomes.GetValueOrDefault(reply.Status) + 1;
            await AgreeAsync($"operation {i} of seed {seed}");
        }

        // Both what is allowed and what is not was tried, and nothing else came of it.
        outcomes.Keys.ShouldBe([202, 204, 409], ignoreOrder: true);
        Cloud.State.Estate.Migrations.ShouldContain(m => m.Status == "completed");
    }

    [Test]
    public async Task Every_single_answer_is_of_one_moment_while_the_cloud_changes()
    {
        await Api.AsAdminAsync();
        using var done = new CancellationTokenSource();
        var changing = Task.Run(() => Churn(done.Token));
        for (var i = 0; i < 60; i++)
        {
            var list = (await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1", "2.96")).List("servers");
            foreach (var server in list)
                Consistent(server!.AsObject());
            var hosts = (await Api.NovaAsync("/v2.1/os-hypervisors/detail?with_servers=true", "2.53")).List("hypervisors");
            hosts.SelectMany(h => h!["servers"]!.AsArray()).Select(s => s!["uuid"]!.ToString()).ShouldBeUnique();
            hosts.Sum(h => h!["running_vms"]!.GetValue<int>()).ShouldBe(Cloud.State.Servers.Count);
        }

        await done.CancelAsync();
        await changing;
    }

    private void Churn(CancellationToken until)
    {
        var random = new Seed(3).Random("churn");
        var ids = Cloud.State.Servers.Keys.ToArray();
        while (!until.IsCancellationRequested)
        {
            var id = ids[random.Next(ids.Length)];
            if (Cloud.State.Servers[id].VmState == VmState.Stopped)
                Cloud.Start(id);
            else if (random.Next(2) == 0)
                Cloud.Stop(id);
            else
                Cloud.Migrate(id);
        }
    }

    private static void Consistent(JsonObject server)
    {
        var states = (server["status"]!.ToString(), server["OS-EXT-STS:vm_state"]!.ToString(), server["OS-EXT-STS:task_state"]?.ToString(), server["OS-EXT-STS:power_state"]!.GetValue<int>());
        states.ShouldBeOneOf(("ACTIVE", "active", null, 1), ("SHUTOFF", "stopped", null, 4), ("MIGRATING", "active", "migrating", 1));
    }

    private async Task<Reply> DoAsync(Random random)
    {
        var servers = Cloud.State.Servers.Values.OrderBy(s => s.Number).ToArray();
        var server = servers[random.Next(servers.Length)];
        Task<Reply> Act(string body) => Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{server.Id}/action", body);
        switch (random.Next(12))
        {
            case 0:
                return await Act("""{"os-stop": null}""");
            case 1:
                return await Act("""{"os-start": null}""");
            case 2:
                return await Act("""{"pause": null}""");
            case 3:
                return await Act("""{"unpause": null}""");
            case 4:
                return await Act("""{"reboot": {"type": "HARD"}}""");
            case 5 or 6:
                return await Act("""{"os-migrateLive": {"host": null, "block_migration": "auto"}}""");
            case 7:
                Time.Advance(TimeSpan.FromSeconds(4));
                return await Act("""{"os-start": null}""");
            case 8:
                var others = Cloud.State.Flavours.Where(f => f != server.Flavour).ToArray();
                return await Act($$$"""{"resize": {"flavorRef": "{{{others[random.Next(others.Length)].Id}}}"}}""");
            case 9 when servers.Length > 4:
                return await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, $"/v2.1/servers/{server.Id}", null);
            case 10 when server is { VmState: VmState.Active, TaskState: TaskState.None, PowerState: PowerState.Running }:
                Cloud.Crash(server.Id, random.Next(2) == 0 ? OnCrash.Preserve : OnCrash.Destroy);
                return await Act("""{"os-start": null}""");
            default:
                await Api.AsMemberAsync(Cloud.State, random.Next(Cloud.State.Projects.Length));
                var made = await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", """{"server": {"name": "new", "flavorRef": "1", "networks": "auto"}}""");
                await Api.AsAdminAsync();
                return made;
        }
    }

    private async Task AgreeAsync(string when)
    {
        var state = Cloud.State;
        var shown = (await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1", "2.96")).List("servers").Select(s => s!.AsObject()).ToDictionary(s => Guid.Parse(s["id"]!.ToString()));
        // Of each domain there is one; of a server on its way a second one that waits where it goes.
        var domains = state.Hosts.Values.SelectMany(h => h.Domains.All.Select(d => (Host: h.Name, Domain: d))).ToLookup(d => d.Domain.Uuid);
        shown.Keys.ShouldBe(domains.Select(d => d.Key), ignoreOrder: true, when);
        foreach (var (id, server) in shown)
        {
            var migrates = server["OS-EXT-STS:task_state"]?.ToString() == "migrating";
            domains[id].Count().ShouldBe(migrates ? 2 : 1, when);
            var here = domains[id].Single(d => d.Host == server["OS-EXT-SRV-ATTR:host"]!.ToString()).Domain;
            (server["OS-EXT-SRV-ATTR:instance_name"]!.ToString(), server["name"]!.ToString(), server["tenant_id"]!.ToString(), server["user_id"]!.ToString(), server["flavor"]!["original_name"]!.ToString())
                .ShouldBe((here.Name, here.Nova.ServerName, here.Nova.ProjectId, here.Nova.UserId, here.Nova.Flavour.Name), when);
            server["flavor"]!["vcpus"]!.GetValue<int>().ShouldBe(here.Vcpus.Length, when);
            server["OS-EXT-STS:power_state"]!.GetValue<int>().ShouldBe((int)ServerStates.PowerOf(here.Status.State), when);
            server["status"]!.ToString().ShouldBe(migrates ? "MIGRATING" : Expected(here.Status.State), when);
            if (migrates)
                domains[id].Single(d => d.Host != server["OS-EXT-SRV-ATTR:host"]!.ToString()).Domain.Status.ShouldBe(DomainStatus.PausedForMigration, when);
        }
    }

    // A domain that has panicked and was kept is active to Nova: only its power state tells.
    private static string Expected(DomainState state) => state switch
    {
        DomainState.Running or DomainState.Crashed => "ACTIVE",
        DomainState.Paused => "PAUSED",
        _ => "SHUTOFF",
    };
}
