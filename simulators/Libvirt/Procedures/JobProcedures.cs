using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;
using Validation.Simulators.Libvirt.Stats;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>What a domain's host is doing with it for a while: nothing, or a migration.</summary>
internal static class JobProcedures
{
    // After the type: two times, then three triples of bytes.
    private const int Numbers = 11;
    private const uint Completed = 1, KeepCompleted = 2;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.DomainGetJobInfo, GetInfo);
        table.Add(Procedure.DomainGetJobStats, GetStats);
        table.AddChange(Procedure.DomainAbortJob, "virDomainAbortJob", Abort);
        table.AddChange(Procedure.DomainAbortJobFlags, "virDomainAbortJobFlags", Abort);
    }

    private static void GetInfo(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (domain, now) = Active(session, arguments.Domain());
        if (Underway(domain, now) is not { } report)
        {
            result.Int((int)JobType.None);
            for (var i = 0; i < Numbers; i++)
                result.Hyper(0);
            return;
        }

        result.Int((int)report.Type);
        result.Hyper(report.TimeElapsed);
        result.Hyper(report.TimeRemaining);
        foreach (var part in (ReadOnlySpan<Transfer>)[report.Data, report.Memory, report.Disk])
        {
            result.Hyper(part.Total);
            result.Hyper(part.Processed);
            result.Hyper(part.Remaining);
        }
    }

    private static void GetStats(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var flags = arguments.UInt();
        JobReport? report;
        if ((flags & Completed) != 0)
        {
            report = session.Look(wanted).Domain.CompletedJob;
            // Reading forgets, unless the client asks to keep.
            if (report is not null && (flags & KeepCompleted) == 0)
                session.Host.Model.ForgetCompletedJob(session.Host.Name, wanted.Uuid);
        }
        else
        {
            var (domain, now) = Active(session, wanted);
            report = Underway(domain, now);
        }

        result.Int((int)(report?.Type ?? JobType.None));
        var parameters = new ParameterWriter(result);
        if (report is not null)
            JobStats.Write(ref parameters, report);
        parameters.Finish();
    }

    private static void Abort(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var (domain, _) = Active(session, arguments.Domain());
        if (domain.Job is not { Operation: JobOperation.MigrationOut })
            throw LibvirtException.Invalid("no job is active on the domain");
        session.Host.Model.AbortMigration(domain.Uuid);
    }

    private static JobReport? Underway(Domain domain, DateTimeOffset now) => domain.Job switch
    {
        null => null,
        { Operation: JobOperation.MigrationIn } => throw new LibvirtException(ErrorCode.OperationUnsupported, ErrorSource.Qemu, "Operation not supported: %s",
            "migration statistics are available only on the source host"),
        var job => job.At(now),
    };

    private static (Domain Domain, DateTimeOffset Now) Active(Session session, DomainReference wanted)
    {
        var found = session.Look(wanted);
        return found.Domain.IsActive ? found : throw LibvirtException.Invalid("domain is not running");
    }
}
