using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Load;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Counters of one device.</summary>
internal static class DeviceProcedures
{
    // The counter of errors is not known to the QEMU driver.
    private const long NotKnown = -1;
    private const int BlockParameters = 8;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.DomainBlockStats, BlockStats);
        table.Add(Procedure.DomainBlockStatsFlags, BlockStatsFlags);
        table.Add(Procedure.DomainGetBlockInfo, BlockInfo);
        table.Add(Procedure.DomainInterfaceStats, InterfaceStats);
    }

    private static void BlockStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var path = arguments.Text();
        var (domain, now) = session.Look(wanted);
        var disk = CountersOf(domain, now, path);
        result.Hyper(disk.ReadRequests);
        result.Hyper(disk.ReadBytes);
        result.Hyper(disk.WriteRequests);
        result.Hyper(disk.WriteBytes);
        result.Hyper(NotKnown);
    }

    private static void BlockStatsFlags(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var path = arguments.Text();
        var room = arguments.Int();
        _ = arguments.UInt();
        var (domain, now) = session.Look(wanted);
        var disk = CountersOf(domain, now, path);
        var all = new ParameterWriter(result);
        // A client asks first with no room, to learn how many there are.
        if (room != 0)
        {
            all.LLong("rd_operations"u8, disk.ReadRequests);
            all.LLong("rd_bytes"u8, disk.ReadBytes);
            all.LLong("rd_total_times"u8, disk.ReadTime);
            all.LLong("wr_operations"u8, disk.WriteRequests);
            all.LLong("wr_bytes"u8, disk.WriteBytes);
            all.LLong("wr_total_times"u8, disk.WriteTime);
            all.LLong("flush_operations"u8, disk.FlushRequests);
            all.LLong("flush_total_times"u8, disk.FlushTime);
        }

        all.Finish();
        result.Int(BlockParameters);
    }

    private static void BlockInfo(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var path = arguments.Text();
        var (domain, _) = session.Look(wanted);
        var disk = domain.Disks[PlaceOf(domain, path)];
        result.Hyper(disk.Allocated);
        result.Hyper(disk.Capacity);
        result.Hyper(DiskStats.Physical(disk));
    }

    private static void InterfaceStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var device = arguments.Text();
        var (domain, now) = session.Look(wanted);
        RequireActive(domain);
        var place = domain.NicPlace(device);
        if (place < 0)
            throw LibvirtException.BadArgument($"'{device}' is not a known interface");
        var nic = domain.NicAt(place, domain.ElapsedAt(now));
        result.Hyper(nic.ReceiveBytes);
        result.Hyper(nic.ReceivePackets);
        result.Hyper(nic.ReceiveErrors);
        result.Hyper(nic.ReceiveDrops);
        result.Hyper(nic.TransmitBytes);
        result.Hyper(nic.TransmitPackets);
        result.Hyper(nic.TransmitErrors);
        result.Hyper(nic.TransmitDrops);
    }

    // No path at all stands for all disks together.
    private static DiskCounters CountersOf(Domain domain, DateTimeOffset now, string path)
    {
        RequireActive(domain);
        var elapsed = domain.ElapsedAt(now);
        if (path.Length > 0)
            return domain.DiskAt(PlaceOf(domain, path), elapsed);
        var sum = default(DiskCounters);
        for (var i = 0; i < domain.Disks.Length; i++)
            sum += domain.DiskAt(i, elapsed);
        return sum;
    }

    private static int PlaceOf(Domain domain, string path)
    {
        var place = domain.DiskPlace(path);
        return place >= 0 ? place : throw LibvirtException.BadArgument($"invalid path: {path}");
    }

    private static void RequireActive(Domain domain)
    {
        if (!domain.IsActive)
            throw LibvirtException.Invalid("domain is not running");
    }
}
