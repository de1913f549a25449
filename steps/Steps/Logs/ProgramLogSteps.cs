using System.Collections.Immutable;
using Reqnroll;
using Validation.Simulators.Telemetry.Logs;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Logs;

/// <summary>Words about the logs of single programs, each with a file of its own.</summary>
[Binding]
public sealed class ProgramLogSteps(StackClients stack, Claims claims)
{
    private ImmutableArray<WrittenLog> _logs = [];

    private static ValidationRun Run => ValidationRun.Current;

    private static LogBook Book => LogBook.Current;

    [When("{int} numbered lines of each of these programs are written:")]
    public Task AreWritten(int count, DataTable programs) => WriteAsync(count, programs.Rows.Select(r => LogSource.Of(r["program"])));

    [When("{int} numbered lines of {string} are written, about half of them {string}")]
    public Task AreWritten(int count, string program, string format) => WriteAsync(count, [Tracebacks.Of(LogSource.Of(program), format)]);

    [When("each service with parsing writes {int} numbered lines to a file of its node, without a container")]
    public Task AreWrittenDirectly(int count) => WriteAsync(count, LogSource.All.Where(s => s.Pod is null));

    [Then("they are all in Loki exactly once, as documented")]
    public async Task AreThereOnce()
    {
        foreach (var log in _logs)
            await claims.ComesToHoldAsync(d => log.LookAsync(stack.Loki, 1, d), Book.Arrival);
    }

    [When("later a line of {string} is written and has arrived")]
    public async Task LaterLineHasArrived(string program)
    {
        var later = await WrittenAsync(LogSource.Of(program), 1);
        await claims.ComesToHoldAsync(d => later.LookAsync(stack.Loki, 1, d), Book.Arrival);
    }

    [Then("none of them is in Loki for the quiet window")]
    public Task StayOut() => claims.StaysAsync(async d =>
    {
        var looks = await Task.WhenAll(_logs.Select(log => log.LookAsync(stack.Loki, 0, d)));
        return looks.Aggregate((a, b) => a.And(b));
    }, Run.Settings.QuietWindow);

    private async Task WriteAsync(int count, IEnumerable<LogSource> programs)
    {
        foreach (var program in programs)
            _logs = _logs.Add(await WrittenAsync(program, count));
    }

    private static async Task<WrittenLog> WrittenAsync(LogSource program, int count)
    {
        await Book.ReadersAsync();
        using var deadline = Run.In(Run.Patience);
        var log = WrittenLog.Open("program", program);
        await log.WriteAsync(count, deadline);
        return log;
    }
}
