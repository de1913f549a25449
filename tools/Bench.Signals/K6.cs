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
        var (began, before) = (Stopwatch.GetTimestamp(), ChildrenCpu());
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

        var cpu = ChildrenCpu() - before;
        if (process.ExitCode != 0)
        {
            table.Note("k6", "log records sent", $"failed with exit code {process.ExitCode}: {(await error + await output).Trim()}");
            return;
        }

        table.Add("k6", $"log records sent as JSON, batches of {Batch}", posts * Batch / cpu, "/s of a core");
        table.Add("k6", "log records sent", posts * Batch / Stopwatch.GetElapsedTime(began).TotalSeconds, "/s");
    }

    // Seconds of processor time of the children that have ended, in steps of ten milliseconds: the 14th and 15th field after the name.
    private static double ChildrenCpu()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }
}
