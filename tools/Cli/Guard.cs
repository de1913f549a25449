using System.Runtime.InteropServices;
using Validation.Harness;

namespace Validation.Cli;

/// <summary>Turns what a command throws, and whoever stops it, into one sentence and an exit code.</summary>
internal static class Guard
{
    /// <summary>
    /// Runs a command. Ctrl+C and SIGTERM ask it to end in order, however long that takes; asked again, the process dies at once.
    /// </summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        try
        {
            return await command(stop.Token);
        }
        catch (Exception e) when (stop.IsCancellationRequested)
        {
            await SayAsync(e is OperationCanceledException
                ? "stopped; everything that was started is gone, and what was found is in the report."
                : $"stopped; what broke by that: {e.Message}");
            return ExitCodes.Stopped;
        }
        catch (BadInputException e)
        {
            await SayAsync(e.Message);
            return ExitCodes.BadInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await SayAsync(new BadInputException("A file cannot be read or written", "disk", "room, and the right to use it",
                e.Message, "mend that first").Message);
            return ExitCodes.BadInput;
        }
        catch (ComponentFailedException e)
        {
            // The stack never stood, so nothing was asked of it: somebody must mend the program, its values or the machine.
            await SayAsync($"{e.Message}\nNothing is proven; "
                + "mend the program or the values it is given, or allow it more time with the run setting StartLimit.");
            return ExitCodes.BadInput;
        }
        catch (Exception e)
        {
            await SayAsync($"The harness itself broke, so nothing is proven: {e}");
            return ExitCodes.Violated;
        }

        void Ask(PosixSignalContext signal)
        {
            // The second one is left to the kernel. Components die with this process all the same; their data is left to the sweep.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private static Task SayAsync(string sentence) => Console.Error.WriteLineAsync($"validate: {sentence}");
}
