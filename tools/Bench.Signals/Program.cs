using Validation.Bench.Signals;
using Validation.Harness;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return await BenchSignals.RunAsync(args, stop.Token);
}
catch (BadInputException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
