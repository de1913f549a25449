using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>What the host is.</summary>
internal static class HostProcedures
{
    public const string Uri = "qemu:///system";

    // major * 1,000,000 + minor * 1,000 + release.
    private const ulong LibvirtVersion = 9_000_000;
    private const ulong QemuVersion = 8_002_002;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.ConnectGetType, static (Session session, ref XdrReader _, XdrWriter result) => Say(session, result, "QEMU"));
        table.Add(Procedure.ConnectGetUri, static (Session session, ref XdrReader _, XdrWriter result) => Say(session, result, Uri));
        table.Add(Procedure.ConnectGetHostname, static (Session session, ref XdrReader _, XdrWriter result) => Say(session, result, session.Host.Name));
        table.Add(Procedure.ConnectGetVersion, static (Session session, ref XdrReader _, XdrWriter result) => Say(session, result, QemuVersion));
        table.Add(Procedure.ConnectGetLibVersion, static (Session session, ref XdrReader _, XdrWriter result) => Say(session, result, LibvirtVersion));
        table.Add(Procedure.NodeGetSecurityModel, static (Session session, ref XdrReader _, XdrWriter result) =>
        {
            session.RequireOpen();
            result.Characters(Security.Model);
            result.Characters(Security.Interpretation);
        });
    }

    private static void Say(Session session, XdrWriter result, string text)
    {
        session.RequireOpen();
        result.Text(text);
    }

    private static void Say(Session session, XdrWriter result, ulong number)
    {
        session.RequireOpen();
        result.UHyper(number);
    }
}

/// <summary>The security driver of an Ubuntu host.</summary>
internal static class Security
{
    public const string Model = "apparmor";

    public const string Interpretation = "0";

    /// <summary>The label of an active domain.</summary>
    public static string Label(Guid domain) => $"libvirt-{domain}";
}
