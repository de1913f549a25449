namespace Validation.Bdd.Tests.Generator;

[TestFixture]
public sealed class A_broken_feature_does_not_build
{
    [Test]
    public void Broken_gherkin_is_an_error_at_its_line() => Errors("""
        Feature: T
          Scenario: S
            Given a pushgateway
            Gven b
        """).Single().ShouldStartWith("Error VALB001 x.feature:4:5 The feature cannot be read: expected: #EOF, ");

    [Test]
    public void An_undefined_step_is_an_error_that_holds_the_missing_binding() => Errors("""
        Feature: T
          Scenario: S
            Given a pushgateway
            When a batch job pushed "orders" with 3 items
            And these jobs
              | a |
        """).ShouldBe(
        [
            "Error VALB002 x.feature:4:5 No binding fits the step \"a batch job pushed \"orders\" with 3 items\"; write one: "
                + "[When(\"a batch job pushed {string} with {int} items\")] public void ABatchJobPushedWithItems(string p0, int p1) { throw new PendingStepException(); }",
            "Error VALB002 x.feature:5:5 No binding fits the step \"these jobs\"; write one: "
                + "[When(\"these jobs\")] public void TheseJobs(DataTable table) { throw new PendingStepException(); }",
        ]);

    [Test]
    public void An_ambiguous_step_is_an_error_that_names_its_bindings() => Compiler("""
        Feature: T
          Scenario: S
            Given a pushgateway
        """).Steps("using Reqnroll; namespace More; [Binding] public sealed class MoreSteps { [Given(\"a {word}\")] public void Any(string w) { } }", "More").Errors()
        .ShouldBe(["Error VALB003 x.feature:3:5 Several bindings fit the step \"a pushgateway\": MoreSteps.Any [Given(\"a {word}\")]; PushSteps.Gateway [Given(\"a pushgateway\")]; reword all but one of them"]);

    [Test]
    public void A_scope_resolves_what_would_be_ambiguous() => Compiler("""
        @more
        Feature: T
          Scenario: S
            Given a pushgateway
        """).Steps("using Reqnroll; namespace More; [Binding, Scope(Tag = \"@more\")] public sealed class MoreSteps { [Given(\"a {word}\")] public void Any(string w) { } }", "More")
        .Errors().ShouldBeEmpty();

    [Test]
    public void A_step_with_an_argument_that_its_binding_does_not_take_is_an_error() => Errors("""
        Feature: T
          Scenario: S
            Given a pushgateway
              | a |
        """).ShouldBe(["Error VALB004 x.feature:3:5 The step \"a pushgateway\" gives 0 arguments and a data table, and the parameters of PushSteps.Gateway [Given(\"a pushgateway\")] do not take them; correct the method or the step"]);

    [Test]
    public void Two_scenarios_of_one_title_are_an_error() => Errors("Feature: T\n  Scenario: S\n    Given a pushgateway\n  Scenario: S\n    Given a pushgateway\n")
        .ShouldBe(["Error VALB005 x.feature:4:3 The scenario \"S\" is already in line 2; give each scenario of a feature a title of its own"]);

    [Test]
    public void A_placeholder_without_a_column_is_an_error() => Errors("""
        Feature: T
          Scenario Outline: S
            When a batch job pushes "<nme>" with 1 item
            Examples:
              | name |
              | x    |
        """).ShouldBe(["Error VALB006 x.feature:3:5 The placeholder <nme> has no column in the Examples of line 4, whose columns are name; add the column or correct the name"]);

    [Test]
    public void A_scenario_without_steps_is_an_error() => Errors("Feature: T\n  Scenario: S\n").Single().ShouldStartWith("Error VALB007 x.feature:2:3 ");

    [Test]
    public void Two_features_of_one_name_in_a_folder_are_an_error()
    {
        const string Text = "Feature: T\n  Scenario: S\n    Given a pushgateway\n";
        Compiler(Text).Feature("y.feature", Text).Feature("other/y.feature", Text).Errors()
            .ShouldBe(["Error VALB008 y.feature:1:1 The feature \"T\" is already in x.feature; give each feature of a folder a title of its own"]);
    }

    [Test]
    public void Only_the_row_that_cannot_be_bound_is_reported_once() => Errors("""
        Feature: T
          Scenario Outline: S
            When the lamp turns <colour>
            Examples:
              | colour |
              | green  |
              | blue   |
              | pink   |
        """).Single().ShouldStartWith("Error VALB002 x.feature:3:5 No binding fits the step \"the lamp turns blue\"; ");

    [TestCase("[Given(\"a {nothing}\")] public void M() { }", "there is no parameter type {nothing}; known are DateTime, Guid, ")]
    [TestCase("[Given(\"x\")] public async void M() { await System.Threading.Tasks.Task.Yield(); }", "an async method must return Task, else nobody waits for it")]
    [TestCase("[BeforeFeature] public void M() { }", "a BeforeFeature hook runs outside of every scenario, so its method must be static")]
    public void A_binding_that_cannot_work_is_an_error(string method, string why) => new Compiler()
        .Steps($"using Reqnroll; namespace More; [Binding] public sealed class MoreSteps {{ {method} }}").Errors()
        .Single().ShouldStartWith($"Error VALB009 The binding MoreSteps.M cannot work: {why}");

    [Test]
    public void A_binding_in_a_type_that_is_not_marked_is_an_error() => new Compiler()
        .Steps("using Reqnroll; namespace More; public sealed class MoreSteps { [Given(\"x\")] public void M() { } }").Errors()
        .ShouldBe(["Error VALB009 The binding MoreSteps.M cannot work: its type must be marked [Binding], else it is not found"]);

    // The compiler does not import what is not public from a reference: there the run finds it.
    [Test]
    public void A_binding_of_the_project_itself_that_is_not_public_is_an_error() => new Compiler()
        .Source("using Reqnroll; namespace Own; [Binding] public sealed class OwnSteps { [Given(\"x\")] internal void M() { } }").Errors()
        .ShouldBe(["Error VALB009 The binding OwnSteps.M cannot work: the method must be public, else it is not found"]);

    [Test]
    public void Bindings_of_the_project_itself_count_too() => new Compiler()
        .Source("using Reqnroll; namespace Own; [Binding] public sealed class OwnSteps { [Given(\"mine\")] public void M() { } }")
        .Feature("x.feature", "Feature: T\n  Scenario: S\n    Given mine\n").Errors().ShouldBeEmpty();

    private static string[] Errors(string feature) => Compiler(feature).Errors();

    private static Compiler Compiler(string feature) => new Compiler().Steps(SampleSteps.Code).Feature("x.feature", feature);
}
