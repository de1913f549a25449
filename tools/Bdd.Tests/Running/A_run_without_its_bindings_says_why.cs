using System.Collections.Immutable;
using System.Reflection;
using NUnit.Framework.Internal;
using Reqnroll;
using Reqnroll.Bindings;
using Validation.Bdd.Tests.Generator;

namespace Validation.Bdd.Tests.Running;

/// <summary>The build refuses such features; these runs are of assemblies that were exchanged after it.</summary>
[TestFixture]
public sealed class A_run_without_its_bindings_says_why
{
    [Test]
    public async Task Before_it_begins_when_a_binding_cannot_work()
    {
        var error = await Should.ThrowAsync<BindingException>(() => TestRun.StartAsync(Compiler.Load(
            "using Reqnroll; [Binding] public sealed class Steps { [Given(\"x\")] private void X() { } [BeforeTestRun] public static void Never() => throw new System.Exception(); }")));
        error.Message.ShouldBe("Bindings cannot work: Steps.X: the method must be public, else it is not found.");
    }

    [Test]
    public async Task At_a_step_that_nobody_binds() => (await RunAsync("nobody knows 3 things")).ShouldBe(
    [
        "after UndefinedStep: No binding fits the step \"nobody knows 3 things\"; write one: "
            + "[Given(\"nobody knows {int} things\")] public void NobodyKnowsThings(int p0) { throw new PendingStepException(); }",
    ]);

    [Test]
    public async Task At_a_step_that_two_bind() => (await RunAsync("two")).Single().ShouldStartWith("after BindingError: Several bindings fit the step \"two\": Steps.");

    [Test]
    public async Task At_a_step_whose_binding_takes_something_else() => (await RunAsync("one 1")).Single()
        .ShouldBe("after BindingError: The step \"one 1\" gives 1 arguments, and the parameters of Steps.One [Given(\"one {int}\")] do not take them; correct the method or the step");

    [Test]
    public async Task At_an_argument_that_does_not_fit() => (await RunAsync("big 99999999999")).Single().ShouldStartWith("after BindingError: \"99999999999\" cannot become Int32: ");

    [Test]
    public async Task Passing_early_is_no_error() => (await RunAsync("enough")).ShouldBe(["after OK: "]);

    [Test]
    public async Task And_hooks_after_it_run_when_one_before_it_fails()
    {
        var assembly = Compiler.Load("""
            using System.Collections.Generic;
            using Reqnroll;

            [Binding]
            public static class Hooks
            {
                public static List<string> Log { get; } = [];
                [BeforeTestRun(Order = 1)] public static void Fails() { Log.Add("before 1"); throw new System.InvalidOperationException("no stack"); }
                [BeforeTestRun(Order = 2)] public static void Never() => Log.Add("before 2");
                [AfterTestRun] public static void After() => Log.Add("after");
            }
            """);
        await Should.ThrowAsync<InvalidOperationException>(() => TestRun.StartAsync(assembly));
        await TestRun.StopAsync(assembly);
        Log(assembly).ShouldBe(["before 1", "after"]);
    }

    [Test]
    public void Output_and_attachments_are_the_test_s()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "attached.txt");
        File.WriteAllText(file, "x");
        var output = new NUnitOutput();
        output.AddAttachment(file);
        output.WriteLine("{0} of {1}", 1, 2);
        TestExecutionContext.CurrentContext.CurrentResult.TestAttachments.Single().FilePath.ShouldBe(file);
        TestExecutionContext.CurrentContext.CurrentResult.Output.ShouldContain("1 of 2");
    }

    private static async Task<List<string>> RunAsync(string step)
    {
        var assembly = Compiler.Load("""
            using System.Collections.Generic;
            using Reqnroll;

            [Binding]
            public sealed class Steps(ScenarioContext context)
            {
                public static List<string> Log { get; } = [];
                [Given("two"), Given("t{word}")] public void Two() { }
                [Given("two")] public void Other() { }
                [Given("one {int}")] public void One() { }
                [Given("big {int}")] public void Big(int n) { }
                [Given("enough")] public void Enough() => NUnit.Framework.Assert.Pass();
                [AfterScenario] public void After() => Log.Add($"after {context.ScenarioExecutionStatus}: {context.TestError?.Message}");
            }
            """);
        await TestRun.StartAsync(assembly);
        var feature = new FeatureRun(new FeaturePlan("F", "", "en", "f.feature", 1, []), assembly);
        await feature.StartAsync();
        var scenario = feature.Begin(new ScenarioPlan("S", "", 2, null, [], [new StepPlan(StepDefinitionType.Given, "Given", step, 3)], ImmutableArray<ExamplePlan>.Empty));
        await scenario.StartAsync();
        using (new TestExecutionContext.IsolatedContext())
        {
            await Should.ThrowAsync<Exception>(() => scenario.StepAsync(0));
        }

        await scenario.DisposeAsync();
        await feature.StopAsync();
        await TestRun.StopAsync(assembly);
        return Log(assembly);
    }

    private static List<string> Log(Assembly assembly) =>
        (List<string>)assembly.GetTypes().Select(t => t.GetProperty("Log")).OfType<PropertyInfo>().Single().GetValue(null)!;
}
