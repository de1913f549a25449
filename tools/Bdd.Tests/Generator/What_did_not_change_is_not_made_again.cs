using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Validation.Bdd.Tests.Generator;

[TestFixture]
public sealed class What_did_not_change_is_not_made_again
{
    private const string One = "Feature: One\n  Scenario: S\n    Given a pushgateway\n";
    private const string Two = "Feature: Two\n  Scenario: S\n    Given a pushgateway\n";

    [Test]
    public void Code_that_holds_no_binding_changes_nothing()
    {
        var (driver, compilation) = new Compiler().Steps(SampleSteps.Code).Feature("one.feature", One).Start();
        driver = driver.RunGenerators(compilation);
        var result = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class C { }"))).GetRunResult().Results.Single();
        Reasons(result, "ReadFeature").ShouldBe([IncrementalStepRunReason.Cached]);
        Reasons(result, "ReadBindings").ShouldBe([IncrementalStepRunReason.Unchanged]);
        Outputs(result).ShouldAllBe(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
    }

    [Test]
    public void A_feature_that_changes_leaves_the_others_alone()
    {
        var (driver, compilation) = new Compiler().Steps(SampleSteps.Code).Feature("one.feature", One).Feature("two.feature", Two).Start();
        driver = driver.RunGenerators(compilation);
        var old = driver.GetRunResult().Results.Single();
        var changed = Compiler.Text("two.feature", Two.Replace("Scenario: S", "Scenario: Other", StringComparison.Ordinal));
        driver = driver.ReplaceAdditionalTexts([Compiler.Text("one.feature", One), changed]).RunGenerators(compilation);
        var result = driver.GetRunResult().Results.Single();
        Reasons(result, "ReadFeature").ShouldBe([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified], ignoreOrder: true);
        result.GeneratedSources.Single(s => s.HintName == "one.feature.g.cs").SourceText.ShouldBeSameAs(old.GeneratedSources.Single(s => s.HintName == "one.feature.g.cs").SourceText);
        result.GeneratedSources.Single(s => s.HintName == "two.feature.g.cs").SourceText.ToString().ShouldContain("Other");
    }

    [Test]
    public void A_binding_that_changes_writes_no_fixture_anew_and_checks_the_steps_again()
    {
        var (driver, compilation) = new Compiler().Steps(SampleSteps.Code).Feature("one.feature", One).Start();
        driver = driver.RunGenerators(compilation);
        var old = driver.GetRunResult().Results.Single();
        var rival = CSharpSyntaxTree.ParseText("[Reqnroll.Binding] public sealed class Rival { [Reqnroll.Given(\"a pushgateway\")] public void M() { } }");
        var result = driver.RunGenerators(compilation.AddSyntaxTrees(rival)).GetRunResult().Results.Single();
        result.Diagnostics.Single().Id.ShouldBe("VALB003");
        result.GeneratedSources.Single(s => s.HintName == "one.feature.g.cs").SourceText.ShouldBeSameAs(old.GeneratedSources.Single(s => s.HintName == "one.feature.g.cs").SourceText);
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason)];

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);
}
