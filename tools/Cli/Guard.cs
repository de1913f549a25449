using Validation.Harness;

namespace Validation.Cli;

/// <summary>Turns what a command throws into one sentence and an exit code.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command, CancellationToken cancel)
    {
        try
        {
            return await command(cancel);
        }
        catch (BadInputException e)
        {
            await Console.Error.WriteLineAsync($"validate: {e.Message}");
            return ExitCodes.BadInput;
        }
        catch (ComponentFailedException e)
        {
            await Console.Error.WriteLineAsync($"validate: {e.Message}");
            return ExitCodes.Violated;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("validate: stopped; everything that was started is gone, and what was found is in the report.");
            return ExitCodes.Stopped;
        }
    }
}
