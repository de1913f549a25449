using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>How a connection begins and ends.</summary>
internal static class SessionProcedures
{
    private const int NoAuthentication = 0;
    private const int FeatureKeepalive = 10;

    // What libvirtd 9.0.0 answers with 1: passing descriptors, strings in typed parameters, keepalive, event callbacks, close
    // callback, the right order of network updates.
    private static readonly int[] Features = [8, 9, FeatureKeepalive, 14, 15, 16];

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.AuthList, static (Session _, ref XdrReader _, XdrWriter result) =>
        {
            result.Int(1);
            result.Int(NoAuthentication);
        });
        table.Add(Procedure.ConnectOpen, Open);
        table.Add(Procedure.ConnectClose, static (Session _, ref XdrReader _, XdrWriter _) => { });
        table.Add(Procedure.ConnectSupportsFeature, SupportsFeature);
        table.Add(Procedure.ConnectRegisterCloseCallback, static (Session session, ref XdrReader _, XdrWriter _) => session.RequireOpen());
        table.Add(Procedure.ConnectUnregisterCloseCallback, static (Session session, ref XdrReader _, XdrWriter _) => session.RequireOpen());
    }

    private static void Open(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var uri = arguments.OptionalText();
        var readOnly = (arguments.UInt() & 1) != 0;
        // No name at all means that the daemon chooses; the driver is QEMU's, for the whole machine.
        if (uri is not (null or "" or HostProcedures.Uri))
            throw new LibvirtException(ErrorCode.NoConnect, ErrorSource.None, "no connection driver available for %s", uri);
        session.Open(readOnly);
    }

    private static void SupportsFeature(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var feature = arguments.Int();
        // The only one that is asked before the connection is open; who asks for it speaks it.
        if (feature == FeatureKeepalive)
            session.Heartbeat?.Arm();
        else
            session.RequireOpen();
        result.Flag(Features.Contains(feature));
    }
}
