using Validation.Bdd.Matching;

namespace Validation.Bdd.Tests.Matching;

[TestFixture]
public sealed class A_step_finds_its_binding
{
    private static readonly StepPlace Place = new("Feature", "Scenario", ["web", "slow"]);

    [Test]
    public void Of_its_kind()
    {
        var matcher = Matcher(Definition(StepKind.Given, "a"), Definition(StepKind.When, "a"));
        Find(matcher, StepKind.When, "a").Found!.Definition.Id.ShouldBe(1);
        Find(matcher, StepKind.Then, "a").IsUndefined.ShouldBeTrue();
    }

    [Test]
    public void Two_that_fit_are_ambiguous()
    {
        var match = Find(Matcher(Definition(StepKind.Any, "a {word}", [ParameterShape.Text]), Definition(StepKind.Given, "a b")), StepKind.Given, "a b");
        match.Found.ShouldBeNull();
        match.Rivals.Select(r => r.Definition.Expression).ShouldBe(["a {word}", "a b"]);
    }

    [Test]
    public void The_one_with_more_restrictions_goes_first()
    {
        var matcher = Matcher(
            Definition(StepKind.Given, "a"),
            Definition(StepKind.Given, "a", scopes: new BindingScope("web", null, null)),
            Definition(StepKind.Given, "a", scopes: new BindingScope("web", "feature", null)),
            Definition(StepKind.Given, "a", scopes: new BindingScope("other", "Feature", "Scenario")));
        Find(matcher, StepKind.Given, "a").Found!.Definition.Id.ShouldBe(2);
    }

    [Test]
    public void Equal_restrictions_are_ambiguous()
    {
        var matcher = Matcher(
            Definition(StepKind.Given, "a", scopes: new BindingScope("web", null, null)),
            Definition(StepKind.Given, "a", scopes: new BindingScope("slow", null, null)));
        Find(matcher, StepKind.Given, "a").IsAmbiguous.ShouldBeTrue();
    }

    [Test]
    public void Whose_scope_covers_it()
    {
        var matcher = Matcher(Definition(StepKind.Given, "a", scopes: new BindingScope("api", null, null)));
        Find(matcher, StepKind.Given, "a").IsUndefined.ShouldBeTrue();
    }

    [Test]
    public void Whose_parameters_take_what_it_gives()
    {
        var matcher = Matcher(
            Definition(StepKind.Given, ".*"),
            Definition(StepKind.Given, ".*", [ParameterShape.Text]),
            Definition(StepKind.Given, ".*", [ParameterShape.Table]));
        matcher.Find(StepKind.Given, "a", false, false, Place).Found!.Definition.Id.ShouldBe(0);
        matcher.Find(StepKind.Given, "a", false, true, Place).Found!.Definition.Id.ShouldBe(1);
        matcher.Find(StepKind.Given, "a", true, false, Place).Found!.Definition.Id.ShouldBe(2);
    }

    [Test]
    public void A_text_that_fits_with_parameters_that_do_not_is_a_misfit()
    {
        var match = Matcher(Definition(StepKind.Given, "a {int}")).Find(StepKind.Given, "a 1", false, false, Place);
        match.IsUndefined.ShouldBeFalse();
        match.Misfits.Single().Definition.Expression.ShouldBe("a {int}");
    }

    [Test]
    public void A_broken_expression_is_a_fault_and_hides_no_other()
    {
        var matcher = Matcher(Definition(StepKind.Given, "a {nothing}"), Definition(StepKind.Given, "a"));
        matcher.Faults.Single().Method.ShouldBe("Steps.Method");
        Find(matcher, StepKind.Given, "a").Found.ShouldNotBeNull();
    }

    [Test]
    public void Matchers_of_equal_catalogs_are_equal()
    {
        Matcher(Definition(StepKind.Given, "a")).ShouldBe(Matcher(Definition(StepKind.Given, "a")));
        Matcher(Definition(StepKind.Given, "a")).ShouldNotBe(Matcher(Definition(StepKind.Given, "b")));
    }

    private static StepMatch Find(StepMatcher matcher, StepKind kind, string text) => matcher.Find(kind, text, false, false, Place);

    private static StepMatcher Matcher(params StepDefinition[] definitions) =>
        new(new BindingCatalog(definitions.Select((d, i) => d with { Id = i }).ToEquatable(), EquatableArray<ParameterType>.Empty, EquatableArray<BindingFault>.Empty));

    private static StepDefinition Definition(StepKind kind, string expression, ParameterShape[]? parameters = null, params BindingScope[] scopes) =>
        new(0, kind, expression, ExpressionStyle.Detected, "Steps.Method", (parameters ?? []).ToEquatable(), scopes.ToEquatable());
}
