using Reqnroll;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Loss;

/// <summary>Words about where log lines are lost on their way.</summary>
[Binding]
public sealed class LossSteps(SpareLane lane, Claims claims)
{
    // What was read but is in the collector's batch of a second, and the look at the files every 200 ms, on a busy machine.
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(50);

    private DateTimeOffset _down;
    private DateTimeOffset _up;

    private static ValidationRun Run => ValidationRun.Current;

    [Given("a lane of logs of its own, from a file through a collector to Loki")]
    public Task ALane() => lane.BorrowAsync(TimeSpan.Zero);

    [Given("a lane of logs of its own, whose lines are {int} days old")]
    public Task AnOldLane(int days) => lane.BorrowAsync(TimeSpan.FromDays(days));

    // A program of its own: beside lines of now, Loki would take none of these.
    [Given("a lane of logs of its own, whose lines are {int} days old and of a program that has no others")]
    public Task AnOldLaneAlone(int days) => lane.BorrowAsync(TimeSpan.FromDays(days), "glance-api");

    [Given("a lane of logs of its own, whose collector queues one batch")]
    public Task ANarrowLane() => lane.BorrowAsync(TimeSpan.Zero, narrow: true);

    [When("{int} lines are written to its file")]
    public async Task Write(int lines)
    {
        using var deadline = Run.In(Run.Patience);
        await lane.WriteAsync(lines, deadline);
    }

    [When("{int} lines are written to its file while its Loki stands still for {int} seconds")]
    public async Task WriteWhilePaused(int lines, int seconds)
    {
        using var deadline = Run.In(TimeSpan.FromSeconds(seconds) + Run.Patience);
        var loki = (ICanPause)Run.Bed[PipelinePlan.SpareLoki];
        await loki.PauseAsync(deadline);
        try
        {
            await lane.WriteAsync(lines, deadline);
            await deadline.DelayAsync(TimeSpan.FromSeconds(seconds));
        }
        finally
        {
            await loki.ResumeAsync(deadline);
        }
    }

    [When("lines are written to its file all the time, and meanwhile its collector is killed and started again")]
    public async Task WriteThroughARestart()
    {
        using var deadline = Run.In(TimeSpan.FromMinutes(1));
        await WriteForAsync(TimeSpan.FromSeconds(5), deadline);
        await Task.WhenAll(RestartAsync(deadline), WriteForAsync(TimeSpan.FromSeconds(8), deadline));
        await WriteForAsync(Run.Until(_up + s_after) + TimeSpan.FromSeconds(2), deadline);
    }

    [Then("every hop of the lane passes on every line")]
    public Task EveryHopPasses() => claims.ComesToHoldAsync(ReportAsync, TimeSpan.FromSeconds(30) + Run.Patience);

    [Then("the report names {string} with {string}")]
    public Task TheReportNames(string hop, string reason) =>
        claims.ComesToHoldAsync(async d => LossIsNamed.Check(await ReportAsync(d), hop, reason), TimeSpan.FromSeconds(30) + Run.Patience);

    [Then("nothing is doubled, and every line lost was written while the collector was down")]
    public async Task LostOnlyWhileDown()
    {
        await claims.ComesToHoldAsync(async d => LostOnlyMeanwhile.Check(lane.Stream, lane.Sent, await lane.SeenAsync(d), _down - s_before, _up + s_after),
            TimeSpan.FromSeconds(30) + Run.Patience);
        using var deadline = Run.In(Run.Patience);
        var seen = await lane.SeenAsync(deadline);
        claims.Measure("lines written through a restart of the collector", "lines", lane.Written);
        claims.Measure("lines lost by the collector's receiver", "lines", lane.Written - seen.Distinct);
        claims.Measure("lines doubled", "lines", seen.Repeats, atMost: 0);
        claims.Measure("time without the collector", "s", (_up - _down).TotalSeconds);
    }

    private async Task<Verdict> ReportAsync(Deadline deadline)
    {
        var (hops, raw) = await lane.HopsAsync(deadline);
        return WhereLost.Check($"{lane.Written} lines of {lane.Stream}", lane.Written, hops, raw);
    }

    private async Task RestartAsync(Deadline deadline)
    {
        var collector = (ICanRestart)Run.Bed[PipelinePlan.SpareCollector];
        _down = Run.Clock.GetUtcNow();
        await collector.KillAsync(deadline);
        await deadline.DelayAsync(TimeSpan.FromSeconds(2));
        await collector.StartAsync(deadline);
        _up = Run.Clock.GetUtcNow();
    }

    private async Task WriteForAsync(TimeSpan span, Deadline deadline)
    {
        var end = Run.Clock.GetUtcNow() + span;
        while (Run.Clock.GetUtcNow() < end)
        {
            await lane.WriteAsync(5, deadline);
            await deadline.DelayAsync(s_pace);
        }
    }
}
