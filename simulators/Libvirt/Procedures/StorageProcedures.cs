using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>The one storage pool of a compute host: the local disk that holds Nova's instances.</summary>
internal static class StorageProcedures
{
    public const string Name = "nova-local";

    private const uint Active = 2, Inactive = 1, Persistent = 4, Transient = 8, Autostart = 16, NoAutostart = 32, TypeDirectory = 64;
    private const uint AllTypes = 0x7ffffc0;
    private const int Running = 2;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.ConnectListAllStoragePools, ListAll);
        table.Add(Procedure.ConnectNumOfStoragePools, static (Session session, ref XdrReader _, XdrWriter result) =>
        {
            session.RequireOpen();
            result.Int(1);
        });
        table.Add(Procedure.StoragePoolLookupByName, LookupByName);
        table.Add(Procedure.StoragePoolLookupByUuid, LookupByUuid);
        table.Add(Procedure.StoragePoolGetInfo, GetInfo);
        table.Add(Procedure.StoragePoolGetAutostart, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result));
        table.Add(Procedure.StoragePoolIsActive, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result));
        table.Add(Procedure.StoragePoolIsPersistent, static (Session session, ref XdrReader arguments, XdrWriter result) => Say(session, ref arguments, result));
        table.Add(Procedure.StoragePoolGetXmlDesc, GetXml);
    }

    /// <summary>Bytes in all, and bytes that the domains' local disks take.</summary>
    public static (long Capacity, long Allocation) SizeOf(Host host) =>
        (host.Topology.DiskGiB * (1L << 30), host.Domains.All.Sum(d => d.Disks.Where(k => k.Kind != DiskKind.Rbd).Sum(k => k.Allocated)));

    // It is active, persistent, and started with the host.
    private static void Say(Session session, ref XdrReader arguments, XdrWriter result)
    {
        Find(session, ref arguments);
        result.Int(1);
    }

    private static void ListAll(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Flag();
        var flags = arguments.UInt();
        var host = session.Look().Host;
        bool Group(uint all, uint own) => (flags & all) == 0 || (flags & own) != 0;
        var passes = Group(Inactive | Active, Active) && Group(Persistent | Transient, Persistent) && Group(Autostart | NoAutostart, Autostart)
            && Group(AllTypes, TypeDirectory);
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
            throw Missing($"no storage pool with matching name '{name}'");
        Write(host, result);
    }

    private static void LookupByUuid(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var uuid = arguments.Uuid();
        var host = session.Look().Host;
        if (uuid != UuidOf(host))
            throw Missing($"no storage pool with matching uuid '{uuid}'");
        Write(host, result);
    }

    private static void GetInfo(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (capacity, allocation) = SizeOf(Find(session, ref arguments));
        result.Int(Running);
        result.Hyper(capacity);
        result.Hyper(allocation);
        result.Hyper(capacity - allocation);
    }

    private static void GetXml(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var host = Find(session, ref arguments);
        var (capacity, allocation) = SizeOf(host);
        result.Text($"""
            <pool type='dir'>
              <name>{Name}</name>
              <uuid>{UuidOf(host)}</uuid>
              <capacity unit='bytes'>{capacity}</capacity>
              <allocation unit='bytes'>{allocation}</allocation>
              <available unit='bytes'>{capacity - allocation}</available>
              <source>
              </source>
              <target>
                <path>/var/lib/nova/instances</path>
              </target>
            </pool>

            """);
    }

    private static Host Find(Session session, ref XdrReader arguments)
    {
        var name = arguments.Text();
        var uuid = arguments.Uuid();
        var host = session.Look().Host;
        return uuid == UuidOf(host) ? host : throw Missing($"no storage pool with matching uuid '{uuid}' ({name})");
    }

    // One bit from the machine's own id: always the same, never another's.
    private static Guid UuidOf(Host host)
    {
        var bytes = host.Uuid.ToByteArray(bigEndian: true);
        bytes[15] ^= 1;
        return new Guid(bytes, bigEndian: true);
    }

    private static void Write(Host host, XdrWriter result)
    {
        result.Text(Name);
        result.Uuid(UuidOf(host));
    }

    private static LibvirtException Missing(string which) => new(ErrorCode.NoStoragePool, ErrorSource.Storage, "Storage pool not found: %s", which);
}
