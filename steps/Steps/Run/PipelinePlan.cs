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

    /// <summary>A daemon collector of logs to the spare Loki, whose queue holds one batch.</summary>
    public const string NarrowCollector = "collector-narrow";

    /// <summary>A deployment collector of metrics, of which one scenario loses batches; it gives up early.</summary>
    public const string ImpatientCollector = "collector-impatient";

    private static readonly ImmutableArray<WantedSetting> s_narrow =
    [
        new("exporters.otlphttp/loki.sending_queue.queue_size", "1", "the queue of this one must be full soon"),
        new("exporters.otlphttp/loki.sending_queue.num_consumers", "1", "the queue of this one must be full soon"),
    ];

    private static readonly ImmutableArray<WantedSetting> s_impatient =
        [new("exporters.prometheusremotewrite.retry_on_failure.max_elapsed_time", "5s", "a scenario waits until this one gives up")];

    /// <summary>The pipeline of a checkout for one node, and lanes beside it whose parts scenarios may stop or overload.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="node">The node of the pipeline.</param>
    /// <param name="spare">The node of the spare lane of logs.</param>
    /// <param name="narrow">The node of the lane of logs with a short queue.</param>
    /// <exception cref="BadInputException">The checkout cannot be used.</exception>
    public static PipelinePlan Of(GenestackCheckout checkout, SimulatedNode node, SimulatedNode spare, SimulatedNode narrow)
    {
        ArgumentNullException.ThrowIfNull(checkout);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(spare);
        ArgumentNullException.ThrowIfNull(narrow);
        var exporter = node.Host.Exporter;
        var wiring = new CollectorWiring
        {
            Node = node.Name, NodeExporter = NodeExporter, Libvirt = [new LibvirtTarget(exporter, $"libvirt-libvirt-default-{node.Name}")],
        };
        var (daemon, deployment) = (CollectorConfig.Daemon(checkout, wiring), CollectorConfig.Deployment(checkout, wiring));
        var (loki, tempo) = (LokiConfig.Render(checkout), TempoConfig.Render(checkout, new StorageWiring()));
        var lane = CollectorConfig.Daemon(checkout, new CollectorWiring { Node = spare.Name, Loki = SpareLoki });
        // A name of its own: the metrics of its host must not be taken for those of another node.
        var shortQueue = CollectorConfig.Daemon(checkout, new CollectorWiring { Node = $"{narrow.Name}-narrow", Loki = SpareLoki, Wanted = s_narrow });
        var impatient = CollectorConfig.Deployment(checkout, new CollectorWiring { Node = node.Name, Wanted = s_impatient });
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
                Collector(NarrowCollector, shortQueue, ["prometheus", SpareLoki, "tempo"], narrow),
                Collector(ImpatientCollector, impatient, stores, node),
            ],
            [
                .. daemon.Rewirings, .. deployment.Rewirings, .. loki.Rewirings, .. tempo.Rewirings,
                .. Own(NarrowCollector, shortQueue, s_narrow), .. Own(ImpatientCollector, impatient, s_impatient),
            ]);
    }

    // What else differs from Genestack's does so in the pipeline's own collectors, too, and is listed of them.
    private static IEnumerable<Rewiring> Own(string name, Rendered rendered, ImmutableArray<WantedSetting> wanted) =>
        rendered.Rewirings.Where(r => wanted.Any(w => w.Path == r.Path)).Select(r => r with { Component = name });

    private static ComponentSpec Collector(string name, Rendered rendered, ImmutableArray<string> needs, SimulatedNode node) => Component(name, "collector", needs,
        ("config", rendered.Yaml), ("logs", node.Root), ("variables", string.Join('\n', rendered.Variables.Select(variable => $"{variable.Key}={variable.Value}"))));

    private static ComponentSpec Component(string name, string program, ImmutableArray<string> needs, params ReadOnlySpan<(string Name, string Value)> settings) =>
        new(name, program, needs, settings.ToArray().ToImmutableSortedDictionary(s => s.Name, s => s.Value));
}
