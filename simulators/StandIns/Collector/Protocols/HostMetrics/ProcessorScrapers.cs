using System.Globalization;

namespace Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;

/// <summary>Processors, load and memory.</summary>
internal static class ProcessorScrapers
{
    private const double TicksPerSecond = 100;
    private const int PageBytes = 4096;
    private static readonly string[] s_states = ["user", "nice", "system", "idle", "wait", "interrupt", "softirq", "steal"];

    /// <summary>Times of each processor, from /proc/stat.</summary>
    public static void Cpu(HostFiles host, MetricSet to)
    {
        foreach (var words in host.Lines("stat").Where(w => w[0].StartsWith("cpu", StringComparison.Ordinal) && w[0].Length > 3))
        {
            for (var i = 0; i < s_states.Length && i + 1 < words.Length; i++)
                to.Counter("system.cpu.time", "s", HostFiles.Number(words[i + 1]) / TicksPerSecond, ("cpu", words[0]), ("state", s_states[i]));
        }
    }

    /// <summary>Averages of the load, from /proc/loadavg.</summary>
    public static void Load(HostFiles host, MetricSet to)
    {
        var words = host.Lines("loadavg").First();
        foreach (var (minutes, word) in (ReadOnlySpan<(string, string)>)[("1m", words[0]), ("5m", words[1]), ("15m", words[2])])
            to.Gauge("system.cpu.load_average." + minutes, "{thread}", double.Parse(word, CultureInfo.InvariantCulture));
    }

    /// <summary>Use of the memory, from /proc/meminfo. Cached counts what the kernel can reclaim of its slabs.</summary>
    public static void Memory(HostFiles host, MetricSet to)
    {
        var kilobytes = host.Table("meminfo");
        var cached = Of("Cached") + Of("SReclaimable");
        Add("buffered", Of("Buffers"));
        Add("cached", cached);
        Add("inactive", Of("Inactive"));
        Add("free", Of("MemFree"));
        Add("slab_reclaimable", Of("SReclaimable"));
        Add("slab_unreclaimable", Of("SUnreclaim"));
        Add("used", Of("MemTotal") - Of("MemFree") - Of("Buffers") - cached);

        long Of(string name) => kilobytes.GetValueOrDefault(name) * 1024;

        void Add(string state, long bytes) => to.Level("system.memory.usage", "By", bytes, ("state", state));
    }

    /// <summary>Swap and page faults, from /proc/swaps and /proc/vmstat. The counts are times the size of a page, as the real program's library has them.</summary>
    public static void Paging(HostFiles host, MetricSet to)
    {
        foreach (var words in host.Exists("swaps") ? host.Lines("swaps").Skip(1) : [])
        {
            var (size, used) = (HostFiles.Number(words[2]) * 1024, HostFiles.Number(words[3]) * 1024);
            to.Level("system.paging.usage", "By", used, ("device", words[0]), ("state", "used"));
            to.Level("system.paging.usage", "By", size - used, ("device", words[0]), ("state", "free"));
        }

        var counts = host.Table("vmstat");
        Operation("page_in", "major", Of("pswpin"));
        Operation("page_out", "major", Of("pswpout"));
        Operation("page_in", "minor", Of("pgpgin"));
        Operation("page_out", "minor", Of("pgpgout"));
        to.Counter("system.paging.faults", "{fault}", Of("pgmajfault"), ("type", "major"));
        to.Counter("system.paging.faults", "{fault}", Of("pgfault") - Of("pgmajfault"), ("type", "minor"));

        long Of(string name) => counts.GetValueOrDefault(name) * PageBytes;

        void Operation(string direction, string type, long value) => to.Counter("system.paging.operations", "{operation}", value, ("direction", direction), ("type", type));
    }
}
