using System.Text;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;
using Validation.Simulators.Libvirt.Xml;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>A guest's memory, what Nova wrote about it, and what only an agent inside it could tell.</summary>
internal static class GuestProcedures
{
    private const int MostMemoryStats = 1024;
    private const int MetadataElement = 2;
    private const uint FromAgent = 1;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.DomainMemoryStats, GetMemory);
        table.Add(Procedure.DomainGetMaxMemory, static (Session session, ref XdrReader arguments, XdrWriter result) => result.Hyper(session.Look(arguments.Domain()).Domain.MemoryKiB));
        table.Add(Procedure.DomainGetMetadata, GetMetadata);
        table.Add(Procedure.DomainGetTime, NeedsAgent);
        table.Add(Procedure.DomainGetGuestInfo, NeedsAgent);
        table.Add(Procedure.DomainInterfaceAddresses, GetAddresses);
    }

    private static void GetMemory(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var most = arguments.UInt();
        var (domain, now) = session.Look(wanted);
        if (!domain.IsActive)
            throw LibvirtException.Invalid("domain is not running");
        if (most > MostMemoryStats)
            throw LibvirtException.Rpc("maxStats > REMOTE_DOMAIN_MEMORY_STATS_MAX");
        var m = domain.MemoryAt(now);
        // Tags of virDomainMemoryStatTags, in the QEMU driver's order.
        ReadOnlySpan<(int Tag, long Value)> all =
        [
            (6, m.Actual), (0, m.Paging.SwapIn), (1, m.Paging.SwapOut), (2, m.Paging.MajorFaults), (3, m.Paging.MinorFaults), (4, m.Unused),
            (5, m.Available), (8, m.Usable), (9, m.LastUpdate.ToUnixTimeSeconds()), (10, m.DiskCaches), (11, 0), (12, 0), (7, m.Rss),
        ];
        all = all[..(int)Math.Min(most, all.Length)];
        result.Int(all.Length);
        foreach (var (tag, value) in all)
        {
            result.Int(tag);
            result.Hyper(value);
        }
    }

    private static void GetMetadata(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var type = arguments.Int();
        var uri = arguments.OptionalText();
        var (domain, _) = session.Look(wanted);
        if (type != MetadataElement || uri != NovaXml.Namespace)
            throw new LibvirtException(ErrorCode.NoDomainMetadata, ErrorSource.Domain, "metadata not found: %s", "Requested metadata element is not present");
        var xml = new StringBuilder();
        NovaXml.AppendInstance(xml, domain.Nova, "");
        result.Text(xml.ToString());
    }

    private static void NeedsAgent(Session session, ref XdrReader arguments, XdrWriter result)
    {
        session.Look(arguments.Domain());
        throw NoAgent();
    }

    // Nobody leases addresses on Neutron's bridges: without an agent nothing is known.
    private static void GetAddresses(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var source = arguments.UInt();
        session.Look(wanted);
        if (source == FromAgent)
            throw NoAgent();
        result.Int(0);
    }

    private static LibvirtException NoAgent() =>
        new(ErrorCode.ArgumentUnsupported, ErrorSource.Qemu, "argument unsupported: %s", "QEMU guest agent is not configured");
}
