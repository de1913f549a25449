using System.Globalization;

namespace Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;

/// <summary>The kernel's files of a host.</summary>
/// <param name="root">Where the host's root is; empty for this machine's own.</param>
internal sealed class HostFiles(string root)
{
    /// <summary>Where the host's root is.</summary>
    public string Root { get; } = root.TrimEnd('/');

    /// <summary>Lines of a file below <c>/proc</c>, cut into words; empty lines are left out.</summary>
    public IEnumerable<string[]> Lines(string name) =>
        File.ReadLines($"{Root}/proc/{name}").Select(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0);

    /// <summary>Whether there is such a file.</summary>
    public bool Exists(string name) => File.Exists($"{Root}/proc/{name}");

    /// <summary>Numbers by name, from lines such as <c>MemFree: 12 kB</c> and <c>pgfault 12</c>.</summary>
    public Dictionary<string, long> Table(string name) =>
        Lines(name).Where(w => w.Length > 1).ToDictionary(w => w[0].TrimEnd(':'), w => Number(w[1]), StringComparer.Ordinal);

    /// <summary>When the host was started, in nanoseconds since 1970.</summary>
    public ulong Boot() => (ulong)Number(Lines("stat").First(w => w[0] == "btime")[1]) * 1_000_000_000;

    /// <summary>A number of the kernel.</summary>
    public static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
