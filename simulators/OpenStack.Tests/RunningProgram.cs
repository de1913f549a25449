using System.Collections.Concurrent;
using CliWrap;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>A real program that runs until it is disposed, and what it printed.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _run;

    public RunningProgram(string program, string[] arguments, IReadOnlyDictionary<string, string?> environment) =>
        _run = CliWrap.Cli.Wrap(program).WithArguments(arguments).WithEnvironmentVariables(environment).WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(_lines.Enqueue)).WithStandardErrorPipe(PipeTarget.ToDelegate(_lines.Enqueue))
            .ExecuteAsync(_stop.Token);

    public string Log => string.Join('\n', _lines);

    /// <summary>Looks until there is something to see; fails with the log when the program ended or a minute has passed.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        using var deadline = Harness.Deadline.In(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (true)
        {
            if (await look() is { } seen)
                return seen;
            if (_run.IsCompleted || deadline.Passed)
                throw new AssertionException($"The program {(_run.IsCompleted ? "ended" : "was not ready in a minute")}:\n{Log}");
            await deadline.DelayAsync(TimeSpan.FromMilliseconds(50));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _run;
        }
        catch (OperationCanceledException)
        {
            // It was we who ended it.
        }

        _stop.Dispose();
    }
}
