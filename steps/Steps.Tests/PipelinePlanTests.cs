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
        var plan = Plan(cloud, node);

        plan.Components.Select(c => c.Name).ShouldBe(
        [
            "libvirt-exporter-node-1a", "tempo", "loki", "collector-daemon", "collector-deployment", "loki-spare", "collector-spare", "collector-narrow", "collector-impatient",
        ]);
        plan.Components[3].Needs.ShouldBe(["prometheus", "loki", "tempo", "node-exporter", "libvirt-exporter-node-1a"]);
        plan.Components[4].Needs.ShouldBe(["prometheus", "loki", "tempo"]);
        plan.Components[6].Needs.ShouldBe(["prometheus", "loki-spare", "tempo"]);
        plan.Components.ShouldAllBe(c => !c.Settings.ContainsKey("scrape-job"));
        plan.Rewirings.Select(r => r.Component).Distinct().ShouldBe(["collector-daemon", "collector-deployment", "loki", "tempo", "collector-narrow", "collector-impatient"]);
    }

    [Test]
    public async Task The_lanes_that_lose_by_their_settings_differ_from_Genestacks_in_these_alone()
    {
        await using var cloud = await CloudAsync();
        var plan = Plan(cloud, SimulatedNode.Create(cloud.Hosts[0], _folder));

        plan.Rewirings.Where(r => r.Component == PipelinePlan.NarrowCollector).Select(r => (r.Path, r.Was, r.Now)).ShouldBe(
            [("exporters.otlphttp/loki.sending_queue.queue_size", "", "1"), ("exporters.otlphttp/loki.sending_queue.num_consumers", "", "1")]);
        plan.Rewirings.Where(r => r.Component == PipelinePlan.ImpatientCollector).Select(r => (r.Path, r.Was, r.Now)).ShouldBe(
            [("exporters.prometheusremotewrite.retry_on_failure.max_elapsed_time", "300s", "5s")]);
        var (narrow, spare) = (Config(plan, PipelinePlan.NarrowCollector), Config(plan, PipelinePlan.SpareCollector));
        narrow.Replace("    sending_queue:\n      queue_size: 1\n      num_consumers: 1\n", "", StringComparison.Ordinal).Replace("node-1b-narrow", "node-1b", StringComparison.Ordinal).ShouldBe(spare);
        Config(plan, PipelinePlan.ImpatientCollector).Replace("max_elapsed_time: 5s", "max_elapsed_time: 300s", StringComparison.Ordinal).ShouldBe(Config(plan, "collector-deployment"));
    }

    [Test]
    public async Task The_daemon_reads_the_nodes_own_logs_under_the_nodes_own_name()
    {
        await using var cloud = await CloudAsync();
        var node = SimulatedNode.Create(cloud.Hosts[0], _folder);
        var daemon = Plan(cloud, node).Components.Single(c => c.Name == "collector-daemon");

        (node.Name, node.Root, node.Logs).ShouldBe(("node-1a", Path.Combine(_folder, "node"), Path.Combine(_folder, "node", "var", "log")));
        Directory.Exists(Path.Combine(node.Logs, "pods")).ShouldBeTrue();
        daemon.Settings["logs"].ShouldBe(node.Root);
        daemon.Settings["variables"].Split('\n').ShouldContain("K8S_NODE_NAME=node-1a");
    }

    [Test]
    public async Task The_spare_lane_shares_nothing_with_the_other_but_genestacks_configuration()
    {
        await using var cloud = await CloudAsync();
        var collector = Plan(cloud, SimulatedNode.Create(cloud.Hosts[0], _folder)).Components.Single(c => c.Name == PipelinePlan.SpareCollector);

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

    private PipelinePlan Plan(ComputeCloud cloud, SimulatedNode node) => PipelinePlan.Of(GenestackCheckout.Default, node,
        SimulatedNode.Create(cloud.Hosts[1], _folder, "spare"), SimulatedNode.Create(cloud.Hosts[1], _folder, "narrow"));

    private static string Config(PipelinePlan plan, string component) => plan.Components.Single(c => c.Name == component).Settings["config"];

    private Task<ComputeCloud> CloudAsync() => ComputeCloud.StartAsync("node-1", RunIdentity.Begin(new Seed(1), TimeProvider.System), _folder, TimeProvider.System);
}
