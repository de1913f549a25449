using System.Collections.Immutable;
using System.Net;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Configuration;

/// <summary>What the collector tells of itself.</summary>
/// <param name="Metrics">Where its metrics are asked for; null when they are switched off.</param>
/// <param name="Resource">What it calls itself, beside its name and version.</param>
internal sealed record TelemetryConfig(IPEndPoint? Metrics, ImmutableSortedDictionary<string, string> Resource)
{
    private const string Default = "localhost:8888";

    /// <summary>Reads <c>service.telemetry</c>.</summary>
    /// <exception cref="BadInputException">A setting is wrong, or asks for metrics to be pushed.</exception>
    public static TelemetryConfig Read(ConfigNode telemetry)
    {
        telemetry.Only("logs", "metrics", "traces", "resource");
        var metrics = telemetry["metrics"].Only("level", "readers", "address", "views");
        return new TelemetryConfig(
            metrics["level"].Text("normal") == "none" ? null : Endpoint(metrics),
            telemetry["resource"].Keys.ToImmutableSortedDictionary(k => k, k => telemetry["resource"][k].Text(""), StringComparer.Ordinal));
    }

    private static IPEndPoint? Endpoint(ConfigNode metrics)
    {
        if (!metrics["readers"].Exists)
            return metrics["address"].Endpoint(Default);
        var readers = metrics["readers"].Items;
        if (readers.Length == 0)
            return null;
        if (readers.Length > 1)
            throw readers[1].Bad("one reader", $"{readers.Length}");
        var prometheus = readers[0].Only("pull")["pull"].Only("exporter")["exporter"].Only("prometheus")["prometheus"];
        prometheus.Only("host", "port", "without_scope_info", "without_type_suffix", "without_units", "with_resource_constant_labels", "translation_strategy");
        var node = ConfigNode.Parse(prometheus.Where, $"{prometheus["host"].Text("localhost")}:{prometheus["port"].Number(8888)}");
        return node.Endpoint(Default);
    }
}
