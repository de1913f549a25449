using System.Collections.Immutable;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Tempo;

/// <summary>The generator of metrics, with Tempo's defaults.</summary>
internal sealed record GeneratorConfig
{
    /// <summary>Names of the processors: <c>service-graphs</c>, <c>span-metrics</c>, <c>local-blocks</c>.</summary>
    public required ImmutableArray<string> Processors { get; init; }

    /// <summary>Where the metrics are written.</summary>
    public required ImmutableArray<RemoteWriteTarget> RemoteWrite { get; init; }

    /// <summary>How often.</summary>
    public TimeSpan CollectionInterval { get; init; }

    /// <summary>After how long without a span a series ends.</summary>
    public TimeSpan Stale { get; init; }

    /// <summary>Spans that end further from now than this make no metrics.</summary>
    public TimeSpan IngestionSlack { get; init; }

    /// <summary>Labels of every series.</summary>
    public required ImmutableSortedDictionary<string, string> ExternalLabels { get; init; }

    /// <summary>Bounds of the latency of span metrics, seconds.</summary>
    public required ImmutableArray<double> SpanBuckets { get; init; }

    /// <summary>Names of attributes that become labels of span metrics.</summary>
    public required ImmutableArray<string> SpanDimensions { get; init; }

    /// <summary>Whether <c>traces_target_info</c>, and with it the labels job and instance, are made.</summary>
    public bool TargetInfo { get; init; }

    /// <summary>Bounds of the latencies of the service graph, seconds.</summary>
    public required ImmutableArray<double> GraphBuckets { get; init; }

    /// <summary>How long one half of a call waits for the other.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Most halves that wait.</summary>
    public int MaxItems { get; init; }

    /// <summary>Attributes that name the other side of a call.</summary>
    public required ImmutableArray<string> PeerAttributes { get; init; }

    /// <summary>Attributes that name a database.</summary>
    public required ImmutableArray<string> DatabaseAttributes { get; init; }

    /// <summary>Whether metrics queries see only spans of servers and roots.</summary>
    public bool FilterServerSpans { get; init; }

    /// <summary>Reads the section and the overrides.</summary>
    public static GeneratorConfig Read(ConfigNode section, ConfigNode overrides)
    {
        var spans = section["processor"]["span_metrics"];
        var graphs = section["processor"]["service_graphs"];
        var processors = overrides["processors"].Texts;
        foreach (var name in processors.Where(p => p is not ("service-graphs" or "span-metrics" or "local-blocks")))
            throw overrides["processors"].Bad("service-graphs, span-metrics, local-blocks", name);
        return new GeneratorConfig
        {
            Processors = processors,
            RemoteWrite = [.. section["storage"]["remote_write"].Items.Select(RemoteWriteTarget.Read)],
            CollectionInterval = section["registry"]["collection_interval"].Duration(TimeSpan.FromSeconds(15)),
            Stale = section["registry"]["stale_duration"].Duration(TimeSpan.FromMinutes(15)),
            IngestionSlack = section["metrics_ingestion_time_range_slack"].Duration(TimeSpan.FromSeconds(30)),
            ExternalLabels = section["registry"]["external_labels"] is var labels
                ? labels.Keys.ToImmutableSortedDictionary(k => k, k => labels[k].Text(), StringComparer.Ordinal)
                : ImmutableSortedDictionary<string, string>.Empty,
            SpanBuckets = Numbers(spans["histogram_buckets"], 0.002, 14),
            SpanDimensions = spans["dimensions"].Texts,
            TargetInfo = spans["enable_target_info"].Flag(false),
            GraphBuckets = Numbers(graphs["histogram_buckets"], 0.1, 8),
            Wait = graphs["wait"].Duration(TimeSpan.FromSeconds(10)),
            MaxItems = (int)graphs["max_items"].Number(10_000),
            PeerAttributes = Texts(graphs["peer_attributes"], "peer.service", "db.name", "db.system"),
            FilterServerSpans = section["processor"]["local_blocks"]["filter_server_spans"].Flag(true),
            DatabaseAttributes = Texts(graphs["database_name_attributes"], "db.namespace", "db.name", "db.system"),
        };
    }

    private static ImmutableArray<string> Texts(ConfigNode node, params ImmutableArray<string> otherwise) => node.Exists ? node.Texts : otherwise;

    // Without a setting each bound is twice the one before it.
    private static ImmutableArray<double> Numbers(ConfigNode node, double first, int count) =>
        node.Exists ? [.. node.Items.Select(i => i.Real(0))] : [.. Enumerable.Range(0, count).Select(i => first * (1 << i))];
}

/// <summary>A Prometheus that takes remote write.</summary>
/// <param name="Url">Where.</param>
/// <param name="Wait">How long samples are gathered before they are sent.</param>
internal sealed record RemoteWriteTarget(Uri Url, TimeSpan Wait)
{
    /// <summary>Reads an item of <c>remote_write</c>.</summary>
    public static RemoteWriteTarget Read(ConfigNode node)
    {
        var text = node["url"].Text();
        return new RemoteWriteTarget(
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw node["url"].Bad("an http address"),
            node["queue_config"]["batch_send_deadline"].Duration(TimeSpan.FromSeconds(5)));
    }
}
