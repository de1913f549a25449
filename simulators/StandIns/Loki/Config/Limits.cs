using System.Collections.Immutable;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Loki.Config;

/// <summary>
/// The member <c>limits_config</c>, with the defaults of Loki 3.7. Source: grafana.com/docs/loki/latest/configure, "limits_config".
/// Zero means without limit, as there.
/// </summary>
internal sealed record Limits
{
    private static readonly ImmutableArray<string> s_service =
    [
        "service", "app", "application", "app_name", "name", "app_kubernetes_io_name", "container", "container_name",
        "k8s_container_name", "component", "workload", "job", "k8s_job_name",
    ];

    public TimeSpan Retention { get; init; }

    public TimeSpan MaxQueryLookback { get; init; }

    public TimeSpan MaxQueryLength { get; init; } = TimeSpan.FromHours(721);

    public int MaxQuerySeries { get; init; } = 500;

    public int MaxEntriesPerQuery { get; init; } = 5000;

    public bool RejectOldSamples { get; init; } = true;

    public TimeSpan RejectOldSamplesMaxAge { get; init; } = TimeSpan.FromDays(7);

    public TimeSpan CreationGracePeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes a second.</summary>
    public double IngestionRate { get; init; } = 4 << 20;

    public double IngestionBurst { get; init; } = 6 << 20;

    public double PerStreamRate { get; init; } = 3 << 20;

    public double PerStreamBurst { get; init; } = 15 << 20;

    public int MaxLabelNames { get; init; } = 15;

    public int MaxLabelNameLength { get; init; } = 1024;

    public int MaxLabelValueLength { get; init; } = 2048;

    public int MaxLineSize { get; init; } = 256 << 10;

    public bool TruncateLines { get; init; }

    public int MaxStreams { get; init; } = 5000;

    public bool AllowStructuredMetadata { get; init; } = true;

    public int MaxMetadataSize { get; init; } = 64 << 10;

    public int MaxMetadataCount { get; init; } = 128;

    public bool DiscoverLogLevels { get; init; } = true;

    public ImmutableArray<string> DiscoverServiceName { get; init; } = s_service;

    public static Limits Read(ConfigNode node)
    {
        var d = new Limits();
        return new Limits
        {
            Retention = node["retention_period"].Duration(TimeSpan.Zero),
            MaxQueryLookback = node["max_query_lookback"].Duration(TimeSpan.Zero),
            MaxQueryLength = node["max_query_length"].Duration(d.MaxQueryLength),
            MaxQuerySeries = Count(node["max_query_series"], d.MaxQuerySeries),
            MaxEntriesPerQuery = Count(node["max_entries_limit_per_query"], d.MaxEntriesPerQuery),
            RejectOldSamples = node["reject_old_samples"].Flag(true),
            RejectOldSamplesMaxAge = node["reject_old_samples_max_age"].Duration(d.RejectOldSamplesMaxAge),
            CreationGracePeriod = node["creation_grace_period"].Duration(d.CreationGracePeriod),
            IngestionRate = node["ingestion_rate_mb"].Real(4) * (1 << 20),
            IngestionBurst = node["ingestion_burst_size_mb"].Real(6) * (1 << 20),
            PerStreamRate = Size(node["per_stream_rate_limit"], d.PerStreamRate),
            PerStreamBurst = Size(node["per_stream_rate_limit_burst"], d.PerStreamBurst),
            MaxLabelNames = Count(node["max_label_names_per_series"], d.MaxLabelNames),
            MaxLabelNameLength = Count(node["max_label_name_length"], d.MaxLabelNameLength),
            MaxLabelValueLength = Count(node["max_label_value_length"], d.MaxLabelValueLength),
            MaxLineSize = (int)Size(node["max_line_size"], d.MaxLineSize),
            TruncateLines = node["max_line_size_truncate"].Flag(false),
            MaxStreams = Streams(Count(node["max_streams_per_user"], 0), Count(node["max_global_streams_per_user"], d.MaxStreams)),
            AllowStructuredMetadata = node["allow_structured_metadata"].Flag(true),
            MaxMetadataSize = (int)Size(node["max_structured_metadata_size"], d.MaxMetadataSize),
            MaxMetadataCount = Count(node["max_structured_metadata_entries_count"], d.MaxMetadataCount),
            DiscoverLogLevels = node["discover_log_levels"].Flag(true),
            DiscoverServiceName = node["discover_service_name"].Exists ? node["discover_service_name"].Texts : s_service,
        };
    }

    // One ingester alone: the smaller of the local and the global limit counts.
    private static int Streams(int local, int global) => local == 0 ? global : global == 0 ? local : Math.Min(local, global);

    private static int Count(ConfigNode node, int otherwise) =>
        node.Number(otherwise) is var number and >= 0 and <= int.MaxValue ? (int)number : throw node.Bad("a whole number from 0");

    private static double Size(ConfigNode node, double otherwise) => !node.Exists ? otherwise
        : ByteSize.TryParse(node.Text(), out var bytes) ? bytes
        : throw node.Bad("a size such as 256KB or 10MB");
}
