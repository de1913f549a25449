using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>What a domain's host is doing with it for a while: nothing, or a migration.</summary>
internal static class JobProcedures
{
    // type, then eleven numbers: two times, then three triples of bytes.
    private const int Numbers = 11;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.DomainGetJobInfo, GetInfo);
        table.Add(Procedure.DomainGetJobStats, GetStats);
    }

    private static void GetInfo(Session session, ref XdrReader arguments, XdrWriter result)
    {
        RequireActive(session, arguments.Domain());
        result.Int(0);
        for (var i = 0; i < Numbers; i++)
            result.Hyper(0);
    }

    private static void GetStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        _ = arguments.UInt();
        RequireActive(session, wanted);
        result.Int(0);
        new ParameterWriter(result).Finish();
    }

    private static void RequireActive(Session session, DomainReference wanted)
    {
        if (!session.Look(wanted).Domain.IsActive)
            throw LibvirtException.Invalid("domain is not running");
    }
}
