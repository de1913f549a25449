using NUnit.Framework;
using Reqnroll;

namespace Validation.Bdd.Samples;

public enum Lamp
{
    Green,
    DarkRed,
}

public sealed record Job(string Name, int Count, Lamp? Lamp, TimeSpan Pause, DateTimeOffset? At = null);

/// <summary>Shared by the binding types of a scenario, and by them alone.</summary>
public sealed class Counter(RunWide wide) : IDisposable
{
    public int Value { get; set; }

    public string Wide => wide.Name;

    public string Owner { get; set; } = "";

    public void Dispose() => Journal.Write(Owner, "counter disposed");
}

[Binding]
public sealed class CountingSteps(Counter counter, Scratch scratch, ScenarioContext context)
{
    [Given("a counter at {int}")]
    public void Start(int value)
    {
        counter.Owner = context.ScenarioInfo.Title;
        scratch.Owner = context.ScenarioInfo.Title;
        counter.Value = value;
    }

    [When("{int} is/are added")]
    public async Task Add(int value)
    {
        await Task.Yield();
        counter.Value += value;
    }

    [When("the pause is {pause}")]
    public void Pause(TimeSpan pause) => context.Set(pause, "pause");

    [When("the lamp turns {Lamp}")]
    public void Turn(Lamp lamp) => context["lamp"] = lamp;

    [StepArgumentTransformation(@"(\d+) s", Name = "pause")]
    public TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}

[Binding]
public sealed class ClaimSteps(Counter counter, ScenarioContext context, FeatureContext feature, IReqnrollOutputHelper output)
{
    [Then("the counter is at {int}")]
    public ValueTask IsAt(int value)
    {
        Assert.That(counter.Value, Is.EqualTo(value));
        Assert.That(counter.Wide, Is.EqualTo("made in BeforeTestRun"));
        return ValueTask.CompletedTask;
    }

    [Then("the pause is {double} s long")]
    public void PauseIs(double seconds) => Assert.That(context.Get<TimeSpan>("pause").TotalSeconds, Is.EqualTo(seconds));

    [Then("the lamp is {Lamp}")]
    public void LampIs(Lamp lamp) => Assert.That(context["lamp"], Is.EqualTo(lamp));

    [Then("it breaks")]
    public async Task Breaks()
    {
        await Task.Yield();
        throw new InvalidOperationException("broken on purpose");
    }

    [Then("it is pending")]
    public void IsPending() => throw new PendingStepException();

    [Then("it is skipped because {string}")]
    public void IsSkipped(string why) => Assert.Ignore(why);

    [Then("these are the jobs")]
    public void Jobs(DataTable table) => output.WriteLine(string.Join("; ", table.CreateSet<Job>()));

    [Then("{string} is the text")]
    public void Text(string first, string text)
    {
        Assert.That(text, Is.EqualTo(first));
        Assert.That(context.StepContext.StepInfo.MultilineText, Is.EqualTo(text));
    }

    [Then("the scenario knows {string}")]
    public void Knows(string facts) => Assert.That(
        $"{feature.FeatureInfo.Title}/{context.RuleInfo?.Title}/{string.Join('+', context.ScenarioInfo.Tags)}/{string.Join('+', context.ScenarioInfo.CombinedTags)}/"
        + string.Join('+', context.ScenarioInfo.Arguments.Keys.Cast<string>().Select(k => $"{k}={context.ScenarioInfo.Arguments[k]}")) + $"/{context.ScenarioInfo.Description}",
        Is.EqualTo(facts));
}
