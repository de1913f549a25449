using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Steps.Metrics;

/// <summary>Labels that are added to a series on its way. A value <c>{pod}</c> repeats the series' own label of that name.</summary>
public sealed record AddedLabels(ImmutableArray<(string Label, string Value)> Labels)
{
    /// <summary>Nothing is added.</summary>
    public static AddedLabels None { get; } = new([]);

    /// <summary>A series with them.</summary>
    public LabelSet To(LabelSet series) => Labels.Aggregate(series, (all, added) => all.With(added.Label, Value(series, added.Value)));

    private static string Value(LabelSet series, string value) => value is ['{', .. var name, '}'] ? series[name] : value;
}
