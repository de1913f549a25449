using System.Collections.Immutable;
using System.Net;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Tempo;

/// <summary>What the stand-in takes from Tempo's own configuration file, with Tempo's defaults.</summary>
internal sealed record TempoConfig
{
    private static readonly ImmutableHashSet<string> s_known =
    [
        "target", "http_api_prefix", "stream_over_http_enabled", "multitenancy_enabled", "auth_enabled", "shutdown_delay",
        "use_otel_tracer", "enable_go_runtime_metrics", "autocomplete_filtering_enabled", "server", "internal_server", "distributor",
        "ingester_client", "metrics_generator_client", "querier", "query_frontend", "compactor", "ingester", "metrics_generator",
        "storage", "overrides", "memberlist", "usage_report", "cache", "ingest", "backend_scheduler", "backend_worker",
        "backend_scheduler_client", "live_store", "live_store_client", "block_builder", "partition_ring_live_store",
    ];

    /// <summary>The whole file, for <c>/status/config</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Where the API listens.</summary>
    public required IPEndPoint Http { get; init; }

    /// <summary>Where OTLP over gRPC is received; null for nowhere.</summary>
    public IPEndPoint? OtlpGrpc { get; init; }

    /// <summary>Where OTLP over HTTP is received; null for nowhere.</summary>
    public IPEndPoint? OtlpHttp { get; init; }

    /// <summary>Receivers that the file asks for and the stand-in does not open: <c>jaeger/grpc</c>.</summary>
    public ImmutableArray<string> NotOpened { get; init; } = [];

    /// <summary>Limits of what is taken.</summary>
    public required IngestLimits Limits { get; init; }

    /// <summary>How often traces are looked at for being complete.</summary>
    public TimeSpan FlushCheck { get; init; }

    /// <summary>How long a trace must be quiet before search sees it.</summary>
    public TimeSpan TraceIdle { get; init; }

    /// <summary>How long a trace that is never quiet stays hidden from search.</summary>
    public TimeSpan TraceLive { get; init; }

    /// <summary>After how long a block is cut.</summary>
    public TimeSpan MaxBlock { get; init; }

    /// <summary>How long traces are kept.</summary>
    public TimeSpan Retention { get; init; }

    /// <summary>Folders of the storage, which are made although nothing is written there.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>The generator of metrics.</summary>
    public required GeneratorConfig Generator { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It cannot be read, or a value is wrong.</exception>
    public static TempoConfig Load(string file) => Read(ConfigNode.Load(file), File.ReadAllText(file));

    /// <summary>Reads a text; the name is for messages.</summary>
    /// <exception cref="BadInputException">A value is wrong.</exception>
    public static TempoConfig Parse(string file, string text) => Read(ConfigNode.Parse(file, text), text);

    private static TempoConfig Read(ConfigNode top, string text)
    {
        foreach (var key in top.Keys.Where(k => !s_known.Contains(k)))
            throw top[key].Bad("a section that Tempo has", $"the unknown section {key}");
        if (top["multitenancy_enabled"].Flag(false))
            throw top["multitenancy_enabled"].Bad("false: the stand-in has one tenant");
        var defaults = Only(Only(top["overrides"], "defaults", "per_tenant_override_config", "per_tenant_override_period")["defaults"],
            "ingestion", "global", "read", "metrics_generator", "compaction");
        Only(defaults["ingestion"], "rate_strategy", "rate_limit_bytes", "burst_size_bytes", "max_traces_per_user");
        Only(defaults["global"], "max_bytes_per_trace");
        Only(defaults["compaction"], "block_retention");
        Only(defaults["metrics_generator"], "processors");
        var receivers = top["distributor"]["receivers"];
        var otlp = receivers["otlp"]["protocols"];
        var ingester = top["ingester"];
        var trace = top["storage"]["trace"];
        return new TempoConfig
        {
            Text = text,
            Http = Endpoint(top["server"]["http_listen_address"].Text(""), top["server"]["http_listen_port"].Number(3200), top["server"]),
            OtlpGrpc = otlp.Keys.Contains("grpc") ? Endpoint(otlp["grpc"]["endpoint"], "localhost:4317") : null,
            OtlpHttp = otlp.Keys.Contains("http") ? Endpoint(otlp["http"]["endpoint"], "localhost:4318") : null,
            NotOpened = [.. receivers.Keys.Where(r => r != "otlp" && receivers[r].Exists)],
            Limits = IngestLimits.Read(defaults, top["distributor"]),
            FlushCheck = ingester["flush_check_period"].Duration(TimeSpan.FromSeconds(10)),
            TraceIdle = ingester["trace_idle_period"].Duration(TimeSpan.FromSeconds(5)),
            TraceLive = ingester["trace_live_period"].Duration(TimeSpan.FromSeconds(30)),
            MaxBlock = ingester["max_block_duration"].Duration(TimeSpan.FromMinutes(30)),
            Retention = defaults["compaction"]["block_retention"].Duration(top["compactor"]["compaction"]["block_retention"].Duration(TimeSpan.FromDays(14))),
            Folders = [.. new[] { trace["local"]["path"], trace["wal"]["path"] }.Where(f => f.Exists).Select(f => f.Text())],
            Generator = GeneratorConfig.Read(top["metrics_generator"], defaults["metrics_generator"]),
        };
    }

    // A limit that would be passed over in silence could make a scenario pass that the real program fails.
    private static ConfigNode Only(ConfigNode node, params ReadOnlySpan<string> known)
    {
        foreach (var key in node.Keys)
        {
            if (!known.Contains(key))
                throw node[key].Bad($"one of the settings that the stand-in knows: {string.Join(", ", known!)}", key);
        }

        return node;
    }

    private static IPEndPoint Endpoint(ConfigNode node, string otherwise)
    {
        var text = node.Text(otherwise);
        var colon = text.LastIndexOf(':');
        return colon >= 0 && ushort.TryParse(text[(colon + 1)..], out var port)
            ? Endpoint(text[..colon], port, node)
            : throw node.Bad("an address such as 0.0.0.0:4317");
    }

    private static IPEndPoint Endpoint(string host, long port, ConfigNode node) => new(host switch
    {
        "" => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address : throw node.Bad("an IP address", host),
    }, port is >= 0 and <= 65535 ? (int)port : throw node.Bad("a port"));
}

/// <summary>Limits of what is taken.</summary>
/// <param name="MaxTraces">Most traces that are not complete; 0 is no limit.</param>
/// <param name="MaxTraceBytes">Most bytes of a trace in one block; 0 is no limit.</param>
/// <param name="RateBytes">Bytes a second.</param>
/// <param name="BurstBytes">Bytes at once.</param>
/// <param name="MaxAttributeBytes">Longest key or text of an attribute; what is longer is cut silently. 0 is no limit.</param>
internal sealed record IngestLimits(int MaxTraces, int MaxTraceBytes, int RateBytes, int BurstBytes, int MaxAttributeBytes)
{
    public static IngestLimits Read(ConfigNode defaults, ConfigNode distributor)
    {
        var ingestion = defaults["ingestion"];
        return new IngestLimits(
            (int)ingestion["max_traces_per_user"].Number(10_000), (int)defaults["global"]["max_bytes_per_trace"].Number(5_000_000),
            (int)ingestion["rate_limit_bytes"].Number(15_000_000), (int)ingestion["burst_size_bytes"].Number(20_000_000),
            (int)distributor["max_attribute_bytes"].Number(2048));
    }
}
