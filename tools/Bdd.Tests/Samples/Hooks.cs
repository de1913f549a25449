using NUnit.Framework;
using Reqnroll;
using Reqnroll.BoDi;

namespace Validation.Bdd.Samples;

public sealed class RunWide
{
    public string Name { get; set; } = "made in BeforeTestRun";
}

[Binding]
public sealed class RunHooks
{
    [BeforeTestRun]
    public static async Task Before(IObjectContainer run, IReqnrollOutputHelper output)
    {
        await Task.Yield();
        run.RegisterInstanceAs(new RunWide());
        output.WriteLine("the run begins");
        Journal.Write("run", "before");
    }

    [AfterTestRun]
    public static void After(RunWide wide) => Journal.Write("run", $"after, {wide.Name}");

    [BeforeFeature]
    public static void BeforeFeature(FeatureContext feature) => Journal.Write("feature " + feature.FeatureInfo.Title, "before");

    [AfterFeature]
    public static void AfterFeature(FeatureContext feature) => Journal.Write("feature " + feature.FeatureInfo.Title, "after");

    [BeforeFeature("tagged")]
    public static void BeforeTagged(FeatureContext feature) => Journal.Write("feature " + feature.FeatureInfo.Title, "before tagged");
}

/// <summary>Asynchronous and synchronous, static and not, with tags and orders.</summary>
[Binding]
public sealed class ScenarioHooks(ScenarioContext context, ScenarioSource source, Scratch scratch)
{
    [BeforeScenario(Order = 2)]
    public async Task Second()
    {
        await Task.Yield();
        Write("before 2");
        if (context.ScenarioInfo.CombinedTags.Contains("no-infrastructure"))
            Assert.Ignore("no infrastructure here");
        if (context.ScenarioInfo.CombinedTags.Contains("broken-before"))
            throw new InvalidOperationException("the hook before is broken");
    }

    [BeforeScenario(Order = 1)]
    public static void First(ScenarioContext context) => Journal.Write(context.ScenarioInfo.Title, "before 1");

    [BeforeScenario("@special", "other", Order = 3)]
    public ValueTask OnlySpecial()
    {
        Write("before special");
        return ValueTask.CompletedTask;
    }

    [BeforeScenario(Order = 0)]
    public static void Enter() => Presence.Enter();

    [AfterScenario(Order = 0)]
    public static void Leave() => Presence.Leave();

    [BeforeScenarioBlock]
    public void BeforeBlock() => Write($"block {context.CurrentScenarioBlock}");

    [AfterScenarioBlock]
    public void AfterBlock() => Write($"end of block {context.CurrentScenarioBlock}");

    [BeforeStep]
    public void BeforeStep() => Write($"{context.StepContext.StepInfo.StepDefinitionType} {context.StepContext.StepInfo.Text} at {source.File}:{source.Step!.Line}");

    [AfterStep]
    public void AfterStep() => Write($"step {context.StepContext.Status}");

    [AfterScenario(Order = 1)]
    public void After()
    {
        Write($"after {context.ScenarioExecutionStatus}: {context.TestError?.Message}");
        Write($"{source.Begun} of {source.Steps.Length} steps of {source.Title}, row {source.ExampleLine}");
        scratch.Owner = context.ScenarioInfo.Title;
        if (context.ScenarioInfo.CombinedTags.Contains("broken-after"))
            throw new InvalidOperationException("the hook after is broken");
    }

    [AfterScenario(Order = 2)]
    public void Last() => Write("after all");

    private void Write(string what) => Journal.Write(context.ScenarioInfo.Title, what);
}

public sealed class Scratch : IAsyncDisposable
{
    public string Owner { get; set; } = "";

    public ValueTask DisposeAsync()
    {
        Journal.Write(Owner, "scratch disposed");
        return ValueTask.CompletedTask;
    }
}
