using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Load;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Stats;

/// <summary>The group <c>block.*</c>.</summary>
internal static class DiskStats
{
    public static void Write(ref ParameterWriter all, Domain domain, Elapsed elapsed, in StatsShape shape)
    {
        DomainStats.Set(ref all, shape, StatsGroups.Block);
        all.UInt("block.count"u8, domain.Disks.Length);
        for (var i = 0; i < domain.Disks.Length; i++)
        {
            var disk = domain.Disks[i];
            all.Text("block."u8, i, ".name"u8, disk.Target);
            // The source of a network disk is no path.
            if (disk.Kind != DiskKind.Rbd)
                all.Text("block."u8, i, ".path"u8, disk.Path);
            if (shape.Backing)
                all.UInt("block."u8, i, ".backingIndex"u8, i + 1);
            if (domain.IsActive && shape.HasMonitor)
                WriteCounters(ref all, i, disk, domain.DiskAt(i, elapsed));
        }
    }

    /// <summary>What a disk takes on its host: of a file what is written so far, of a Ceph image all of it.</summary>
    public static long Physical(Disk disk) => disk.Kind == DiskKind.Rbd ? disk.Capacity : disk.Allocated;

    private static void WriteCounters(ref ParameterWriter all, int i, Disk disk, DiskCounters counters)
    {
        all.ULLong("block."u8, i, ".rd.reqs"u8, counters.ReadRequests);
        all.ULLong("block."u8, i, ".rd.bytes"u8, counters.ReadBytes);
        all.ULLong("block."u8, i, ".rd.times"u8, counters.ReadTime);
        all.ULLong("block."u8, i, ".wr.reqs"u8, counters.WriteRequests);
        all.ULLong("block."u8, i, ".wr.bytes"u8, counters.WriteBytes);
        all.ULLong("block."u8, i, ".wr.times"u8, counters.WriteTime);
        all.ULLong("block."u8, i, ".fl.reqs"u8, counters.FlushRequests);
        all.ULLong("block."u8, i, ".fl.times"u8, counters.FlushTime);
        all.ULLong("block."u8, i, ".allocation"u8, disk.Allocated);
        all.ULLong("block."u8, i, ".capacity"u8, disk.Capacity);
        all.ULLong("block."u8, i, ".physical"u8, Physical(disk));
    }
}
