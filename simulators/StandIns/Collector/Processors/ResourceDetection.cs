using System.Runtime.InteropServices;
using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>
/// The processor <c>resourcedetection</c> with the detectors <c>env</c> (OTEL_RESOURCE_ATTRIBUTES) and <c>system</c> (host.name,
/// os.type). What an earlier detector found, a later one does not change.
/// </summary>
internal static class ResourceDetection
{
    // Recorded of collector 0.156; only the detector system names a schema.
    private const string Schema = "https://opentelemetry.io/schemas/1.40.0";

    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next)
        where T : class, IMessage<T>, new() => Make(context, next, Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES"));

    /// <summary>Makes one with the attributes of the environment given.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next, string? environment)
        where T : class, IMessage<T>, new()
    {
        var settings = context.Settings.Only("detectors", "timeout", "override", "system");
        settings["system"].Only("hostname_sources");
        var detectors = settings["detectors"];
        var found = new List<(string Key, string Value)>();
        foreach (var detector in detectors.Items)
        {
            foreach (var one in Detect(detector, environment).Where(one => found.TrueForAll(f => f.Key != one.Key)).ToList())
                found.Add(one);
        }

        var schema = detectors.Texts.Contains("system") ? Schema : "";
        var over = settings["override"].Flag(true);
        return new Changing<T>(context, next, batch => Apply(batch, found, schema, over));
    }

    private static IEnumerable<(string Key, string Value)> Detect(ConfigNode detector, string? environment) => detector.Text() switch
    {
        "env" => OfEnvironment(environment ?? ""),
        "system" => [("host.name", Environment.MachineName), ("os.type", System)],
        _ => throw detector.Bad("env or system"),
    };

    private static string System => RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "darwin"
        : "windows";

    // key=value,key=value with percent signs, as the OpenTelemetry specification has it.
    private static IEnumerable<(string Key, string Value)> OfEnvironment(string text) =>
        from pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let sign = pair.IndexOf('=', StringComparison.Ordinal)
        where sign > 0
        select (pair[..sign].Trim(), Uri.UnescapeDataString(pair[(sign + 1)..].Trim()));

    private static void Apply<T>(T batch, List<(string Key, string Value)> found, string schema, bool over)
        where T : class, IMessage<T>, new()
    {
        foreach (var resource in Signals.Of<T>().Resources(batch))
        {
            foreach (var (key, value) in found)
            {
                if (over || resource.Attributes.Find(key) is null)
                    resource.Attributes.Put(key, new() { StringValue = value });
            }
        }

        if (schema.Length > 0)
            Signals.Of<T>().SetSchema(batch, schema);
    }
}
