using System.Diagnostics;
using System.Globalization;

namespace Validation.Bench.Libvirt;

/// <summary>Scrapes once a second for a while, and shows memory over time: it must not grow.</summary>
internal static class Soak
{
    private const int Points = 12;

    public static async Task RunAsync(ServerProcess server, TimeSpan length, Figures table, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var (scrapes, refused) = (0, 0);
        var memory = new List<double>();
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            var clock = Stopwatch.GetTimestamp();
            refused += (await Scrape.RunAsync(server, stop)).Refused;
            scrapes++;
            if (Stopwatch.GetElapsedTime(start) >= length * memory.Count / Points)
                memory.Add(server.Rss / 1024.0);
            var pause = TimeSpan.FromSeconds(1) - Stopwatch.GetElapsedTime(clock);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, TimeProvider.System, stop);
        }

        memory.Add(server.Rss / 1024.0);
        table.Note("soak", $"{scrapes} scrapes in {length.TotalMinutes:0.#} minutes, calls refused", $"{refused}");
        table.Note("soak", "memory over time, MiB", string.Join(' ', memory.Select(m => m.ToString("0", CultureInfo.InvariantCulture))));
        // From the third point on: the first ones are still finding their size.
        var settled = memory.Skip(memory.Count / 4).ToArray();
        table.Add("soak", "growth from the first quarter to the end", settled[^1] - settled[0], "MiB", 10);
    }
}
