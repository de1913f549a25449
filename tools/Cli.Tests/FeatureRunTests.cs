using NUnit.Framework.Internal;

namespace Validation.Cli.Tests;

public sealed class FeatureRunTests
{
    [Test]
    public void A_run_in_which_every_scenario_began_has_nothing_to_add() =>
        FeatureRun.Unrecorded(2, 2, Result(null)).ShouldBeNull();

    [Test]
    public void A_scenario_that_broke_before_its_first_event_is_not_forgotten() =>
        FeatureRun.Unrecorded(2, 1, Result("no binding could be made"))
            .ShouldBe("Only 1 of 2 scenarios began, so nothing is proven of the others: no binding could be made");

    [Test]
    public void A_scenario_that_never_began_for_no_reason_is_not_forgotten_either() =>
        FeatureRun.Unrecorded(2, 1, Result(null)).ShouldEndWith("no reason was given");

    private static TestSuiteResult Result(string? failure)
    {
        var suite = new TestSuiteResult(new TestSuite("features"));
        var test = new TestSuite("scenario").MakeTestResult();
        if (failure is not null)
            test.SetResult(NUnit.Framework.Interfaces.ResultState.Failure, failure);
        suite.AddResult(test);
        return suite;
    }
}
