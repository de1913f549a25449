using System.Collections.Immutable;
using Validation.Backends;
using Validation.Backends.Exposition;
using Validation.Harness;

namespace Validation.Steps.Promises;

/// <summary>A collector hands the spans that it took to its exporter <c>debug</c>, which writes them to its log, and to no other.</summary>
public static class SpansEndInTheLog
{
    /// <summary>
    /// Findings: <c>accepted</c> when the receiver counts fewer than were sent; <c>not-yet</c> when the log has fewer; <c>elsewhere</c> for
    /// another exporter that counts spans: the exception is needless then.
    /// </summary>
    /// <param name="before">The collector's metrics of itself before.</param>
    /// <param name="after">Those after.</param>
    /// <param name="spans">How many were sent; others may send to it, too.</param>
    public static Verdict Check(ImmutableArray<MetricFamily> before, Answer<ImmutableArray<MetricFamily>> after, long spans)
    {
        ArgumentNullException.ThrowIfNull(after);
        var findings = new List<Finding>();
        foreach (var (rule, counter) in new[] { ("accepted", "otelcol_receiver_accepted_spans"), ("not-yet", "otelcol_exporter_sent_spans") })
        {
            var grown = Sum(after.Value, counter) - Sum(before, counter);
            if (grown < spans)
                findings.Add(new Finding(rule, $"at least {spans} more", $"{grown} more", counter));
        }

        findings.AddRange(All(after.Value, "otelcol_exporter_")
            .Where(s => s.Name.EndsWith("_spans", StringComparison.Ordinal) && s.Labels["exporter"] != "debug" && s.Value > 0)
            .Select(s => new Finding("elsewhere", "spans go to debug only; else the exception is needless", $"{s.Value}", s.Labels.Text)));
        return Verdict.Of($"{spans} spans end in the collector's log", findings, after.Raw);
    }

    private static double Sum(ImmutableArray<MetricFamily> families, string counter) =>
        All(families, counter).Where(s => s.Name == counter && (s.Labels["exporter"] is "" or "debug")).Sum(s => s.Value);

    private static IEnumerable<MetricSample> All(ImmutableArray<MetricFamily> families, string prefix) =>
        families.SelectMany(f => f.Samples).Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal));
}
