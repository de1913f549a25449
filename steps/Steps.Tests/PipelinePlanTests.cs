using Validation.Genestack;
using Validation.Harness;
using Validation.Steps.Run;

namespace Validation.Steps.Tests;

/// <summary>Genestack's pipeline, laid out for a run.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PipelinePlanTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Stores_start_before_the_collectors_that_send_to_them()
    {
        await using var cloud = await CloudAsync();
        var node = SimulatedNode.Create(cloud.Hosts[0], _folder);
        var plan = PipelinePlan.Of(GenestackCheckout.Default, node, SimulatedNode.Create(cloud.Hosts[1], _folder, "spare"));

        plan.Components.Select(c => c.Name).ShouldBe(["libvirt-exporter-node-1a", "tempo", "loki", "collector-daemon", "collector-deployment", "loki-spare", "collector-spare"]);
        plan.Components[3].Needs.ShouldBe(["prometheus", "loki", "tempo", "node-exporter", "libvirt-exporter-node-1a"]);
        plan.Components[4].Needs.ShouldBe(["prometheus", "loki", "tempo"]);
        plan.Components[6].Needs.ShouldBe(["prometheus", "loki-spare", "tempo"]);
        plan.Components.ShouldAllBe(c => !c.Settings.ContainsKey("scrape-job"));
        plan.Rewirings.Select(r => r.Component).Distinct().ShouldBe(["collector-daemon", "collector-deployment", "loki", "tempo"]);
    }

    [Test]
    public async Task The_daemon_reads_the_nodes_own_logs_under_the_nodes_own_name()
    {
        await using var cloud = await CloudAsync();
        var node = SimulatedNode.Create(cloud.Hosts[0], _folder);
        var daemon = PipelinePlan.Of(GenestackCheckout.Default, node, SimulatedNode.Create(cloud.Hosts[1], _folder, "spare")).Components.Single(c => c.Name == "collector-daemon");

        (node.Name, node.Root, node.Logs).ShouldBe(("node-1a", Path.Combine(_folder, "node"), Path.Combine(_folder, "node", "var", "log")));
        Directory.Exists(Path.Combine(node.Logs, "pods")).ShouldBeTrue();
        daemon.Settings["logs"].ShouldBe(node.Root);
        daemon.Settings["variables"].Split('\n').ShouldContain("K8S_NODE_NAME=node-1a");
    }

    [Test]
    public async Task The_spare_lane_shares_nothing_with_the_other_but_genestacks_configuration()
    {
        await using var cloud = await CloudAsync();
        var (node, spare) = (SimulatedNode.Create(cloud.Hosts[0], _folder), SimulatedNode.Create(cloud.Hosts[1], _folder, "spare"));
        var collector = PipelinePlan.Of(GenestackCheckout.Default, node, spare).Components.Single(c => c.Name == PipelinePlan.SpareCollector);

        collector.Settings["logs"].ShouldBe(Path.Combine(_folder, "spare"));
        collector.Settings["config"].ShouldContain("{{url loki-spare}}");
        collector.Settings["config"].ShouldNotContain("{{url loki}}");
    }

    [TestCase("nova-runs", "/nova")]
    [TestCase("heat", "/heat")]
    public async Task A_folder_that_would_change_which_service_a_log_belongs_to_is_bad_input(string name, string match)
    {
        await using var cloud = await CloudAsync();
        Should.Throw<BadInputException>(() => SimulatedNode.Create(cloud.Hosts[0], Path.Combine(_folder, name))).Message
            .ShouldEndWith($"begins with the name of an OpenStack service, got {match}; choose another folder with the run setting Artifacts.");
        Directory.Exists(Path.Combine(_folder, name)).ShouldBeFalse();
    }

    private Task<ComputeCloud> CloudAsync() => ComputeCloud.StartAsync("node-1", RunIdentity.Begin(new Seed(1), TimeProvider.System), _folder, TimeProvider.System);
}
