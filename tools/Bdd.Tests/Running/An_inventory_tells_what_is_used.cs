using Validation.Bdd.Tests.Generator;

namespace Validation.Bdd.Tests.Running;

[TestFixture]
public sealed class An_inventory_tells_what_is_used
{
    private static readonly StepInventory Inventory = StepInventory.Of(Compiler.Load("""
        using Reqnroll;

        [Binding]
        public sealed class Steps
        {
            [Given("a {word}")] public void A(string word) { }
            [Given("a lamp")] public void Lamp() { }
            [When("{int} pass(es)")] public void Pass(int n) { }
            [When("nobody says this")] public void Nobody() { }
        }
        """));

    [Test]
    public void And_what_is_not()
    {
        var usage = Inventory.Usage([new FeatureText("x.feature", """
            Feature: T
              Scenario Outline: S
                Given a cup
                When <n> pass
                Examples:
                  | n |
                  | 1 |
                  | 2 |
            """)]);
        usage.Used.Select(u => $"{u.Binding}: {string.Join(", ", u.Uses.Select(s => $"{s.Path}:{s.Line} {s.Text}"))}").ShouldBe(
        [
            "Steps.A [Given(\"a {word}\")]: x.feature:3 a cup",
            "Steps.Pass [When(\"{int} pass(es)\")]: x.feature:4 1 pass, x.feature:4 2 pass",
        ]);
        usage.Unused.Select(b => b.Expression).ShouldBe(["a lamp", "nobody says this"]);
        usage.Unbound.ShouldBeEmpty();
    }

    [Test]
    public void And_which_steps_bind_not_exactly_once()
    {
        var usage = Inventory.Usage([new FeatureText("x.feature", "Feature: T\n  Scenario: S\n    Given a lamp\n    When who knows\n    And 3 pass\n      | t |\n"), new FeatureText("y.feature", "nonsense")]);
        usage.Ambiguous.Select(u => u.Step.Line).ShouldBe([3]);
        usage.Undefined.Select(u => u.Step.Text).ShouldBe(["who knows"]);
        usage.Unbound.Select(u => $"{u.Step.Path}:{u.Step.Line} {u.Id}").ShouldBe(["x.feature:3 VALB003", "x.feature:4 VALB002", "x.feature:5 VALB004", "y.feature:1 VALB001"]);
        usage.Used.ShouldBeEmpty();
    }

    [Test]
    public void And_which_bindings_cannot_work() => StepInventory.Of(Compiler.Load("using Reqnroll; [Binding] public sealed class Steps { [Given(\"a {b}\")] public void A(string b) { } }"))
        .Faults.Single().ShouldStartWith("Steps.A: there is no parameter type {b}; ");
}
