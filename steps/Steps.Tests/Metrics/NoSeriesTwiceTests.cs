using System.Collections.Immutable;
using Validation.Harness;
using Validation.Steps.Metrics;

namespace Validation.Steps.Tests.Metrics;

public sealed class NoSeriesTwiceTests
{
    private static readonly Evidence Raw = Evidence.Text("series.json", "[]");

    [Test]
    public void Series_that_differ_in_what_they_are_hold() =>
        Check(LabelSet.Series("up", ("pod", "a"), ("instance", "1")), LabelSet.Series("up", ("pod", "b"), ("instance", "1"))).Outcome.ShouldBe(Outcome.Holds);

    [Test]
    public void Series_that_differ_only_in_who_brought_them_are_found_with_both()
    {
        var finding = Check(LabelSet.Series("up", ("pod", "a"), ("instance", "1")), LabelSet.Series("up", ("pod", "a"), ("instance", "2"))).Findings.ShouldHaveSingleItem();
        finding.ShouldBe(new Finding("twice", "one series", """2: up{instance="1",pod="a"} and up{instance="2",pod="a"}""", """up{pod="a"}"""));
    }

    [Test]
    public void No_series_at_all_do_not_hold() => Check().Findings.ShouldHaveSingleItem().Rule.ShouldBe("none");

    private static Verdict Check(params ImmutableArray<LabelSet> series) => NoSeriesTwice.Check("up", ["instance", "job"], series, Raw);
}
