using Validation.Backends.Loki;
using Validation.Harness;
using Validation.Simulators.Telemetry.Logs;
using Validation.Steps.Loss;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Logs;

/// <summary>
/// The receivers of the collector read a file that they find at their first look from its end (<c>start_at: end</c>), and every later one from
/// its beginning. The collector is ready before that first look: what is written in between is nobody's.
/// </summary>
public static class Readers
{
    private static readonly string[] s_programs = ["grafana", "heat-api"];
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until each receiver has read something: a program of each writes a line again and again until one is stored.</summary>
    /// <exception cref="ClaimException">A receiver reads nothing.</exception>
    public static async Task HaveBegunAsync(TimeSpan within)
    {
        var run = ValidationRun.Current;
        using var deadline = run.In(within);
        using var loki = new LokiClient(run.Bed["loki"].Endpoint());
        await Task.WhenAll(s_programs.Select(program => HasBegunAsync(loki, LogSource.Of(program), deadline)));
    }

    private static async Task HasBegunAsync(LokiClient loki, LogSource program, Deadline deadline)
    {
        var log = WrittenLog.Open("first", program);
        var verdict = await Wait.UntilAsync(() => Looking.AskAsync(async d =>
        {
            await log.WriteAsync(1, d);
            var answer = await loki.QueryRangeAsync(log.Query, log.Window, d);
            return Verdict.Of($"{program.Readers} reads", answer.Value.IsEmpty ? [new Finding("missing", "a line of many", "none", $"{log.Items.Name}/0")] : [], answer.Raw);
        }, deadline), Every, deadline);
        if (verdict.Outcome != Outcome.Holds)
            throw new ClaimException(await LossTrail.NameAsync(verdict, [SignalWay.Logs]));
    }
}
