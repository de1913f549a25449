using System.Runtime.InteropServices;
using Validation.Harness;
using Validation.Simulators.Host;

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    return await RunAsync();
}
catch (BadInputException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}

async Task<int> RunAsync()
{
    var known = string.Join(", ", Programs.All.Select(program => program.Name));
    if (args is ["--help"])
    {
        foreach (var listed in Programs.All)
            Console.WriteLine($"validation-host {listed.Name} [flags]    {listed.Summary}");
        return 0;
    }

    var program = Programs.All.FirstOrDefault(program => program.Name == args.FirstOrDefault())
        ?? throw new BadInputException("Unknown program", "first word of the command line", $"one of: {known}", args.FirstOrDefault() ?? "nothing", "name one");
    var running = await program.StartAsync(new HostContext(args[1..], Console.Out, Console.Error, TimeProvider.System));
    if (running is null)
        return 0;
    Console.WriteLine($"listening on {running.Address}");
    await stop.Task;
    await running.Stop.DisposeAsync();
    return 0;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
