extern alias generator;

using Validation.Bdd.Running;
using SymbolCatalog = generator::Validation.Bdd.Generator.SymbolCatalog;

namespace Validation.Bdd.Tests.Generator;

[TestFixture]
public sealed class The_build_and_the_run_see_the_same_bindings
{
    private const string Odd = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Reqnroll;

        namespace Odd;

        public enum Outer { A }

        public static class Nest { public enum Inner { LongName, B } }

        public abstract class Base
        {
            [Given("inherited")] public void Inherited() { }
        }

        [Binding, Scope(Tag = "@one"), Scope(Feature = "F", Scenario = "S")]
        public class OddSteps : Base
        {
            [When("(a|b)", ExpressionType = ExpressionType.RegularExpression), Then("x {Inner}")] public void Two(Nest.Inner? inner) { }
            [StepDefinition("list"), Scope(Tag = "two")] public static ValueTask List(IEnumerable<string> items) => default;
            [StepDefinition("table")] public void Old(Table table) { }
            [StepDefinition("outer {Odd.Outer} {Nothing}")] public void Outer(Outer outer, int nothing) { }
            [StepArgumentTransformation] public List<string> FromTable(DataTable table) => [];
            [StepArgumentTransformation("v(.*)")] public async Task<System.Version> Version(string text) { await Task.Yield(); return new(text); }
            [Given("lost")] public async void Lost() => await Task.Yield();
            [BeforeTestRun] public void NotStatic() { }
        }

        public sealed class Unmarked
        {
            [Given("unmarked")] public void M() { }
        }
        """;

    [TestCase(SampleSteps.Code)]
    [TestCase(Odd)]
    public void Attribute_by_attribute(string code)
    {
        var (_, compilation) = new Compiler().Steps(code).Start();
        var build = SymbolCatalog.Read(compilation, CancellationToken.None).Catalog;
        var run = BindingRegistry.Of([Compiler.Load(code)]).Catalog;

        build.Definitions.Select(d => $"{d} {d.Style} {string.Join(",", d.Parameters)} {string.Join(",", d.Scopes)}").Order(StringComparer.Ordinal)
            .ShouldBe(run.Definitions.Select(d => $"{d} {d.Style} {string.Join(",", d.Parameters)} {string.Join(",", d.Scopes)}").Order(StringComparer.Ordinal));
        build.Types.Select(t => t.ToString()).ShouldBe(run.Types.Select(t => t.ToString()));
        build.Faults.Select(f => f.ToString()).Order(StringComparer.Ordinal).ShouldBe(run.Faults.Select(f => f.ToString()).Order(StringComparer.Ordinal));
        run.Definitions.ShouldNotBeEmpty();
    }

    [Test]
    public void And_find_the_same_faults() => BindingRegistry.Of([Compiler.Load(Odd)]).Matcher.Faults.Select(f => f.Method)
        .ShouldBe(["OddSteps.Lost", "OddSteps.NotStatic", "Unmarked.M", "OddSteps.Outer"], ignoreOrder: true);
}
