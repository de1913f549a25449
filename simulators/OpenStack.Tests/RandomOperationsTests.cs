using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>What the API says of servers and what compute hosts run are the same, whatever the API is asked to do with them.</summary>
public sealed class RandomOperationsTests : OpenStackFixture
{
    private const int Operations = 200;

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
        outcomes.Keys.ShouldBe([200, 202, 204, 409], ignoreOrder: true);
        foreach (var kind in Enum.GetValues<MigrationKind>())
            Cloud.State.Migrations.Values.ShouldContain(m => m.Kind == kind && !m.IsOpen, $"{kind}");
        Cloud.State.Migrations.Values.ShouldContain(m => m.Status == MigrationStatus.Completed);
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
            var hosts = (await Api.NovaAsync("/v2.1/os-hypervisors/detail?with_servers=true", "2.75")).List("hypervisors");
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
        states.ShouldBeOneOf(("ACTIVE", "active", null, 1), ("SHUTOFF", "stopped", null, 4), ("MIGRATING", "active", "migrating", 1), ("MIGRATING", "active", "migrating", 3));
    }

    private async Task<Reply> DoAsync(Random random)
    {
        var servers = Cloud.State.Servers.Values.OrderBy(s => s.Number).ToArray();
        var server = servers[random.Next(servers.Length)];
        Task<Reply> Act(string body) => Api.PostAsync(ServiceKind.Compute, $"/v2.1/servers/{server.Id}/action", body);
        switch (random.Next(16))
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
                return await Act($$$"""{"reboot": {"type": "{{{(random.Next(2) == 0 ? "HARD" : "SOFT")}}}"}}""");
            case 5 or 6:
                return await Act("""{"os-migrateLive": {"host": null, "block_migration": "auto"}}""");
            case 7:
                return await Act("""{"migrate": null}""");
            case 8:
                var others = Cloud.State.Flavours.Where(f => f != server.Flavour).ToArray();
                return await Act($$$"""{"resize": {"flavorRef": "{{{others[random.Next(others.Length)].Id}}}"}}""");
            case 9:
                return await Act(random.Next(3) == 0 ? """{"revertResize": null}""" : """{"confirmResize": null}""");
            case 10 when servers.Length > 4:
                return await Api.SendAsync(HttpMethod.Delete, ServiceKind.Compute, $"/v2.1/servers/{server.Id}", null);
            case 11 when server is { VmState: VmState.Active, TaskState: TaskState.None, PowerState: PowerState.Running }:
                Cloud.Crash(server.Id, random.Next(2) == 0 ? OnCrash.Preserve : OnCrash.Destroy);
                return await Act("""{"os-start": null}""");
            case 12 or 13 or 14:
                Cloud.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 20)));
                return await Api.NovaAsync($"/v2.1/servers/{server.Id}");
            default:
                await Api.AsMemberAsync(Cloud.State, random.Next(Cloud.State.Projects.Length));
                var made = await Api.PostAsync(ServiceKind.Compute, "/v2.1/servers", """{"server": {"name": "new", "flavorRef": "1", "networks": "auto"}}""");
                await Api.AsAdminAsync();
                return made;
        }
    }

    private async Task AgreeAsync(string when)
    {
        // The guests' clock stands: nothing changes between the two looks.
        var state = Cloud.State;
        CloudAgreement.Check(state).ShouldBeEmpty(when);
        var shown = (await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1", "2.96")).List("servers").Select(s => s!.AsObject()).ToDictionary(s => Guid.Parse(s["id"]!.ToString()));
        shown.Keys.ShouldBe(state.Servers.Keys, ignoreOrder: true, when);
        var domains = state.Hosts.Values.SelectMany(h => h.Domains.All.Select(d => (Host: h.Name, Domain: d))).ToLookup(d => d.Domain.Uuid);
        domains.Select(d => d.Key).ShouldBeSubsetOf(shown.Keys, when);
        foreach (var (id, server) in shown)
        {
            var status = server["status"]!.ToString();
            var own = domains[id].Where(d => d.Host == server["OS-EXT-SRV-ATTR:host"]?.ToString()).Select(d => d.Domain).ToArray();
            own.Length.ShouldBe(status == "BUILD" ? 0 : 1, when);
            var elsewhere = domains[id].Where(d => d.Host != server["OS-EXT-SRV-ATTR:host"]?.ToString()).Select(d => d.Domain.Status).ToArray();
            elsewhere.ShouldAllBe(other => status == "MIGRATING" ? other == DomainStatus.PausedForMigration : status == "VERIFY_RESIZE" && other.State == DomainState.Shutoff, when);
            if (own is [var domain])
                Same(server, domain, status, when);
        }
    }

    private static void Same(JsonObject server, Domain domain, string status, string when)
    {
        (server["OS-EXT-SRV-ATTR:instance_name"]!.ToString(), server["name"]!.ToString(), server["tenant_id"]!.ToString(), server["user_id"]!.ToString(), server["flavor"]!["original_name"]!.ToString())
            .ShouldBe((domain.Name, domain.Nova.ServerName, domain.Nova.ProjectId, domain.Nova.UserId, domain.Nova.Flavour.Name), when);
        server["flavor"]!["vcpus"]!.GetValue<int>().ShouldBe(domain.Vcpus.Length, when);
        var state = domain.Status.State;
        var statuses = state switch
        {
            // A domain that has panicked and was kept is active to Nova: only its power state tells.
            DomainState.Running or DomainState.Crashed => new[] { "ACTIVE", "MIGRATING", "VERIFY_RESIZE" },
            DomainState.Paused => ["PAUSED", "MIGRATING"],
            _ => ["SHUTOFF", "RESIZE", "VERIFY_RESIZE"],
        };
        statuses.ShouldContain(status, when);
        // Nova does not look at the domain's state again while the source stands for the switch-over.
        if (status != "MIGRATING")
            server["OS-EXT-STS:power_state"]!.GetValue<int>().ShouldBe((int)ServerStates.PowerOf(state), when);
    }
}
