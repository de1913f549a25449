using System.Globalization;
using Validation.Checks;
using Validation.Harness;
using Validation.Harness.Signals;
using Validation.Simulators.InstrumentedApp;

namespace Validation.Steps.Traces;

/// <summary>What the stack must hold of a program that tells what it did.</summary>
public static class AppExpectations
{
    /// <summary>The SDK complains of one thing that is known, and of nothing else.</summary>
    /// <remarks>Findings: <c>problem</c>; <c>needless</c>, when what is known is not complained of.</remarks>
    /// <param name="report">The program's report.</param>
    /// <param name="known">A part of the complaint that is known.</param>
    public static Verdict Complaints(AppReport report, string known)
    {
        ArgumentNullException.ThrowIfNull(report);
        var expected = report.Problems.Where(p => p.Contains(known, StringComparison.Ordinal)).ToList();
        var findings = report.Problems.Except(expected).Select(p => new Finding("problem", $"only of {known}", p));
        return Verdict.Of($"the SDK complains of {known} and of nothing else", expected.Count > 0
            ? findings
            : findings.Append(new Finding("needless", $"a complaint of {known}, which is an exception of this claim", "none: take the exception away")));
    }

    /// <summary>Each of its spans once.</summary>
    public static IEnumerable<ExpectedSample> Spans(AppReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Operations.SelectMany(o => o.Spans.Select(s => new ExpectedSample(Key(o.TraceId, s.SpanId, s.ParentSpanId, s.Kind, s.Name, s.Failed), 1)));
    }

    /// <summary>The same of a stored span.</summary>
    public static Seen<double> Span(SpanRecord span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return new Seen<double>(Key(span.TraceId, span.SpanId, span.ParentSpanId, span.Kind.ToString(), span.Name, span.Status == SpanStatus.Error), 1, default);
    }

    /// <summary>
    /// The query for what <see cref="Metrics"/> says. A series is named by its instrument: whether the collector adds unit and <c>_total</c> to
    /// it is up to its build and its gate <c>pkg.translator.prometheus.NormalizeName</c>, and no claim about sums.
    /// </summary>
    public static string Query(AppReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return $$"""sum by (name, outcome, le) (label_replace({__name__=~"app_.+", instance="{{report.Instance}}"}, "name", "$1$4", "__name__", "(app_[a-z]+?)(_seconds|_milliseconds)?(_total)?(_count|_sum|_bucket)?"))""";
    }

    /// <summary>Its counters' sums, by what became of the operation, and its histogram.</summary>
    public static IEnumerable<ExpectedSample> Metrics(AppReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var counter in report.Counters)
            yield return new ExpectedSample(LabelSet.Of(("name", Name(counter.Name)), ("outcome", counter.Outcome)).Text, counter.Sum);
        var histogram = Name(report.Duration.Name);
        yield return new ExpectedSample(LabelSet.Of(("name", histogram + "_count")).Text, report.Duration.Count);
        yield return new ExpectedSample(LabelSet.Of(("name", histogram + "_sum")).Text, report.Duration.Sum);
        var below = 0L;
        for (var i = 0; i < report.Duration.Buckets.Length; i++)
        {
            var bound = i < report.Duration.Bounds.Length ? report.Duration.Bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            yield return new ExpectedSample(LabelSet.Of(("le", bound), ("name", histogram + "_bucket")).Text, below += report.Duration.Buckets[i]);
        }
    }

    private static string Name(string instrument) => instrument.Replace('.', '_');

    private static string Key(string trace, string span, string parent, string kind, string name, bool failed) =>
        $"{trace}/{span} below {(parent.Length == 0 ? "none" : parent)}: {kind} {name}{(failed ? ", failed" : "")}";
}
