using Reqnroll;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Files;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Logs;

/// <summary>Words about log files that are rotated or emptied while they are written to.</summary>
[Binding]
public sealed class FileChangeSteps(StackClients stack, Claims claims)
{
    // The kubelet names a rotated file by the second; and a file that is gone before the collector has seen it is nobody's (it looks every 200 ms).
    private static readonly TimeSpan NextName = TimeSpan.FromSeconds(1.1);

    private WrittenLog? _log;

    private static ValidationRun Run => ValidationRun.Current;

    private WrittenLog Log => _log ?? throw new InvalidOperationException("No program writes yet: say 'Given the program … with a log of its own' first.");

    [Given("the program {string} with a log of its own")]
    public async Task Writes(string program)
    {
        await LogBook.Current.ReadersAsync();
        _log = WrittenLog.Open("changing", LogSource.Of(program));
    }

    [When("it writes {int} lines")]
    public async Task WritesLines(int count)
    {
        using var deadline = Run.In(Run.Patience);
        await Log.WriteAsync(count, deadline);
    }

    [When("{int} times it writes {int} lines, a second later {int} more, and its file is rotated at once")]
    public async Task IsRotated(int times, int first, int more)
    {
        using var deadline = Run.In(Run.Patience + (times * NextName));
        for (var i = 0; i < times; i++)
        {
            await Log.WriteAsync(first, deadline);
            await deadline.DelayAsync(NextName);
            await Log.WriteAsync(more, deadline);
            await Log.File.RotateAsync(gzipOlder: true, deadline);
        }
    }

    [When("it writes {int} lines, and its container is started again at once")]
    public async Task IsStartedAgain(int count)
    {
        using var deadline = Run.In(Run.Patience);
        await Log.WriteAsync(count, deadline);
        var file = Log.File as PodLogFile ?? throw new InvalidOperationException($"{Log.Source.Name} runs in no container that could be started again.");
        await file.RestartAsync(deadline);
    }

    [When("its file is emptied in place")]
    public async Task IsEmptied()
    {
        using var deadline = Run.In(Run.Patience);
        await Log.File.TruncateAsync(deadline);
    }

    [Then("all its lines are in Loki exactly once, as documented")]
    public Task AreThereOnce() => claims.ComesToHoldAsync(d => Log.LookAsync(stack.Loki, 1, d), LogBook.Current.Arrival);
}
