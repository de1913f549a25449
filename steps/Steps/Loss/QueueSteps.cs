using Reqnroll;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Loss;

/// <summary>Words about a collector whose queue is full, and about one that is not there.</summary>
[Binding]
public sealed class QueueSteps(SpareLane lane, Claims claims)
{
    // Until the readers of a collector that was started again have looked for the first time, on a busy machine.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);

    private static ValidationRun Run => ValidationRun.Current;

    [When("its Loki stands still, and a line is written to its file, and {int} more when that fills the queue")]
    public async Task FillTheQueue(int more)
    {
        using var deadline = Run.In(TimeSpan.FromMinutes(1));
        var loki = (ICanPause)Run.Bed[PipelinePlan.SpareLoki];
        await loki.PauseAsync(deadline);
        try
        {
            await FillTheQueueAsync(more, deadline);
        }
        finally
        {
            await loki.ResumeAsync(deadline);
        }
    }

    [When("its collector is killed, {int} lines are written to its file, and it is started again")]
    public async Task WriteToNobody(int lines)
    {
        using var deadline = Run.In(TimeSpan.FromMinutes(1));
        var collector = (ICanRestart)Run.Bed[PipelinePlan.SpareCollector];
        await collector.KillAsync(deadline);
        await lane.WriteAsync(lines, deadline);
        await collector.StartAsync(deadline);
        await lane.CollectorIsAnotherAsync(deadline);
        await deadline.DelayAsync(s_look);
    }

    [Then("only the first {int} line(s) is/are in Loki, once")]
    public Task OnlyTheFirst(int first) =>
        claims.ComesToHoldAsync(async d => OnlySomeAreThere.Check(lane.Stream, 0, first, await lane.SeenAsync(d)), Run.Patience);

    [Then("only the last {int} line(s) is/are in Loki, once")]
    public Task OnlyTheLast(int last) =>
        claims.ComesToHoldAsync(async d => OnlySomeAreThere.Check(lane.Stream, lane.Written - last, last, await lane.SeenAsync(d)), Run.Patience);

    private async Task FillTheQueueAsync(int more, Deadline deadline)
    {
        var before = await lane.CollectorAsync(deadline);
        await lane.WriteAsync(1, deadline);
        await ComesAsync("the queue is full", c => c.Queued, before.Queued + 1);
        await lane.WriteAsync(more, deadline);
        await ComesAsync("what came later found no place", c => c.Rejected - before.Rejected, more);
    }

    private Task ComesAsync(string claim, Func<LaneCounts, double> count, double wanted) => claims.ComesToHoldAsync(async d =>
    {
        var now = await lane.CollectorAsync(d);
        return Verdict.Of(claim, count(now) == wanted ? [] : [new Finding("count", $"{wanted}", $"{count(now)}")], now.Raw);
    }, Run.Patience);
}
