using System.Collections.Immutable;
using Validation.Backends.Exposition;
using Validation.Harness;
using Validation.Steps.BadTelemetry;
using Validation.Steps.Loss;

namespace Validation.Steps.Tests.BadTelemetry;

public sealed class DiscardsAreCountedTests
{
    private static readonly ImmutableSortedDictionary<string, double> Before = Counts(("line_too_long", "loki", 2));
    private static readonly ImmutableSortedDictionary<string, double> After = Counts(("line_too_long", "loki", 3), ("too_far_behind", "", 1), ("too_far_behind", "otlp", 1));

    [Test]
    public void Lines_of_all_formats_are_added_up() => After["too_far_behind"].ShouldBe(2);

    [TestCase("line_too_long", 1, true)]
    [TestCase("line_too_long", 2, false)]
    [TestCase("too_far_behind", 2, true)]
    [TestCase("invalid_labels", 1, false)]
    public void A_reason_must_have_grown_by_what_was_refused(string reason, double lines, bool holds)
    {
        var verdict = DiscardsAreCounted.Check(Before, After, [KeyValuePair.Create(reason, lines)]);
        verdict.Outcome.ShouldBe(holds ? Outcome.Holds : Outcome.Violated);
        verdict.Findings.Select(f => f.Key).ShouldBe(holds ? [] : [reason]);
    }

    private static ImmutableSortedDictionary<string, double> Counts(params (string Reason, string Format, double Lines)[] rows) => new PipelineCounts(
        ImmutableSortedDictionary<string, ImmutableArray<MetricSample>>.Empty.Add("loki",
        [
            .. rows.Select(r => new MetricSample(LabelSet.Series("loki_discarded_samples_total", ("reason", r.Reason), ("format", r.Format)), r.Lines)),
            new MetricSample(LabelSet.Series("loki_other_total", ("reason", "line_too_long")), 9),
        ])).Discards(SignalWay.Logs);
}
