using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>What <c>virsh domstats --raw</c> must print of a domain, computed from the model alone.</summary>
internal static class ExpectedStats
{
    public static IEnumerable<string> Of(Domain d, DateTimeOffset now, StatsGroups groups = StatsGroups.Supported)
    {
        var e = d.ElapsedAt(now);
        var m = d.MemoryAt(now);
        var cpu = d.CpuAt(e);
        var lines = new List<(StatsGroups, string)>
        {
            (StatsGroups.State, $"state.state={(int)d.Status.State}"), (StatsGroups.State, $"state.reason={d.Status.Reason}"),
        };
        if (d.IsActive)
            lines.AddRange(Group(StatsGroups.Cpu, $"cpu.time={cpu.Time}", $"cpu.user={cpu.User}", $"cpu.system={cpu.System}"));
        lines.AddRange(Group(StatsGroups.Balloon, $"balloon.current={d.BalloonKiB}", $"balloon.maximum={d.MemoryKiB}"));
        if (d.IsActive)
        {
            lines.AddRange(Group(StatsGroups.Balloon, $"balloon.swap_in={m.Paging.SwapIn}", $"balloon.swap_out={m.Paging.SwapOut}",
                $"balloon.major_fault={m.Paging.MajorFaults}", $"balloon.minor_fault={m.Paging.MinorFaults}", $"balloon.unused={m.Unused}",
                $"balloon.available={m.Available}", $"balloon.usable={m.Usable}", $"balloon.last-update={m.LastUpdate.ToUnixTimeSeconds()}",
                $"balloon.disk_caches={m.DiskCaches}", "balloon.hugetlb_pgalloc=0", "balloon.hugetlb_pgfail=0", $"balloon.rss={m.Rss}"));
        }

        lines.AddRange(Group(StatsGroups.Vcpu, $"vcpu.current={d.Vcpus.Length}", $"vcpu.maximum={d.Vcpus.Length}"));
        for (var i = 0; i < d.Vcpus.Length; i++)
        {
            lines.AddRange(Group(StatsGroups.Vcpu, $"vcpu.{i}.state=1"));
            var v = d.VcpuAt(i, e);
            if (d.IsActive)
            {
                lines.AddRange(Group(StatsGroups.Vcpu, $"vcpu.{i}.time={v.Time}", $"vcpu.{i}.wait={v.Wait}", $"vcpu.{i}.delay={v.Delay}",
                    $"vcpu.{i}.halted={(d.Status.State == DomainState.Running ? "no" : "yes")}"));
            }
        }

        if (d.IsActive)
            lines.AddRange(Group(StatsGroups.Interface, [$"net.count={d.Nics.Length}", .. Enumerable.Range(0, d.Nics.Length).SelectMany(i => Nic(d, i, d.NicAt(i, e)))]));
        lines.AddRange(Group(StatsGroups.Block, [$"block.count={d.Disks.Length}", .. Enumerable.Range(0, d.Disks.Length).SelectMany(i => Disk(d, i, d.DiskAt(i, e)))]));
        if (d.IsActive)
            lines.AddRange(Group(StatsGroups.DirtyRate, "dirtyrate.calc_status=0", "dirtyrate.calc_start_time=0", "dirtyrate.calc_period=0"));
        return lines.Where(l => (l.Item1 & groups) != 0).Select(l => l.Item2).Prepend($"Domain: '{d.Name}'");
    }

    private static IEnumerable<(StatsGroups, string)> Group(StatsGroups group, params string[] lines) => lines.Select(l => (group, l));

    private static string[] Nic(Domain d, int i, Cloud.Load.NicCounters n) =>
    [
        $"net.{i}.name={d.Nics[i].Target}", $"net.{i}.rx.bytes={n.ReceiveBytes}", $"net.{i}.rx.pkts={n.ReceivePackets}", $"net.{i}.rx.errs={n.ReceiveErrors}",
        $"net.{i}.rx.drop={n.ReceiveDrops}", $"net.{i}.tx.bytes={n.TransmitBytes}", $"net.{i}.tx.pkts={n.TransmitPackets}",
        $"net.{i}.tx.errs={n.TransmitErrors}", $"net.{i}.tx.drop={n.TransmitDrops}",
    ];

    private static IEnumerable<string> Disk(Domain d, int i, Cloud.Load.DiskCounters c)
    {
        var disk = d.Disks[i];
        yield return $"block.{i}.name={disk.Target}";
        if (disk.Kind != DiskKind.Rbd)
            yield return $"block.{i}.path={disk.Path}";
        if (!d.IsActive)
            yield break;
        foreach (var (name, value) in new (string, long)[]
        {
            ("rd.reqs", c.ReadRequests), ("rd.bytes", c.ReadBytes), ("rd.times", c.ReadTime), ("wr.reqs", c.WriteRequests), ("wr.bytes", c.WriteBytes),
            ("wr.times", c.WriteTime), ("fl.reqs", c.FlushRequests), ("fl.times", c.FlushTime), ("allocation", disk.Allocated), ("capacity", disk.Capacity),
            ("physical", disk.Kind == DiskKind.Rbd ? disk.Capacity : disk.Allocated),
        })
            yield return $"block.{i}.{name}={value}";
    }
}
