using System.Diagnostics;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Bench.Libvirt;

/// <summary>The figures of one server.</summary>
internal sealed class Session(string name, ServerProcess server, Figures table, bool ofUs)
{
    private const int Runs = 5;
    private const int SmallCalls = 5_000;

    public async Task MeasureAsync(int domains, CancellationToken stop)
    {
        table.Add(name, $"memory with {domains} domains, nothing asked yet", server.Rss / 1024.0, "MiB");
        await WarmUpAsync(stop);
        await MeasureScrapesAsync(stop);
        await MeasureSmallCallAsync(stop);
        await MeasureVirshAsync(["list", "--all"], null, stop);
        await MeasureVirshAsync(["domstats", "--raw"], ofUs ? 600 : null, stop);
        table.Add(name, "memory after all this", server.Rss / 1024.0, "MiB", ofUs ? 80 : null);
        table.Add(name, "most memory ever", server.PeakRss / 1024.0, "MiB");
    }

    // The first scrape pays for compiling; a daemon is scraped for days.
    private async Task WarmUpAsync(CancellationToken stop)
    {
        var (cpu, clock) = (server.Cpu, Stopwatch.GetTimestamp());
        await Scrape.RunAsync(server, stop);
        table.Add(name, "first scrape, wall", Milliseconds(clock), "ms");
        table.Add(name, "first scrape, server CPU", server.Cpu - cpu, "ms");
        await Scrape.RunAsync(server, stop);
    }

    private async Task MeasureScrapesAsync(CancellationToken stop)
    {
        var (cpu, clock) = (server.Cpu, Stopwatch.GetTimestamp());
        var (answered, refused) = (0, 0);
        for (var i = 0; i < Runs; i++)
            (answered, refused) = await Scrape.RunAsync(server, stop);
        table.Add(name, "scrape, wall", Milliseconds(clock) / Runs, "ms");
        table.Add(name, "scrape, server CPU", (server.Cpu - cpu) / Runs, "ms", ofUs ? 400 : null);
        table.Note(name, "scrape, calls answered / refused", $"{answered} / {refused}");
    }

    private async Task MeasureSmallCallAsync(CancellationToken stop)
    {
        await using var client = await BenchClient.OpenAsync(server, stop);
        var times = new double[SmallCalls];
        for (var i = 0; i < SmallCalls; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            await client.AskAsync(Procedure.ConnectGetHostname, null, stop);
            times[i] = Milliseconds(clock) * 1000;
        }

        Array.Sort(times);
        table.Add(name, "one small call, median with our client", times[SmallCalls / 2], "us", ofUs ? 100 : null);
    }

    private async Task MeasureVirshAsync(string[] command, double? atMost, CancellationToken stop)
    {
        if (Installed.Find("virsh") is not { } virsh)
        {
            table.Note(name, $"virsh {string.Join(' ', command)}", "virsh is not installed (libvirt-clients)");
            return;
        }

        var times = new List<double>();
        var bytes = 0;
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            bytes = (await Installed.RunAsync(virsh, ["-c", server.Uri.OriginalString, .. command], stop)).Length;
            times.Add(Milliseconds(clock));
        }

        times.Sort();
        table.Add(name, $"virsh {string.Join(' ', command)}, median ({bytes} bytes)", times[Runs / 2], "ms", atMost);
    }

    private static double Milliseconds(long since) => Stopwatch.GetElapsedTime(since).TotalMilliseconds;
}
