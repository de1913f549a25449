using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Metrics;
using Validation.Simulators.Telemetry.Otlp;
using Validation.Simulators.Telemetry.OtlpLogs;
using Validation.Simulators.Telemetry.Sending;
using Validation.Simulators.Telemetry.Traces;

namespace Validation.Bench.Signals;

/// <summary>
/// Measures the emitters and the checks of the three signals: items a second of one core sent over OTLP/HTTP to a sink in another
/// process, and verified; the memory of verifying many log lines; beside k6 where a program is given.
/// </summary>
public static class BenchSignals
{
    private const int Batch = 1_000;
    private const int TreesABatch = 100;

    /// <summary>Runs the bench and prints a table.</summary>
    /// <param name="args"><c>[--items N] [--lines N] [--k6 PROGRAM]</c>; <c>sink</c> is the receiver itself.</param>
    /// <param name="stop">Ends the bench, and the processes that it started.</param>
    /// <returns>0 when every target was met, 1 when one was missed.</returns>
    /// <exception cref="BadInputException">An argument makes no sense.</exception>
    public static async Task<int> RunAsync(string[] args, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = BenchOptions.Parse(args);
        if (options.Sink)
            return await SinkProcess.ServeAsync(stop);
        var table = new Figures();
        // First, while the process is still small.
        await Verifying.LinesAsync(options.Lines, table);
        await using (var sink = await SinkProcess.StartAsync(stop))
        {
            await SendAsync(sink.Address, options.Items, table, stop);
            if (options.K6 is { } program)
                await K6.RunAsync(program, sink.Address, options.Items, table, stop);
        }

        await Verifying.WholeAsync(options.Items, table);
        await Console.Out.WriteLineAsync(table.ToString());
        return table.Missed == 0 ? 0 : 1;
    }

    private static async Task SendAsync(Uri sink, int items, Figures table, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("bench-signals-");
        try
        {
            await SendAsync("log records", OtlpLogEmitters.Create(OtlpTransport.HttpProtobuf, Streams.Logs, Ledger("logs"), sink), items, Batch, 1);
            await SendAsync("metric points", MetricEmitters.Otlp(OtlpTransport.HttpProtobuf, Streams.Metrics, Ledger("metrics"), sink), items / Streams.PointsEach, TreesABatch, Streams.PointsEach);
            await SendAsync("spans", TraceEmitters.Create(TraceProtocol.OtlpHttpProtobuf, Streams.Traces, Ledger("traces"), sink), items / Streams.SpansEach, TreesABatch, Streams.SpansEach);
        }
        finally
        {
            folder.Delete(true);
        }

        Ledger<ItemRange> Ledger(string name) => Harness.Ledger.Create<ItemRange>(Path.Combine(folder.FullName, $"{name}.ndjson"), TimeProvider.System);

        async Task SendAsync(string what, IEmitter emitter, int count, int batch, int weight)
        {
            using (emitter)
            {
                using var deadline = Deadline.In(TimeSpan.FromMinutes(10), TimeProvider.System, stop);
                await BatchAsync(emitter, 0, batch, deadline);
                var cost = await Cost.OfAsync(async () =>
                {
                    for (var from = batch; from < count + batch; from += batch)
                        await BatchAsync(emitter, from, batch, deadline);
                });
                var sent = (count + batch - 1) / batch * (long)batch * weight;
                table.Add("harness", $"{what} sent, batches of {batch * weight}", cost.PerSecondPerCore(sent), "/s of a core");
                table.Add("harness", $"{what} sent", sent / cost.Wall.TotalSeconds, "/s");
            }
        }
    }

    private static async Task BatchAsync(IEmitter emitter, long from, int count, Deadline deadline)
    {
        if (await emitter.SendAsync(from, count, deadline) is { Fate: not Fate.Acknowledged } emission)
            throw new InvalidOperationException($"The sink did not take {emission.Row.Key}: {emission.Answer.Status} {emission.Answer.Text}");
    }
}
