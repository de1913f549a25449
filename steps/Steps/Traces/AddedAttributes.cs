using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Steps.Traces;

/// <summary>The resource attributes that the collector adds to whatever passes, where a sender has not set them.</summary>
public static class AddedAttributes
{
    private const string Variable = "OTEL_RESOURCE_ATTRIBUTES=";

    // What the detector "system" tells beside those of the variable, which the detector "env" tells.
    private static readonly ImmutableArray<string> System = ["host.name", "os.type"];

    /// <summary>Their names, as a collector of the stack has them.</summary>
    /// <param name="collector">The collector, with its setting <c>variables</c>: one <c>NAME=value</c> a line.</param>
    public static ImmutableArray<string> Of(ComponentSpec collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        var line = collector.Settings["variables"].Split('\n').Single(v => v.StartsWith(Variable, StringComparison.Ordinal));
        return [.. line[Variable.Length..].Split(',').Select(pair => pair.Split('=')[0]).Union(System)];
    }
}
