using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports.Tests;

public class The_fold
{
    [Test]
    public void What_happens_before_a_steps_end_belongs_to_that_step()
    {
        var scenario = Stream.Begun().Scenario(Status.Passed, Stream.Step(), Stream.Verdict(Outcome.Holds), Stream.Figure(1), Stream.Step(), Stream.Verdict(Outcome.Holds))
            .Fold().Scenarios.Single();

        scenario.Steps[0].Happened.IsEmpty.ShouldBeTrue();
        scenario.Steps[1].Happened.Verdicts.Length.ShouldBe(1);
        scenario.Steps[1].Happened.Measurements.Length.ShouldBe(1);
        scenario.Rest.Verdicts.Length.ShouldBe(1);
        scenario.Verdicts.Count().ShouldBe(2);
    }

    [Test]
    public void A_part_that_started_often_is_one_part_with_its_slowest_start()
    {
        var origin = new Origin("loki", Provenance.Real, "loki", "3.1", "PATH", "/bin/loki");
        var run = Stream.Begun().Add(new ComponentReady(default, origin, 1)).Add(new ComponentReady(default, origin, 3)).Add(new ComponentReady(default, origin, 2)).Fold();

        run.Components.ShouldBe([new ComponentModel(origin, 3, 3)]);
    }

    [Test]
    public void One_stand_in_makes_a_rehearsal() =>
        Stream.Begun(Provenance.Real, Provenance.StandIn).Fold().Kind.ShouldBe(RunKind.Rehearsal);

    [Test]
    public void Only_real_parts_make_an_acceptance() =>
        Stream.Begun(Provenance.Real, Provenance.Real).Fold().Kind.ShouldBe(RunKind.Acceptance);

    [Test]
    public void Without_any_part_there_is_nothing_to_accept() =>
        Stream.Begun().Fold().Kind.ShouldBe(RunKind.Rehearsal);

    [Test]
    public void A_scenario_that_did_not_end_has_no_status_and_lasts_to_its_last_event()
    {
        var scenario = Stream.Begun().Scenario(null, Stream.Step(), Stream.Step()).Fold().Scenarios.Single();

        scenario.Status.ShouldBeNull();
        scenario.Seconds.ShouldBe(2);
    }

    [Test]
    public void An_event_of_a_scenario_that_never_began_is_not_lost()
    {
        var run = Stream.Begun().Add(new VerdictReached(default, "s7", "a claim", Outcome.Violated, [], 0, [])).Finished().Fold();

        run.Scenarios.Single().Title.ShouldBe("s7 (its beginning is not recorded)");
        run.Verdict.Outcome.ShouldBe(Outcome.Violated);
    }

    [Test]
    public void A_scenario_cannot_begin_twice()
    {
        var started = new ScenarioStarted(default, "s1", "f", "t", "a.feature", 1, [], "");
        var stream = Stream.Begun().Add(started).Add(started);

        Should.Throw<BadInputException>(() => stream.Fold()).Message
            .ShouldBe("The event stream contradicts itself (events.ndjson): wanted each scenario beginning once, got s1 beginning a second time, as t; restore the file as the run wrote it.");
    }

    [Test]
    public void A_stream_of_a_newer_format_is_refused()
    {
        var stream = new Stream().Add(((RunStarted)Stream.Begun().Events[0]) with { Format = 2 });

        Should.Throw<BadInputException>(() => stream.Fold()).Got.ShouldBe("2");
    }

    [Test]
    public void Scenarios_of_the_same_title_are_numbered()
    {
        var run = Stream.Begun().Scenario(Status.Passed).Scenario(Status.Passed).Titled("another", Status.Passed).Fold();

        run.Scenarios.Select(s => s.Occurrence).ShouldBe([1, 2, 1]);
    }

    [Test]
    public void A_scenario_that_says_passed_is_not_believed_against_its_own_verdict()
    {
        var scenario = Stream.Begun().Scenario(Status.Passed, Stream.Verdict(Outcome.Violated, 1)).Fold().Scenarios.Single();

        scenario.Status.ShouldBe(Status.Failed);
        scenario.Error.ShouldBe("Recorded as passed, but the claim \"a claim\" is violated.");
    }

    [Test]
    public void A_scenario_that_says_passed_is_not_believed_against_its_own_limits()
    {
        var scenario = Stream.Begun().Scenario(Status.Passed, Stream.Figure(31, atMost: 30)).Fold().Scenarios.Single();

        scenario.Status.ShouldBe(Status.Failed);
        scenario.Error.ShouldBe("Recorded as passed, but \"a figure\" is outside its limits.");
    }

    [Test]
    public void Fields_that_an_older_stream_lacks_are_empty()
    {
        using var folder = new RunFolder(null);
        File.WriteAllText(Path.Combine(folder.Path, EventLog.FileName),
            """
            {"type":"run-started","at":"2026-11-22T18:30:00Z","format":1,"runId":"r"}
            {"type":"scenario-started","at":"2026-11-22T18:30:00Z","scenario":"s1"}
            {"type":"verdict-reached","at":"2026-11-22T18:30:00Z","scenario":"s1","outcome":"holds"}
            {"type":"step-finished","at":"2026-11-22T18:30:00Z","scenario":"s1"}
            {"type":"component-ready","at":"2026-11-22T18:30:00Z","origin":{}}
            {"type":"evidence-kept","at":"2026-11-22T18:30:00Z","file":{}}
            {"type":"scenario-finished","at":"2026-11-22T18:30:00Z","scenario":"s1","status":"passed"}

            """);

        var run = ReportWriter.WriteAll(folder.Path);

        run.Scenarios.Single().Tags.ShouldBeEmpty();
        run.Totals.Held.ShouldBe(1);
    }

    [Test]
    public void Ten_thousand_scenarios_are_folded_and_written()
    {
        var stream = Stream.Begun(Provenance.Real);
        for (var i = 0; i < 10_000; i++)
            stream.Titled($"title {i}", Status.Passed, Stream.Verdict(Outcome.Holds), Stream.Step(), Stream.Figure(1, atMost: 2), Stream.Step(), Stream.Step());

        var run = stream.Finished().Fold();

        run.Totals.Passed.ShouldBe(10_000);
        Html.HtmlReport.Write(run, new NoEvidence()).Length.ShouldBeLessThan(8_000_000);
        JUnit.JUnitReport.Write(run).ShouldContain("tests=\"10000\"");
        Markdown.MarkdownSummary.Write(run).Length.ShouldBeLessThan(2_000);
    }

    private sealed class NoEvidence : IEvidenceText
    {
        public string? Read(EvidenceFile file) => null;
    }
}
