using Validation.Bdd.Samples;

namespace Validation.Bdd.Tests.Running;

[TestFixture]
[NonParallelizable]
public sealed class A_run_does_what_the_features_say
{
    private SampleRun _run = null!;

    [OneTimeSetUp]
    public void Run() => _run = SampleRun.Start();

    [Test]
    public void Every_scenario_ends_as_it_should()
    {
        var ends = _run.Cases.Select(c => $"{c.Key}: {c.Value.ResultState}").Order(StringComparer.Ordinal);
        ends.ShouldBe(
        [
            "A hook skips: Skipped:Ignored",
            "A row breaks (value: 2): Passed",
            "A row breaks (value: 5): Failed",
            "A step breaks: Failed:Error",
            "A step is pending: Failed:Error",
            "A step skips: Skipped:Ignored",
            "A table has a column too many: Failed:Error",
            "Adding 2 (sum: 3): Passed",
            "Adding 3 (sum: 4): Passed",
            "Alone with 1: Passed",
            "Alone with 2: Passed",
            "Alone: Passed",
            "Arguments are converted: Passed",
            "Both break: Failed:Error",
            "Facts (tag: row): Passed",
            "First: Passed",
            "Not yet: Skipped:Ignored",
            "Of two the one: Passed",
            "Of two the other: Passed",
            "One is added: Passed",
            "One: Passed",
            "Passing by 1: Passed",
            "Passing by 2: Passed",
            "Passing by 3: Passed",
            "Passing by 4: Passed",
            "Second: Passed",
            "Tables become objects: Passed",
            "The hook after breaks: Failed:Error",
            "The hook before breaks: Failed:Error",
            "Two: Passed",
            "Zählen: Passed",
        ]);
    }

    [Test]
    public void A_failing_step_names_the_line_of_its_feature()
    {
        _run.Cases["A step breaks"].StackTrace.ShouldNotBeNull().ShouldContain("failing.feature:line 6");
        _run.Cases["A step breaks"].StackTrace.ShouldNotBeNull().ShouldContain("ClaimSteps.Breaks() in ");
        _run.Cases["A row breaks (value: 5)"].StackTrace.ShouldNotBeNull().ShouldContain("failing.feature:line 11");
        _run.Cases["The hook before breaks"].StackTrace.ShouldNotBeNull().ShouldContain("failing.feature:line 29");
    }

    [Test]
    public void Hooks_run_in_their_order_around_the_steps() => Journal.Of("One is added").ShouldBe(
    [
        "before 1",
        "before 2",
        "before special",
        "block Given",
        "Given a counter at 1 at Features/counting.feature:6",
        "step OK",
        "end of block Given",
        "block When",
        "When 1 is added at Features/counting.feature:10",
        "step OK",
        "end of block When",
        "block Then",
        "Then the counter is at 2 at Features/counting.feature:11",
        "step OK",
        "end of block Then",
        "after OK: ",
        "3 of 3 steps of One is added, row 0",
        "after all",
        "counter disposed",
        "scratch disposed",
    ]);

    [Test]
    public void Hooks_after_run_when_a_step_has_failed_and_the_steps_behind_it_do_not() => Journal.Of("A step breaks").ShouldBe(
    [
        "before 1",
        "before 2",
        "block Given",
        "Given a counter at 1 at Features/failing.feature:5",
        "step OK",
        "end of block Given",
        "block Then",
        "Then it breaks at Features/failing.feature:6",
        "step TestError",
        "end of block Then",
        "after TestError: broken on purpose",
        "2 of 3 steps of A step breaks, row 0",
        "after all",
        "counter disposed",
        "scratch disposed",
    ]);

    [Test]
    public void A_hook_that_skips_keeps_the_steps_from_running()
    {
        Journal.Of("A hook skips").ShouldBe(
            ["before 1", "before 2", "after Skipped: no infrastructure here", "0 of 1 steps of A hook skips, row 0", "after all", "scratch disposed"]);
        _run.Cases["A hook skips"].Message.ShouldBe("no infrastructure here");
    }

    [Test]
    public void What_is_tagged_to_be_ignored_is_skipped_with_the_reason()
    {
        Journal.Of("Not yet").ShouldBeEmpty();
        _run.Cases["Not yet"].Message.ShouldBe("Tagged @ignore (Features/failing.feature:42)");
    }

    [Test]
    public void A_step_that_is_pending_or_skips_is_known_as_such()
    {
        Journal.Of("A step is pending").ShouldContain("after StepDefinitionPending: The binding of this step is still to be written.");
        Journal.Of("A step skips").ShouldContain("after Skipped: there is no cluster");
    }

    [Test]
    public void A_hook_that_breaks_fails_the_scenario_and_no_later_hook_of_its_kind_runs()
    {
        _run.Cases["The hook after breaks"].Message.ShouldContain("the hook after is broken");
        Journal.Of("The hook after breaks").ShouldNotContain("after all");
        Journal.Of("The hook after breaks").ShouldContain("counter disposed");
    }

    [Test]
    public void A_hook_that_breaks_after_a_step_hides_nothing()
    {
        var both = _run.Cases["Both break"];
        both.Message.ShouldContain("The scenario failed, and a hook after it too. (broken on purpose) (the hook after is broken)");
        both.StackTrace.ShouldNotBeNull().ShouldContain("failing.feature:line 39");
    }

    [Test]
    public void A_column_that_is_no_member_is_named() => _run.Cases["A table has a column too many"].Message
        .ShouldContain("The column \"Colour\" is no member of Job, which has At, Count, Lamp, Name, Pause; correct the column's name or remove it.");

    [Test]
    public void Output_is_the_test_s() => _run.Cases["Tables become objects"].Output.ShouldBe(
        "Job { Name = a, Count = 1, Lamp = Green, Pause = 00:01:30, At = 01/02/2026 03:04:05 +00:00 }; Job { Name = b, Count = 2, Lamp = , Pause = 00:00:00, At =  }" + Environment.NewLine);

    [Test]
    public void Hooks_around_a_feature_run_once_by_tag()
    {
        Journal.Of("feature Counting").ShouldBe(["before", "after"]);
        Journal.Of("feature Failing on purpose").Order(StringComparer.Ordinal).ShouldBe(["after", "before", "before tagged"]);
    }

    [Test]
    public void Hooks_around_the_run_run_once_although_scenarios_failed() => Journal.Of("run").ShouldBe(["before", "after, made in BeforeTestRun"]);

    [Test]
    public void Names_and_categories_can_be_filtered()
    {
        var test = _run.Cases["Facts (tag: row)"].Test;
        test.FullName.ShouldBe("Validation.Bdd.Samples.Features.Counting.Facts(\"row\")");
        test.Properties["Category"].Cast<string>().ShouldBe(["row"]);
        test.Parent!.Properties["Category"].Cast<string>().ShouldBe(["own"], ignoreOrder: true);
        test.Parent.Properties.Get("Description").ShouldBe("What it is about.");
    }
}
