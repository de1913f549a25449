using Validation.Harness;
using Validation.Harness.Events;

namespace Validation.Reports.Tests;

public class The_headline
{
    [Test]
    public void Names_kind_verdict_seed_and_run() =>
        Headline.FirstLine(Stream.Begun(Provenance.Real).Scenario(Status.Passed).Finished().Fold()).ShouldBe("ACCEPTANCE — holds · seed 0000000000000001 · run run-1");

    [Test]
    public void Says_what_was_not_run() =>
        Headline.Why(Stream.Begun().Scenario(Status.Passed, Stream.Verdict(Outcome.Holds)).Scenario(Status.Passed, Stream.Verdict(Outcome.Holds)).Scenario(Status.Skipped).Finished().Fold())
            .ShouldBe("All 2 scenarios that ran passed: 2 claims hold. 1 scenario was not run.");

    [Test]
    public void Says_when_nothing_was_claimed() =>
        Headline.Why(Stream.Begun().Scenario(Status.Passed).Finished().Fold()).ShouldBe("The one scenario that ran passed, but no claim was put to the stack.");

    [Test]
    public void Says_why_nothing_ran() =>
        Headline.Why(Stream.Begun().Add(new OutputWritten(default, null, "The stack did not start: Component loki failed.\nEnd of its log:\nno")).Finished().Fold())
            .ShouldBe("No scenario ran to an end. The stack did not start: Component loki failed. End of its log: no");

    [Test]
    public void Of_an_acceptance_that_does_not_hold_accepts_nothing() =>
        Headline.Meaning(Stream.Begun(Provenance.Real).Scenario(Status.Failed).Finished().Fold())
            .ShouldBe("Every part was an upstream program; a release needs an acceptance that holds.");

    [Test]
    public void Of_a_rehearsal_counts_the_stand_ins() =>
        Headline.Meaning(Stream.Begun(Provenance.Real, Provenance.StandIn).Scenario(Status.Passed).Finished().Fold())
            .ShouldBe("1 of 2 parts is a stand-in, so this run cannot accept a release.");
}
