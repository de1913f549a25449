using Reqnroll;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.Cloud.Migrations;
using Validation.Simulators.Cloud.RandomLives;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps;

/// <summary>Words about Nova's server list and the domains that run it.</summary>
[Binding]
public sealed class ServerListSteps(Lent lent, NovaList nova, StackClients stack, Claims claims)
{
    private static ValidationRun Run => ValidationRun.Current;

    [Given("the join of libvirt_domain_openstack_info with the Nova server list is one-to-one")]
    [Then("the join of libvirt_domain_openstack_info with the Nova server list is one-to-one")]
    public Task IsOneToOne()
    {
        var hosts = string.Join('|', lent.Cloud.Hosts.Select(h => h.Name));
        var selector = $"libvirt_domain_openstack_info{{job=\"libvirt\", host_name=~\"{hosts}\"}}";
        return claims.ComesToHoldAsync(async d =>
        {
            var servers = await nova.ReadAsync(d);
            var rows = await stack.Prometheus.VectorAsync(selector, d);
            return ServersAndDomainsAgree.Check(servers, new Reading<LabelSet>([.. rows.Value.Select(r => new Seen<LabelSet>(r.Labels.Text, r.Labels, r.Sample.At))], rows.Raw));
        }, Run.Plan.Scrape + Run.Patience);
    }

    [When("{int} random lifecycle operations are done, the join holding after every {int}")]
    public async Task LivesRandomly(int count, int each)
    {
        var life = new RandomLife(lent.Cloud.Model, Run.Identity.Seed.For(lent.Cloud.Name), new RandomLifeSpec { LeastServers = 2, MostServers = 10 });
        for (var i = 1; i <= count; i++)
        {
            await lent.Cloud.ChangeAsync($"random operation {i}", Guid.Empty, _ => Run.Say($"{lent.Cloud.Name}: {life.Step()}"));
            if (i % each == 0)
                await IsOneToOne();
        }
    }

    [When("one of its domains begins to move to the other host, which takes {int} seconds of guest time")]
    public Task BeginsToMove(int seconds)
    {
        var plan = MigrationPlan.Lasting(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(1));
        return lent.Cloud.ChangeAsync("migrate", lent.Server, m => m.Migrate(lent.Server, lent.Other.Daemon.Host, plan));
    }
}
