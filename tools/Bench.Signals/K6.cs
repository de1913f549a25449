using System.Diagnostics;
using System.Globalization;

namespace Validation.Bench.Signals;

/// <summary>k6 posting log records as OTLP/JSON to the same sink, from one virtual user.</summary>
internal static class K6
{
    private const int Batch = 100;

    public static async Task RunAsync(string program, Uri sink, int items, Figures table, CancellationToken stop)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "k6-logs.js");
        var posts = Math.Max(1, items / Batch);
        var start = new ProcessStartInfo(program, ["run", "--quiet", "--no-usage-report", "--vus", "1", "--iterations", posts.ToString(CultureInfo.InvariantCulture), script])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["SINK"] = sink.ToString();
        start.Environment["BATCH"] = Batch.ToString(CultureInfo.InvariantCulture);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        var cpu = process.TotalProcessorTime;
        if (process.ExitCode != 0)
        {
            table.Note("k6", "log records sent", $"failed with exit code {process.ExitCode}: {(await error + await output).Trim()}");
            return;
        }

        table.Add("k6", $"log records sent as JSON, batches of {Batch}", posts * Batch / cpu.TotalSeconds, "/s of a core");
        table.Add("k6", "log records sent", posts * Batch / Stopwatch.GetElapsedTime(began).TotalSeconds, "/s");
    }
}
