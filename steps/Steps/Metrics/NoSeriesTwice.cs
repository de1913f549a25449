using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Steps.Metrics;

/// <summary>What is measured once is stored once, whoever brings it.</summary>
public static class NoSeriesTwice
{
    /// <summary>
    /// Findings: <c>twice</c>, series that are the same but for labels by which those who bring them differ; <c>none</c>, no series at all.
    /// </summary>
    /// <param name="what">What the series are of, for the claim.</param>
    /// <param name="bringers">Labels that tell who brought a series, not what it is.</param>
    /// <param name="series">The stored series.</param>
    /// <param name="raw">The answer they are from.</param>
    public static Verdict Check(string what, ImmutableArray<string> bringers, ImmutableArray<LabelSet> series, Evidence raw)
    {
        var findings = series.GroupBy(s => bringers.Aggregate(s, (left, label) => left.With(label, ""))).Where(g => g.Count() > 1)
            .Select(g => new Finding("twice", "one series", $"{g.Count()}: {string.Join(" and ", g.Select(s => s.Text))}", g.Key.Text));
        return Verdict.Of($"no series of {what} is stored twice", series.IsEmpty ? [new Finding("none", "series", "no series")] : findings, raw);
    }
}
