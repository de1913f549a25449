using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Parts;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Configuration;

/// <summary>A whole configuration.</summary>
/// <param name="Top">All of it.</param>
/// <param name="Pipelines">Its pipelines.</param>
/// <param name="Extensions">Names of the extensions that are started.</param>
/// <param name="Telemetry">What the collector tells of itself.</param>
internal sealed record CollectorConfig(ConfigNode Top, ImmutableArray<PipelineConfig> Pipelines, ImmutableArray<string> Extensions, TelemetryConfig Telemetry)
{
    /// <summary>Reads a configuration and checks what can be checked before its parts are made.</summary>
    /// <exception cref="BadInputException">Something in it is wrong or unknown.</exception>
    public static CollectorConfig Read(ConfigNode top, KnownParts known)
    {
        top.Only("receivers", "processors", "exporters", "extensions", "service");
        KnowAll(top["receivers"], "a receiver", known.Receivers.Keys);
        KnowAll(top["processors"], "a processor", known.Processors.Keys);
        KnowAll(top["exporters"], "an exporter", known.Exporters.Keys);
        KnowAll(top["extensions"], "an extension", known.Extensions);
        var service = top["service"].Only("pipelines", "extensions", "telemetry");
        foreach (var extension in service["extensions"].Items.Where(e => !top["extensions"].Keys.Contains(e.Text())))
            throw extension.Bad($"one of the configured extensions: {string.Join(", ", top["extensions"].Keys)}");
        return new CollectorConfig(top, PipelineConfig.ReadAll(top), service["extensions"].Texts, TelemetryConfig.Read(service["telemetry"]));
    }

    private static void KnowAll(ConfigNode parts, string kind, IEnumerable<string> known)
    {
        foreach (var id in parts.Keys.Where(id => !known.Contains(PartId.TypeOf(id))))
        {
            throw new BadInputException("A part of the collector is of a type that its stand-in does not know", $"{parts[id].Where}, {parts[id].Path}",
                $"{kind} of the types {string.Join(", ", known)}", id, "remove it from the configuration, or run the real collector");
        }
    }
}
