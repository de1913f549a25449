using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports.Tests;

public class The_runs_verdict
{
    [Test]
    public void It_holds_when_all_that_ran_passed_and_the_run_finished()
    {
        var verdict = Stream.Begun().Scenario(Status.Passed, Stream.Verdict(Outcome.Holds)).Scenario(Status.Skipped).Finished().Fold().Verdict;

        verdict.Outcome.ShouldBe(Outcome.Holds);
        verdict.ExitCode.ShouldBe(0);
        verdict.Reasons.ShouldBeEmpty();
    }

    [Test]
    public void A_failed_scenario_without_a_verdict_violates() =>
        Expect(Stream.Begun().Scenario(Status.Failed).Finished(), Outcome.Violated, "1 scenario violated its claims");

    [Test]
    public void A_violated_claim_outweighs_all_else() =>
        Expect(Stream.Begun().Scenario(Status.Failed, Stream.Verdict(Outcome.Violated, 1)).Scenario(Status.Broken).Scenario(null), Outcome.Violated,
            "1 scenario violated its claims", "1 scenario broke", "1 scenario did not finish", "the run did not finish");

    [Test]
    public void A_claim_that_could_not_be_answered_is_unknown() =>
        Expect(Stream.Begun().Scenario(Status.Passed).Scenario(Status.Failed, Stream.Verdict(Outcome.Unknown)).Finished(), Outcome.Unknown,
            "1 scenario could not be answered");

    [Test]
    public void A_broken_scenario_is_unknown() =>
        Expect(Stream.Begun().Scenario(Status.Passed).Scenario(Status.Broken).Finished(), Outcome.Unknown, "1 scenario broke");

    [Test]
    public void A_scenario_that_broke_after_a_violation_violates() =>
        Expect(Stream.Begun().Scenario(Status.Broken, Stream.Verdict(Outcome.Violated, 1)).Finished(), Outcome.Violated,
            "1 scenario violated its claims", "1 scenario broke");

    [Test]
    public void An_empty_run_is_unknown() =>
        Expect(new Stream(), Outcome.Unknown, "the run did not finish", "no scenario ran to an end");

    [Test]
    public void A_run_of_skips_alone_is_unknown() =>
        Expect(Stream.Begun().Scenario(Status.Skipped).Finished(), Outcome.Unknown, "no scenario ran to an end");

    [Test]
    public void A_run_that_was_cut_short_is_unknown_even_when_all_passed() =>
        Expect(Stream.Begun().Scenario(Status.Passed), Outcome.Unknown, "the run did not finish");

    private static void Expect(Stream stream, Outcome outcome, params string[] reasons)
    {
        var verdict = stream.Fold().Verdict;
        verdict.Outcome.ShouldBe(outcome);
        verdict.ExitCode.ShouldBe(1);
        verdict.Reasons.ShouldBe(reasons);
    }
}
