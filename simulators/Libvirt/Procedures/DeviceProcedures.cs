using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Counters of one device.</summary>
internal static class DeviceProcedures
{
    // The counter of errors is not known to the QEMU driver.
    private const long NotKnown = -1;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.DomainBlockStats, BlockStats);
        table.Add(Procedure.DomainInterfaceStats, InterfaceStats);
    }

    private static void BlockStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var path = arguments.Text();
        var (domain, now) = session.Look(wanted);
        RequireActive(domain);
        var place = domain.DiskPlace(path);
        if (place < 0)
            throw LibvirtException.BadArgument($"invalid path: {path}");
        var disk = domain.DiskAt(place, domain.ElapsedAt(now));
        result.Hyper(disk.ReadRequests);
        result.Hyper(disk.ReadBytes);
        result.Hyper(disk.WriteRequests);
        result.Hyper(disk.WriteBytes);
        result.Hyper(NotKnown);
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

    private static void RequireActive(Domain domain)
    {
        if (!domain.IsActive)
            throw LibvirtException.Invalid("domain is not running");
    }
}
