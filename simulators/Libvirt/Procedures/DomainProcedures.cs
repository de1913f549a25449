using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;
using Validation.Simulators.Libvirt.Xml;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>What one domain is.</summary>
internal static class DomainProcedures
{
    private const uint XmlSecure = 1;
    private const uint XmlInactive = 2;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.DomainGetXmlDesc, GetXml);
        table.Add(Procedure.DomainGetInfo, GetInfo);
        table.Add(Procedure.DomainGetState, GetState);
        table.Add(Procedure.DomainIsActive, static (Session session, ref XdrReader arguments, XdrWriter result) =>
            result.Flag(session.Look(arguments.Domain()).Domain.IsActive));
        table.Add(Procedure.DomainIsPersistent, static (Session session, ref XdrReader arguments, XdrWriter result) =>
            result.Flag(session.Look(arguments.Domain()).Domain.IsPersistent));
        table.Add(Procedure.DomainIsUpdated, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result, 0));
        table.Add(Procedure.DomainGetAutostart, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result, 0));
        table.Add(Procedure.DomainHasManagedSaveImage, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result, 0));
        table.Add(Procedure.DomainGetMessages, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result, 0));
        table.Add(Procedure.DomainGetOsType, static (Session session, ref XdrReader arguments, XdrWriter result) =>
        {
            session.Look(arguments.Domain());
            result.Text("hvm");
        });
        table.Add(Procedure.DomainGetSecurityLabel, GetSecurityLabel);
    }

    // A number that is the same for every domain of ours: no autostart, no saved image, no messages.
    private static void Say(Session session, ref XdrReader arguments, XdrWriter result, int number)
    {
        session.Look(arguments.Domain());
        result.Int(number);
    }

    private static void GetXml(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var flags = arguments.UInt();
        var (domain, _) = session.Look(wanted);
        if ((flags & XmlSecure) != 0 && session.IsReadOnly)
            throw new LibvirtException(ErrorCode.OperationDenied, ErrorSource.Domain, "operation forbidden: %s", "virDomainGetXMLDesc with secure flag");
        result.Text(DomainXml.Of(domain, domain.IsActive && (flags & XmlInactive) == 0));
    }

    private static void GetInfo(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (domain, now) = session.Look(arguments.Domain());
        result.Int((int)domain.Status.State);
        result.Hyper(domain.MemoryKiB);
        result.Hyper(domain.BalloonKiB);
        result.Int(domain.Vcpus.Length);
        result.Hyper(domain.IsActive ? domain.CpuAt(domain.ElapsedAt(now)).Time : 0);
    }

    private static void GetState(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        _ = arguments.UInt();
        var (domain, _) = session.Look(wanted);
        result.Int((int)domain.Status.State);
        result.Int(domain.Status.Reason);
    }

    private static void GetSecurityLabel(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (domain, _) = session.Look(arguments.Domain());
        result.Characters(domain.IsActive ? Security.Label(domain.Uuid) : "");
        result.Flag(domain.IsActive);
    }
}
