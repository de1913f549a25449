using System.Buffers.Binary;
using Validation.Simulators.Cloud;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

/// <summary>From a call to its answer, without a socket.</summary>
internal static class Dispatcher
{
    /// <summary>Writes the answer's payload; whatever the call holds, there is an answer.</summary>
    public static PacketStatus Answer(PacketHeader call, ReadOnlySpan<byte> payload, Session session, XdrWriter result)
    {
        try
        {
            Run(call, payload, session, result);
            return PacketStatus.Ok;
        }
        catch (LibvirtException refused)
        {
            return Refuse(refused, result);
        }
        catch (XdrException)
        {
            return Refuse(LibvirtException.Rpc("Unable to decode message payload"), result);
        }
        catch (CloudException refused)
        {
            return Refuse(LibvirtException.Of(refused), result);
        }
        catch (Exception mistake)
        {
            session.Host.Failed(mistake);
            return Refuse(LibvirtException.Internal(mistake.Message), result);
        }
    }

    /// <summary>True when the call may take long: one that is about many domains. Those about one are answered where they are read.</summary>
    public static bool IsHeavy(PacketHeader call, ReadOnlySpan<byte> payload) =>
        call.Program == Programs.Remote && ProcedureTable.All.Find(call.Procedure) is { Heavy: true }
        && (payload.Length < sizeof(int) || BinaryPrimitives.ReadInt32BigEndian(payload) != 1);

    private static void Run(PacketHeader call, ReadOnlySpan<byte> payload, Session session, XdrWriter result)
    {
        if (call.Version != Programs.Version || call.Program is not (Programs.Remote or Programs.Qemu or Programs.Lxc))
            throw LibvirtException.Rpc($"Cannot find program {call.Program} version {call.Version}");
        if (call.Status != PacketStatus.Ok)
            throw LibvirtException.Rpc($"Unexpected message status {(int)call.Status}");
        if (call.Program != Programs.Remote)
            throw Foreign(call, payload);
        var entry = ProcedureTable.All.Find(call.Procedure) ?? throw ProcedureTable.Unanswered(call.Procedure);
        if (entry.Changes is not null && session.IsReadOnly)
            throw new LibvirtException(ErrorCode.OperationDenied, ErrorSource.Domain, "operation forbidden: %s", $"read only access prevents {entry.Changes}");
        var arguments = new XdrReader(payload);
        entry.Answer(session, ref arguments, result);
    }

    // The programs of QEMU and LXC are there, as in libvirtd; every procedure of theirs begins with a domain, and none is ours.
    private static LibvirtException Foreign(PacketHeader call, ReadOnlySpan<byte> payload)
    {
        var known = call.Program == Programs.Qemu ? call.Procedure is >= 1 and <= 7 and not 6 : call.Procedure == 1;
        if (!known)
            return LibvirtException.Rpc($"unknown procedure: {call.Procedure}");
        var arguments = new XdrReader(payload);
        _ = arguments.Domain();
        return new LibvirtException(ErrorCode.NoSupport, ErrorSource.Domain, "this function is not supported by the connection driver: %s",
            call.Program == Programs.Qemu ? "virDomainQemuMonitorCommand" : "virDomainLxcOpenNamespace");
    }

    /// <summary>Writes an error as the answer's payload.</summary>
    public static PacketStatus Refuse(LibvirtException refused, XdrWriter result)
    {
        result.Clear();
        refused.Write(result);
        return PacketStatus.Error;
    }
}
