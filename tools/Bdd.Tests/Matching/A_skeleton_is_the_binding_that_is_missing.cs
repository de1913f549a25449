using Validation.Bdd.Matching;

namespace Validation.Bdd.Tests.Matching;

[TestFixture]
public sealed class A_skeleton_is_the_binding_that_is_missing
{
    [TestCase(nameof(StepKind.When), "a batch job pushes \"orders\" with 3 items",
        "[When(\"a batch job pushes {string} with {int} items\")] public void ABatchJobPushesWithItems(string p0, int p1) { throw new PendingStepException(); }")]
    [TestCase(nameof(StepKind.Then), "it takes at most 0.5 s",
        "[Then(\"it takes at most {double} s\")] public void ItTakesAtMostS(double p0) { throw new PendingStepException(); }")]
    [TestCase(nameof(StepKind.Given), "the rate (per 5m) and/or more on host vm-1 of release 1.2.3",
        @"[Given(""the rate \\(per 5m\\) and\\/or more on host vm-1 of release 1.2.3"")] public void TheRatePer5mAndOrMoreOnHostVm1OfRelease123() { throw new PendingStepException(); }")]
    [TestCase(nameof(StepKind.Given), "'x' is -4",
        "[Given(\"{string} is {int}\")] public void Is(string p0, int p1) { throw new PendingStepException(); }")]
    [TestCase(nameof(StepKind.Given), "5", "[Given(\"{int}\")] public void Step(int p0) { throw new PendingStepException(); }")]
    public void Values_become_parameters(string kind, string text, string skeleton) =>
        StepSkeleton.Write(Enum.Parse<StepKind>(kind), text, false, false).ShouldBe(skeleton);

    [Test]
    public void A_table_or_a_doc_string_is_the_last_parameter()
    {
        StepSkeleton.Write(StepKind.Given, "these jobs", true, false).ShouldContain("TheseJobs(DataTable table)");
        StepSkeleton.Write(StepKind.Given, "2 lines", false, true).ShouldContain("Lines(int p0, string text)");
    }

    [TestCase("a batch job pushes \"orders\" with 3 items")]
    [TestCase("the rate (per 5m) and/or more \\ {x} at 0.5 s")]
    [TestCase("'a' \"b\" -1 2.5 x3 3x")]
    public void Its_expression_matches_its_step(string text)
    {
        var skeleton = StepSkeleton.Write(StepKind.Given, text, false, false);
        var literal = skeleton["[Given(\"".Length..skeleton.IndexOf("\")]", StringComparison.Ordinal)];
        var expression = literal.Replace("\\\\", "\\", StringComparison.Ordinal);
        var types = ParameterType.BuiltIn.ToDictionary(t => t.Name, t => t.Pattern);
        StepExpression.Parse(expression, ExpressionStyle.Cucumber, types).Match(text).ShouldNotBeNull();
    }
}
