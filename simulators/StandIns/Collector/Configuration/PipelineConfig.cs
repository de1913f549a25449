using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Configuration;

/// <summary>One pipeline: a signal's way from receivers through processors to exporters.</summary>
/// <param name="Id">Its name: <c>logs/openstack</c>.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="Receivers">Names of its receivers.</param>
/// <param name="Processors">Names of its processors, in order.</param>
/// <param name="Exporters">Names of its exporters.</param>
internal sealed record PipelineConfig(
    string Id, string Signal, ImmutableArray<string> Receivers, ImmutableArray<string> Processors, ImmutableArray<string> Exporters)
{
    /// <summary>Reads all pipelines of a configuration.</summary>
    /// <exception cref="BadInputException">One names a part that is not configured, or lacks receivers or exporters.</exception>
    public static ImmutableArray<PipelineConfig> ReadAll(ConfigNode top)
    {
        var pipelines = top["service"]["pipelines"];
        if (pipelines.Keys.IsEmpty)
            throw pipelines.Bad("at least one pipeline");
        return [.. pipelines.Keys.Select(id => Read(top, pipelines[id], id))];
    }

    private static PipelineConfig Read(ConfigNode top, ConfigNode pipeline, string id)
    {
        var signal = PartId.TypeOf(id);
        if (signal is not (Signals.Traces or Signals.Metrics or Signals.Logs))
            throw pipeline.Bad("a pipeline of traces, metrics or logs", id);
        pipeline.Only("receivers", "processors", "exporters");
        return new PipelineConfig(
            id, signal, Named(top, pipeline, "receivers", true), Named(top, pipeline, "processors", false), Named(top, pipeline, "exporters", true));
    }

    private static ImmutableArray<string> Named(ConfigNode top, ConfigNode pipeline, string kind, bool atLeastOne)
    {
        var names = pipeline[kind];
        if (atLeastOne && names.Items.IsEmpty)
            throw pipeline.Bad($"at least one of {kind}", "none");
        foreach (var name in names.Items)
        {
            if (!top[kind].Keys.Contains(name.Text()))
                throw name.Bad($"one of the configured {kind}: {string.Join(", ", top[kind].Keys)}");
        }

        return names.Texts;
    }
}

/// <summary>Names of parts: <c>type</c> or <c>type/name</c>.</summary>
internal static class PartId
{
    /// <summary>The type of a part.</summary>
    public static string TypeOf(string id) => id.Split('/')[0];
}
