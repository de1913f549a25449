using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;

/// <summary>How full filesystems are, from the list of mounts and statvfs(3).</summary>
internal sealed partial class FilesystemScraper(ConfigNode settings)
{
    private readonly NameFilter _devices = new(settings, "devices", "devices", prefix: true);
    private readonly NameFilter _types = new(settings, "fs_types", "fs_types", prefix: true);
    private readonly NameFilter _points = new(settings, "mount_points", "mount_points", prefix: true);
    private readonly bool _virtual = settings["include_virtual_filesystems"].Flag(false);

    /// <summary>A mounted filesystem.</summary>
    /// <param name="Device">What is mounted.</param>
    /// <param name="Point">Where.</param>
    /// <param name="Type">Type of the filesystem.</param>
    /// <param name="Mode">rw or ro.</param>
    internal sealed record Mount(string Device, string Point, string Type, string Mode);

    /// <summary>Adds a host's filesystems.</summary>
    public void Scrape(HostFiles host, MetricSet to)
    {
        foreach (var mount in Mounts(host))
        {
            if (StatVfs(host.Root + mount.Point, out var stat) != 0 || stat.Blocks == 0)
                continue;
            Add("system.filesystem.inodes.usage", "{inode}", stat.Files - stat.FilesFree, "used");
            Add("system.filesystem.inodes.usage", "{inode}", stat.FilesFree, "free");
            Add("system.filesystem.usage", "By", (stat.Blocks - stat.BlocksFree) * stat.Fragment, "used");
            Add("system.filesystem.usage", "By", stat.BlocksAvailable * stat.Fragment, "free");
            Add("system.filesystem.usage", "By", (stat.BlocksFree - stat.BlocksAvailable) * stat.Fragment, "reserved");

            void Add(string name, string unit, ulong value, string state) =>
                to.Level(name, unit, (long)value, ("device", mount.Device), ("mode", mount.Mode), ("mountpoint", mount.Point), ("type", mount.Type), ("state", state));
        }
    }

    /// <summary>The mounts that count: those of devices, unless virtual ones are wanted too, that no setting leaves out.</summary>
    internal IEnumerable<Mount> Mounts(HostFiles host)
    {
        var physical = host.Lines("filesystems").Where(w => w[0] != "nodev").Select(w => w[0]).Append("zfs").ToHashSet(StringComparer.Ordinal);
        foreach (var words in host.Lines(host.Root.Length > 0 ? "1/mountinfo" : "self/mountinfo"))
        {
            var dash = Array.IndexOf(words, "-");
            var mount = new Mount(Unescape(words[dash + 2]), Unescape(words[4]), words[dash + 1], words[5].Split(',').Contains("ro") ? "ro" : "rw");
            if ((_virtual || (physical.Contains(mount.Type) && mount.Device != "none")) && _devices.Takes(mount.Device) && _types.Takes(mount.Type) && _points.Takes(mount.Point))
                yield return mount;
        }
    }

    // Blanks and the like are written in octal digits.
    private static string Unescape(string text) => Octal().Replace(text, m => ((char)Convert.ToInt32(m.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();

    [DllImport("libc", EntryPoint = "statvfs", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatVfs([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Statistics statistics);

    // struct statvfs of glibc and musl on 64 bits.
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Statistics
    {
        public ulong Block;
        public ulong Fragment;
        public ulong Blocks;
        public ulong BlocksFree;
        public ulong BlocksAvailable;
        public ulong Files;
        public ulong FilesFree;
    }
}
