using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>
/// libvirt's own networks. A compute host has the one that libvirt's packages define, not started: Neutron's ports are
/// plugged into Open vSwitch without it. Other kinds of objects it has none.
/// </summary>
internal static class NetworkProcedures
{
    private const string Name = "default";
    private const uint Inactive = 1, Active = 2, Persistent = 4, Transient = 8, Autostart = 16, NoAutostart = 32;

    private static readonly Procedure[] Empty =
    [
        Procedure.ConnectListAllInterfaces, Procedure.ConnectListAllNodeDevices, Procedure.ConnectListAllNwfilters, Procedure.ConnectListAllSecrets,
        Procedure.ConnectListAllNwfilterBindings,
    ];

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.ConnectListAllNetworks, ListAll);
        table.Add(Procedure.NetworkLookupByName, LookupByName);
        table.Add(Procedure.NetworkGetAutostart, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result, 0));
        table.Add(Procedure.NetworkIsActive, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result, 0));
        table.Add(Procedure.NetworkIsPersistent, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result, 1));
        foreach (var list in Empty)
        {
            table.Add(list, static (Session session, ref XdrReader arguments, XdrWriter result) =>
            {
                session.RequireOpen();
                result.Int(0);
                result.Int(0);
            });
        }
    }

    private static void ListAll(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Flag();
        var flags = arguments.UInt();
        var host = session.Look().Host;
        bool Group(uint all, uint own) => (flags & all) == 0 || (flags & own) != 0;
        var passes = Group(Inactive | Active, Inactive) && Group(Persistent | Transient, Persistent) && Group(Autostart | NoAutostart, NoAutostart);
        result.Int(passes && wanted ? 1 : 0);
        if (passes && wanted)
            Write(host, result);
        result.UInt(passes ? 1u : 0);
    }

    private static void LookupByName(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var name = arguments.Text();
        var host = session.Look().Host;
        if (name != Name)
            throw Missing($"no network with matching name '{name}'");
        Write(host, result);
    }

    private static void Say(Session session, ref XdrReader arguments, XdrWriter result, int number)
    {
        var name = arguments.Text();
        var uuid = arguments.Uuid();
        if (uuid != UuidOf(session.Look().Host))
            throw Missing($"no network with matching uuid '{uuid}' ({name})");
        result.Int(number);
    }

    private static Guid UuidOf(Host host)
    {
        var bytes = host.Uuid.ToByteArray(bigEndian: true);
        bytes[15] ^= 2;
        return new Guid(bytes, bigEndian: true);
    }

    private static void Write(Host host, XdrWriter result)
    {
        result.Text(Name);
        result.Uuid(UuidOf(host));
    }

    private static LibvirtException Missing(string which) => new(ErrorCode.NoNetwork, ErrorSource.Network, "Network not found: %s", which);
}
