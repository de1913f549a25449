using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.StandIns.Config;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>
/// The processor <c>transform</c> with the statement that Genestack uses: <c>set(attributes["a"], resource.attributes["b"])</c> and its
/// like, with a text in quotes as value too. What has no value sets nothing.
/// </summary>
internal static partial class TransformProcessor
{
    private static readonly string[] s_item = ["span", "datapoint", "log"];

    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong, or a statement is not of the known form.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next)
        where T : class, IMessage<T>, new()
    {
        var settings = context.Settings.Only("error_mode", "trace_statements", "metric_statements", "log_statements");
        if (settings["error_mode"].Text("propagate") is not ("ignore" or "silent" or "propagate"))
            throw settings["error_mode"].Bad("ignore, silent or propagate");
        var (list, item) = Signals.Of<T>().Name switch
        {
            Signals.Traces => ("trace_statements", "span"),
            Signals.Metrics => ("metric_statements", "datapoint"),
            _ => ("log_statements", "log"),
        };
        var sets = settings[list].Items.SelectMany(group => Group(group, item)).ToList();
        return new Changing<T>(context, next, batch => Apply(batch, sets));
    }

    private static IEnumerable<Set> Group(ConfigNode group, string item)
    {
        group.Only("context", "statements");
        var context = group["context"].Text();
        if (context != "resource" && context != item)
            throw group["context"].Bad($"resource or {item}");
        return group["statements"].Items.Select(s => Parse(s, context));
    }

    private static Set Parse(ConfigNode statement, string context)
    {
        var match = Statement().Match(statement.Text());
        if (!match.Success)
            throw statement.Bad("""a statement such as set(attributes["a"], resource.attributes["b"])""");
        var toResource = OfResource(statement, match.Groups["to"].Value, context);
        var fromResource = match.Groups["from"].Success && OfResource(statement, match.Groups["from"].Value, context);
        return new Set(context == "resource", toResource, match.Groups["key"].Value,
            match.Groups["text"].Success ? match.Groups["text"].Value : null, fromResource, match.Groups["other"].Value);
    }

    // Whether a path is of the resource: attributes, resource.attributes, datapoint.attributes.
    private static bool OfResource(ConfigNode statement, string path, string context) => path switch
    {
        "" => context == "resource",
        "resource." => true,
        _ when path.TrimEnd('.') == context && s_item.Contains(context) => false,
        _ => throw statement.Bad($"paths of the context {context} or of its resource"),
    };

    private static void Apply<T>(T batch, List<Set> sets)
        where T : class, IMessage<T>, new()
    {
        var signal = Signals.Of<T>();
        foreach (var set in sets)
        {
            if (set.PerResource)
            {
                foreach (var resource in signal.Resources(batch))
                    Apply(set, resource.Attributes, resource.Attributes);
            }
            else
            {
                foreach (var (attributes, resource) in signal.Attributes(batch))
                    Apply(set, attributes, resource.Attributes);
            }
        }
    }

    private static void Apply(Set set, RepeatedField<KeyValue> item, RepeatedField<KeyValue> resource)
    {
        var value = set.Text is { } text ? new AnyValue { StringValue = text } : (set.FromResource ? resource : item).Find(set.From)?.Value?.Clone();
        if (value is not null)
            (set.ToResource ? resource : item).Put(set.Key, value);
    }

    [GeneratedRegex(
        """^\s*set\(\s*(?<to>(\w+\.)?)attributes\["(?<key>[^"\\]+)"\]\s*,"""
        + """\s*(((?<from>(\w+\.)?)attributes\["(?<other>[^"\\]+)"\])|"(?<text>[^"\\]*)")\s*\)\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    private sealed record Set(bool PerResource, bool ToResource, string Key, string? Text, bool FromResource, string From);
}
