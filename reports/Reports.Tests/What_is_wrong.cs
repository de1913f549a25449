using Validation.Harness;
using Validation.Harness.Events;
using Validation.Reports.Html;

namespace Validation.Reports.Tests;

/// <summary>What a person who was woken up reads first.</summary>
public class What_is_wrong
{
    [Test]
    public void Is_told_with_the_items_losses_before_doubles_before_the_rest()
    {
        var run = Stream.Begun()
            .Scenario(Status.Failed, Verdict("all is late", [.. Range("late", "b", 0, 9)]))
            .Scenario(Status.Failed, Verdict("a is whole", [new("duplicate", "once", "twice", "a/7"), .. Range("missing", "a", 0, 2)]))
            .Scenario(Status.Passed, Stream.Verdict(Outcome.Holds)).Finished().Fold();

        Digest.Lines(run).ShouldBe([
            "missing: 3 findings in 1 claim, a/0–2; the first: expected once, got not at all (a is whole)",
            "duplicate: 1 finding in 1 claim, a/7; the first: expected once, got twice (a is whole)",
            "late: 10 findings in 1 claim, b/0–9; the first: expected once, got not at all (all is late)",
        ]);
    }

    [Test]
    public void Of_a_run_that_holds_is_nothing() =>
        Digest.Lines(Stream.Begun().Scenario(Status.Passed, Stream.Verdict(Outcome.Holds)).Finished().Fold()).ShouldBeEmpty();

    [Test]
    public void Admits_that_the_record_does_not_keep_all() =>
        Digest.Lines(Stream.Begun().Scenario(Status.Failed, Verdict("c", [.. Range("missing", "a", 0, 1)]) with { FindingCount = 900 }).Finished().Fold())
            .ShouldHaveSingleItem().ShouldStartWith("missing: at least 2 findings in 1 claim, a/0–1;");

    [Test]
    public void Counts_the_kinds_that_do_not_fit() =>
        Digest.Lines(Stream.Begun().Scenario(Status.Failed, Verdict("c", [.. "abcdefg".Select(rule => new Finding($"{rule}", "x", "y"))])).Finished().Fold())
            [^1].ShouldBe("and 2 more kinds of findings, each below");

    [TestCase("a/1 a/3 a/2", "a/1–3")]
    [TestCase("a/1 a/1 a/5", "a/1, a/5")]
    [TestCase("a/9 b/1 b/2", "a/9, b/1–2")]
    [TestCase("one two a/x", "one, two, a/x")]
    [TestCase("s/1 s/3 s/5 s/7 s/9 s/10 t/1", "s/1 … (6 in 5 stretches), t/1")]
    [TestCase("a/1 b/1 c/1 d/1 e/1 e/2", "a/1, b/1, c/1, d/1 and 2 more")]
    [TestCase("/1 12 99999999999999999999/99999999999999999999", "/1, 12, 99999999999999999999/99999999999999999999")]
    public void Draws_neighbours_together(string keys, string text) => KeyRanges.Text(keys.Split(' ')).ShouldBe(text);

    [Test]
    public void Comes_before_what_was_under_way_when_the_run_was_cut_short() =>
        Reasons.ToLookAt(Stream.Begun().Titled("under way", null).Titled("broke", Status.Broken).Titled("lost", Status.Failed, Stream.Verdict(Outcome.Violated, 1)).Fold())
            .Select(s => (s.Scenario.Title, s.Number)).ShouldBe([("lost", 3), ("broke", 2), ("under way", 1)]);

    [Test]
    public void On_a_terminal_is_not_buried_under_what_was_cut_short()
    {
        var stream = Stream.Begun();
        for (var i = 0; i < 20; i++)
            stream.Titled($"under way {i}", null);
        var lines = ConsoleSummary.Lines(stream.Titled("lost", Status.Failed, Stream.Verdict(Outcome.Violated, 1)).Fold(), "runs/1");

        lines.ShouldContain("  failed: lost (area/a.feature:3)");
        lines.ShouldContain("  unfinished: 20 scenarios");
        lines.ShouldNotContain(l => l.Contains("under way", StringComparison.Ordinal));
    }

    [Test]
    public void Parts_of_one_program_are_told_once() =>
        ConsoleSummary.Lines(Stream.Begun(Provenance.StandIn, Provenance.StandIn, Provenance.Real).Scenario(Status.Passed).Finished().Fold(), "runs/1")
            .ShouldSatisfyAllConditions(l => l.ShouldContain("Stand-ins: program 1.0 × 2."), l => l.ShouldContain("Real: program 1.0."));

    [Test]
    public void A_histogram_is_read_from_its_evidence()
    {
        var read = Histogram.Parse("   0 s to    1 s     59 ######\n   1 s to    2 s      0\n   2 s to    3 s      7 #\nnever                 4\n").ShouldNotBeNull();

        read.Counts.ShouldBe([59, 0, 7]);
        read.Never.ShouldBe(4);
    }

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("never 1 2")]
    [TestCase("   1 s to    2 s     59 #\nnever 0")]
    [TestCase("   0 s to    1 s     59 <b>\nnever 0")]
    public void What_is_no_histogram_is_not_drawn(string text) => Histogram.Parse(text).ShouldBeNull();

    [Test]
    public void A_histogram_is_drawn_beside_its_figures_and_told_to_those_who_do_not_see_it()
    {
        var file = new EvidenceFile(Histogram.Evidence, "text/plain", "evidence/1.txt", 9);
        var page = HtmlReport.Write(
            Stream.Begun().Scenario(Status.Passed, Stream.Figure(1.5) with { Name = "freshness of logs, 95 %" }, Stream.Verdict(Outcome.Holds) with { Evidence = [file] }).Finished().Fold(),
            new OneText("   0 s to    1 s      3 ###\n   1 s to    2 s      1 #\nnever                 2\n"));

        page.ShouldContain("aria-label=\"3 in 0 to 1 s, 1 in 1 to 2 s, 2 never\"");
        page.ShouldContain("<small>95 %: 1.5 s</small>");
        page.ShouldContain("never: 2");
    }

    private static VerdictReached Verdict(string claim, Finding[] findings) => Stream.Verdict(Outcome.Violated) with { Claim = claim, Findings = [.. findings], FindingCount = findings.Length };

    private static IEnumerable<Finding> Range(string rule, string stream, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(n => new Finding(rule, "once", "not at all", $"{stream}/{n}"));

    private sealed class OneText(string text) : IEvidenceText
    {
        public string Read(EvidenceFile file) => text;
    }
}
