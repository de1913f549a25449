using Validation.Simulators.Cloud;
using Validation.Simulators.Libvirt.Events;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Starting, pausing and stopping domains past Nova. The cloud decides what is allowed.</summary>
internal static class LifeProcedures
{
    private const uint StartPaused = 1;

    public static void AddTo(ProcedureTable table)
    {
        Add(table, Procedure.DomainSuspend, "virDomainSuspend", static (model, host, domain) => model.SuspendDomain(host, domain));
        Add(table, Procedure.DomainResume, "virDomainResume", static (model, host, domain) => model.ResumeDomain(host, domain));
        Add(table, Procedure.DomainShutdown, "virDomainShutdown", static (model, host, domain) => model.ShutdownDomain(host, domain));
        Add(table, Procedure.DomainShutdownFlags, "virDomainShutdownFlags", static (model, host, domain) => model.ShutdownDomain(host, domain));
        Add(table, Procedure.DomainDestroy, "virDomainDestroy", static (model, host, domain) => model.DestroyDomain(host, domain));
        Add(table, Procedure.DomainDestroyFlags, "virDomainDestroyFlags", static (model, host, domain) => model.DestroyDomain(host, domain));
        Add(table, Procedure.DomainCreate, "virDomainCreate", static (model, host, domain) => model.StartDomain(host, domain));
        table.AddChange(Procedure.DomainCreateWithFlags, "virDomainCreateWithFlags", CreateWithFlags);
        table.AddChange(Procedure.DomainReboot, "virDomainReboot", static (Session session, ref XdrReader arguments, XdrWriter _) => Reboot(session, arguments.Domain()));
        table.AddChange(Procedure.DomainReset, "virDomainReset", static (Session session, ref XdrReader arguments, XdrWriter _) => Reboot(session, arguments.Domain()));
    }

    private static void Add(ProcedureTable table, Procedure procedure, string name, Action<CloudModel, string, Guid> change) =>
        table.AddChange(procedure, name, (Session session, ref XdrReader arguments, XdrWriter _) =>
        {
            var (domain, _) = session.Look(arguments.Domain());
            change(session.Host.Model, session.Host.Name, domain.Uuid);
        });

    private static void CreateWithFlags(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        var flags = arguments.UInt();
        var (found, _) = session.Look(wanted);
        var domain = session.Host.Model.StartDomain(session.Host.Name, found.Uuid);
        if ((flags & StartPaused) != 0)
            domain = session.Host.Model.SuspendDomain(session.Host.Name, domain.Uuid);
        result.Domain(domain.Name, domain.Uuid, domain.Id);
    }

    private static void Reboot(Session session, DomainReference wanted)
    {
        var (found, _) = session.Look(wanted);
        var domain = session.Host.Model.RebootDomain(session.Host.Name, found.Uuid);
        session.Host.Tell(new RebootEvent(domain.Uuid, domain.Name, domain.Id));
    }
}
