using System.Collections.Immutable;
using Validation.Genestack;
using Validation.Genestack.Collector;
using Validation.Genestack.Loki;
using Validation.Genestack.Tempo;
using Validation.Harness;

namespace Validation.Steps.Run;

/// <summary>Genestack's pipeline of logs, traces and metrics: its own configuration, connected to the components of the run.</summary>
/// <param name="Components">Tempo, Loki and the two collectors, and the exporters that the daemon scrapes.</param>
/// <param name="Rewirings">Where their configurations differ from Genestack's.</param>
public sealed record PipelinePlan(ImmutableArray<ComponentSpec> Components, ImmutableArray<Rewiring> Rewirings)
{
    private const string NodeExporter = "node-exporter";

    /// <summary>The Loki of the spare node, which scenarios may stop.</summary>
    public const string SpareLoki = "loki-spare";

    /// <summary>The collector of the spare node, which scenarios may restart. It has no exporters to scrape.</summary>
    public const string SpareCollector = "collector-spare";

    /// <summary>The pipeline of a checkout for one node, and a lane of logs of its own for a spare node.</summary>
    /// <exception cref="BadInputException">The checkout cannot be used.</exception>
    public static PipelinePlan Of(GenestackCheckout checkout, SimulatedNode node, SimulatedNode spare)
    {
        ArgumentNullException.ThrowIfNull(checkout);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(spare);
        var exporter = node.Host.Exporter;
        var wiring = new CollectorWiring
        {
            Node = node.Name, NodeExporter = NodeExporter, Libvirt = [new LibvirtTarget(exporter, $"libvirt-libvirt-default-{node.Name}")],
        };
        var (daemon, deployment) = (CollectorConfig.Daemon(checkout, wiring), CollectorConfig.Deployment(checkout, wiring));
        var (loki, tempo) = (LokiConfig.Render(checkout), TempoConfig.Render(checkout, new StorageWiring()));
        var lane = CollectorConfig.Daemon(checkout, new CollectorWiring { Node = spare.Name, Loki = SpareLoki });
        ImmutableArray<string> stores = ["prometheus", "loki", "tempo"];
        return new PipelinePlan(
            [
                Component(exporter, "inovex-exporter", [], ("libvirt-socket", node.Host.Daemon.ReadOnlySocketPath)),
                Component("tempo", "tempo", [], ("config", tempo.Yaml)),
                Component("loki", "loki", [], ("config", loki.Yaml)),
                Collector("collector-daemon", daemon, [.. stores, NodeExporter, exporter], node),
                Collector("collector-deployment", deployment, stores, node),
                Component(SpareLoki, "loki", [], ("config", loki.Yaml)),
                Collector(SpareCollector, lane, ["prometheus", SpareLoki, "tempo"], spare),
            ],
            [.. daemon.Rewirings, .. deployment.Rewirings, .. loki.Rewirings, .. tempo.Rewirings]);
    }

    private static ComponentSpec Collector(string name, Rendered rendered, ImmutableArray<string> needs, SimulatedNode node) => Component(name, "collector", needs,
        ("config", rendered.Yaml), ("logs", node.Root), ("variables", string.Join('\n', rendered.Variables.Select(variable => $"{variable.Key}={variable.Value}"))));

    private static ComponentSpec Component(string name, string program, ImmutableArray<string> needs, params ReadOnlySpan<(string Name, string Value)> settings) =>
        new(name, program, needs, settings.ToArray().ToImmutableSortedDictionary(s => s.Name, s => s.Value));
}
