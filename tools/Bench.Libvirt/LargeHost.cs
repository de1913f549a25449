using System.Diagnostics;
using System.Text;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Bench.Libvirt;

/// <summary>A host with more domains than any real one has: it still answers, or says what libvirtd would say.</summary>
internal static class LargeHost
{
    private const string Name = "large host";

    public static async Task MeasureAsync(ServerProcess server, int domains, Figures table, CancellationToken stop)
    {
        table.Add(Name, $"memory with {domains} domains", server.Rss / 1024.0, "MiB");
        await using var client = await BenchClient.OpenAsync(server, stop);
        var clock = Stopwatch.GetTimestamp();
        var all = await Scrape.ListAsync(client, stop);
        table.Add(Name, $"list of {all.Count} domains", Stopwatch.GetElapsedTime(clock).TotalMilliseconds, "ms");
        clock = Stopwatch.GetTimestamp();
        var one = await client.AskAsync(Procedure.ConnectGetAllDomainStats, w => Scrape.WriteStats(w, all[^1], StatsGroups.None), stop);
        table.Add(Name, $"statistics of one domain ({(one.IsOk ? $"{one.Payload.Length} bytes" : "refused")})", Stopwatch.GetElapsedTime(clock).TotalMilliseconds, "ms");
        clock = Stopwatch.GetTimestamp();
        var every = await client.AskAsync(Procedure.ConnectGetAllDomainStats, w => Scrape.WriteStats(w, null, StatsGroups.None), stop);
        table.Add(Name, $"statistics of all domains ({Told(every)})", Stopwatch.GetElapsedTime(clock).TotalMilliseconds, "ms");
        clock = Stopwatch.GetTimestamp();
        every = await client.AskAsync(Procedure.ConnectGetAllDomainStats, w => Scrape.WriteStats(w, null, StatsGroups.Vcpu), stop);
        table.Add(Name, $"virtual CPUs of all domains ({Told(every)})", Stopwatch.GetElapsedTime(clock).TotalMilliseconds, "ms");
        table.Add(Name, "memory after all this", server.Rss / 1024.0, "MiB");
    }

    private static string Told(Answer answer)
    {
        if (answer.IsOk)
            return $"{answer.Payload.Length} bytes";
        var error = new XdrReader(answer.Payload.Span);
        var (code, _) = (error.Int(), error.Int());
        return new StringBuilder().Append("error ").Append(code).Append(": ").Append(error.OptionalText()).ToString();
    }
}
