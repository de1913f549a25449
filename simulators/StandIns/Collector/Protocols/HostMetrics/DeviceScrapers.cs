namespace Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;

/// <summary>Disks and network.</summary>
internal static class DeviceScrapers
{
    private const int SectorBytes = 512;

    // The kernel's numbers of the states of a connection, in the words of the real program's library.
    private static readonly string[] s_states = ["", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"];

    // What the real program shows at zero; some of its words are others than the library's, and stay at zero.
    private static readonly string[] s_shown = ["CLOSE", "CLOSE_WAIT", "CLOSING", "DELETE", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "LAST_ACK", "LISTEN", "SYN_SENT", "SYN_RECEIVED", "TIME_WAIT"];

    private static readonly string[] s_tables = ["net/tcp", "net/tcp6"];

    /// <summary>What disks did, from /proc/diskstats.</summary>
    public static void Disk(HostFiles host, MetricSet to, NameFilter devices)
    {
        foreach (var words in host.Lines("diskstats").Where(w => w.Length >= 14 && devices.Takes(w[2])))
        {
            var device = ("device", words[2]);
            var (read, write) = (("direction", "read"), ("direction", "write"));
            to.Counter("system.disk.io", "By", Of(5) * SectorBytes, device, read);
            to.Counter("system.disk.io", "By", Of(9) * SectorBytes, device, write);
            to.Counter("system.disk.operations", "{operation}", Of(3), device, read);
            to.Counter("system.disk.operations", "{operation}", Of(7), device, write);
            to.Counter("system.disk.io_time", "s", Of(12) / 1000.0, device);
            to.Counter("system.disk.operation_time", "s", Of(6) / 1000.0, device, read);
            to.Counter("system.disk.operation_time", "s", Of(10) / 1000.0, device, write);
            to.Counter("system.disk.weighted_io_time", "s", Of(13) / 1000.0, device);
            to.Counter("system.disk.merged", "{operation}", Of(4), device, read);
            to.Counter("system.disk.merged", "{operation}", Of(8), device, write);
            to.Level("system.disk.pending_operations", "{operation}", Of(11), device);

            long Of(int word) => HostFiles.Number(words[word]);
        }
    }

    /// <summary>What interfaces did and which connections there are, from /proc/net.</summary>
    public static void Network(HostFiles host, MetricSet to, NameFilter interfaces)
    {
        // The name's colon may be followed by a number at once.
        foreach (var line in File.ReadLines($"{host.Root}/proc/net/dev").Skip(2))
        {
            var colon = line.LastIndexOf(':');
            var device = line[..colon].Trim();
            if (!interfaces.Takes(device))
                continue;
            var words = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Add("system.network.packets", "{packet}", 1);
            Add("system.network.dropped", "{packet}", 3);
            Add("system.network.errors", "{error}", 2);
            Add("system.network.io", "By", 0);

            void Add(string name, string unit, int word)
            {
                to.Counter(name, unit, HostFiles.Number(words[word + 8]), ("device", device), ("direction", "transmit"));
                to.Counter(name, unit, HostFiles.Number(words[word]), ("device", device), ("direction", "receive"));
            }
        }

        var states = s_shown.ToDictionary(s => s, _ => 0L);
        foreach (var words in s_tables.Where(host.Exists).SelectMany(f => host.Lines(f).Skip(1)))
        {
            var state = Convert.ToInt32(words[3], 16) is var number && number < s_states.Length ? s_states[number] : "UNKNOWN";
            states[state] = states.GetValueOrDefault(state) + 1;
        }

        foreach (var (state, count) in states)
            to.Level("system.network.connections", "{connection}", count, ("protocol", "tcp"), ("state", state));
    }
}
