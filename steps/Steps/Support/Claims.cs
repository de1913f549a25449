using Reqnroll;
using Validation.Harness;
using Validation.Harness.Events;
using Validation.Steps.Loss;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>How a step demands something: every verdict goes into the stream, and one that does not hold ends the scenario.</summary>
public sealed class Claims(ScenarioContext scenario)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private static ValidationRun Run => ValidationRun.Current;

    /// <summary>Demands that a verdict holds.</summary>
    /// <exception cref="ClaimException">It does not.</exception>
    public void Demand(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        Run.Log.Write(scenario.Id(), verdict);
        if (verdict.Outcome != Outcome.Holds)
            throw new ClaimException(verdict, told: true);
    }

    /// <summary>Demands that a claim comes to hold within a time, and returns the verdict that did. Where items are missed, the hop is named that lost them.</summary>
    /// <param name="look">One look.</param>
    /// <param name="within">The time.</param>
    /// <param name="every">Pause between two looks; longer than usual for a look that asks many questions.</param>
    /// <exception cref="ClaimException">It did not.</exception>
    public async Task<Verdict> ComesToHoldAsync(Func<Deadline, Task<Verdict>> look, TimeSpan within, TimeSpan? every = null)
    {
        using var deadline = Run.In(within);
        var verdict = await Wait.UntilAsync(() => Looking.AskAsync(look, deadline), every ?? Every, deadline);
        Demand(await LossTrail.NameAsync(verdict, SignalWay.Of(scenario.ScenarioInfo.CombinedTags)));
        return verdict;
    }

    /// <summary>Demands that a claim holds for a whole window.</summary>
    /// <exception cref="ClaimException">It did not.</exception>
    public async Task StaysAsync(Func<Deadline, Task<Verdict>> look, TimeSpan window)
    {
        using var deadline = Run.In(window + Run.Patience);
        Demand(await Wait.WhileAsync(() => Looking.AskAsync(look, deadline), Every, window, deadline));
    }

    /// <summary>Writes a figure into the stream.</summary>
    public void Measure(string name, string unit, double value, double? atLeast = null, double? atMost = null) =>
        Run.Log.Write(new Measured(Run.Log.Now, scenario.Id(), name, unit, value, atLeast, atMost));
}
