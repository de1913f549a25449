using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;
using Validation.Simulators.Cloud.RandomLives;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>What the services say over HTTP and what is on the hosts are one thing at every moment.</summary>
public sealed class AgreementTests : OpenStackFixture
{
    protected override CloudModel Build() => TestCloud.Build(3, 2);

    [TestCase(null)]
    [TestCase(MigrationPhase.Preparing)]
    [TestCase(MigrationPhase.Running)]
    [TestCase(MigrationPhase.Finishing)]
    public async Task Nova_and_the_hosts_agree_at_every_step_of_a_live_migration(MigrationPhase? fails)
    {
        await Api.AsAdminAsync();
        var server = Cloud.State.Servers.Values.MinBy(s => s.Number)!;
        var fault = fails is { } phase ? new MigrationFault(phase, TimeSpan.FromMilliseconds(100)) : null;
        Cloud.Migrate(server.Id, Cloud.State.Hosts.Keys.Last(), new MigrationPlan { CopyDisks = true, Fault = fault });
        (await StepsAsync()).ShouldBe(fails switch
        {
            null => 5,
            MigrationPhase.Preparing => 2,
            MigrationPhase.Running => 3,
            _ => 5,
        });
    }

    [Test]
    public async Task Nova_and_the_hosts_agree_at_every_step_of_a_resize_to_another_host()
    {
        await Api.AsAdminAsync();
        var server = Cloud.State.Servers.Values.MinBy(s => s.Number)!;
        Cloud.Resize(server.Id, "gp.0.16.64", Cloud.State.Hosts.Keys.Last(), TimeSpan.FromSeconds(9));
        (await StepsAsync()).ShouldBe(1);
        Cloud.RevertResize(server.Id);
        await AgreeAsync("taken back");
    }

    [Test]
    public async Task Nova_and_the_hosts_agree_all_through_a_life_that_nobody_planned()
    {
        await Api.AsAdminAsync();
        var life = new RandomLife(Cloud, new Seed(11));
        for (var i = 0; i < 100; i++)
        {
            var done = life.Step();
            await AgreeAsync($"after {done}");
        }

        Cloud.State.Estate.Actions.Select(a => a.Action).Distinct().Count().ShouldBeGreaterThan(8);
    }

    [Test]
    public async Task What_is_done_past_nova_is_a_disagreement_until_nova_looks()
    {
        await Api.AsAdminAsync();
        var server = Cloud.State.Servers.Values.First();
        Cloud.DestroyDomain(server.Host, server.Id);
        (await DisagreementsAsync()).ShouldHaveSingleItem().ShouldBe($"{server.Id}: power 1 and domain Shutoff");
        Cloud.SyncPowerStates();
        await AgreeAsync("after the look");
    }

    // Looks just before each moment at which something happens by itself, and at it; says how many there were.
    private async Task<int> StepsAsync()
    {
        await AgreeAsync("begun");
        var steps = 0;
        while (Cloud.State.Due is { } due)
        {
            if (due - Cloud.Clock.Now > TimeSpan.FromTicks(1))
                Cloud.Clock.Advance(due - Cloud.Clock.Now - TimeSpan.FromTicks(1));
            await AgreeAsync($"before step {steps + 1}");
            Cloud.Clock.Advance(due - Cloud.Clock.Now);
            steps++;
            await AgreeAsync($"after step {steps}");
        }

        return steps;
    }

    private async Task AgreeAsync(string when)
    {
        CloudAgreement.Check(Cloud.State).ShouldBeEmpty(when);
        (await DisagreementsAsync()).ShouldBeEmpty(when);
    }

    private async Task<string[]> DisagreementsAsync()
    {
        var state = Cloud.State;
        var servers = (await Api.NovaAsync("/v2.1/servers/detail?all_tenants=1", "2.47")).List("servers");
        var ports = (await Api.GetAsync(ServiceKind.Network, "/v2.0/ports")).List("ports").ToDictionary(p => Text(p!, "id"));
        var moves = (await Api.NovaAsync("/v2.1/os-migrations", "2.80")).List("migrations").Select(m => $"{m!["id"]} {m["status"]}");
        servers.Select(s => Text(s!, "id")).ShouldBe(state.Servers.Keys.Select(id => id.ToString()), ignoreOrder: true);
        moves.ShouldBe(state.Migrations.Values.Reverse().Select(m => $"{m.Number} {m.StatusText}"));
        return [.. servers.SelectMany(s => Of(s!, state, ports).Select(d => $"{s!["id"]}: {d}"))];
    }

    private static IEnumerable<string> Of(JsonNode server, CloudState state, Dictionary<string, JsonNode?> ports)
    {
        var (id, host, status) = (Guid.Parse(Text(server, "id")), server["OS-EXT-SRV-ATTR:host"]?.ToString(), Text(server, "status"));
        var domain = host is not null && state.Host(host).Domains.TryGet(id, out var found) ? found : null;
        if ((domain is null) != (status == "BUILD" || host is null))
            yield return $"{status} on {host} and {(domain is null ? "no domain" : "a domain")}";
        if (status != ServerStates.TextOf(state.Server(id).Status))
            yield return $"{status} and {state.Server(id).Status}";
        foreach (var port in state.Server(id).Ports.Select(p => ports[p.ToString()]!))
        {
            if (Text(port, "status") != (domain is { IsActive: true } ? "ACTIVE" : "DOWN"))
                yield return $"port {port["status"]} and domain {domain?.Status}";
            if (host is not null && Text(port, "binding:host_id") != host)
                yield return $"port bound on {port["binding:host_id"]} and server on {host}";
        }

        if (domain is null)
            yield break;
        var (power, flavour) = (server["OS-EXT-STS:power_state"]!.GetValue<int>(), server["flavor"]!);
        if ((Text(server, "OS-EXT-SRV-ATTR:instance_name"), Text(server, "name")) != (domain.Name, domain.Nova.ServerName))
            yield return $"called {server["name"]} and {domain.Nova.ServerName}";
        if ((flavour["vcpus"]!.GetValue<int>(), flavour["ram"]!.GetValue<int>() * 1024L) != (domain.Vcpus.Length, domain.MemoryKiB))
            yield return $"of {flavour["vcpus"]} virtual CPUs and {domain.Vcpus.Length}";
        // For the moment of the switch-over libvirt has it paused, which is not what Nova means.
        if (power != (int)ServerStates.PowerOf(domain.Status.State) && domain.Status != DomainStatus.PausedForMigration)
            yield return $"power {power} and domain {domain.Status.State}";
    }

    private static string Text(JsonNode node, string name) => node[name]!.ToString();
}
