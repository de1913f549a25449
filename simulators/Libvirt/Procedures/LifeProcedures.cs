using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Events;
using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Starting, pausing and stopping domains. The cloud decides what is allowed; Nova's view follows.</summary>
internal static class LifeProcedures
{
    private const uint StartPaused = 1;

    public static void AddTo(ProcedureTable table)
    {
        table.AddChange(Procedure.DomainSuspend, "virDomainSuspend", Suspend);
        table.AddChange(Procedure.DomainResume, "virDomainResume", Resume);
        table.AddChange(Procedure.DomainShutdown, "virDomainShutdown", Shutdown);
        table.AddChange(Procedure.DomainShutdownFlags, "virDomainShutdownFlags", Shutdown);
        table.AddChange(Procedure.DomainDestroy, "virDomainDestroy", Destroy);
        table.AddChange(Procedure.DomainDestroyFlags, "virDomainDestroyFlags", Destroy);
        table.AddChange(Procedure.DomainCreate, "virDomainCreate", static (Session session, ref XdrReader arguments, XdrWriter _) => Start(session, arguments.Domain(), 0));
        table.AddChange(Procedure.DomainCreateWithFlags, "virDomainCreateWithFlags", CreateWithFlags);
        table.AddChange(Procedure.DomainReboot, "virDomainReboot", Reboot);
    }

    private static void Suspend(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var domain = Active(session, arguments.Domain());
        // As in the QEMU driver: pausing what is paused already changes nothing and succeeds.
        if (domain.Status.State != DomainState.Paused)
            session.Host.Model.Pause(domain.Uuid);
    }

    private static void Resume(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var domain = Active(session, arguments.Domain());
        if (domain.Status.State == DomainState.Crashed)
            throw LibvirtException.Invalid("domain is crashed");
        if (domain.Status.State == DomainState.Running)
            throw LibvirtException.Invalid("domain is already running");
        session.Host.Model.Resume(domain.Uuid);
    }

    private static void Shutdown(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var domain = Active(session, arguments.Domain());
        if (domain.Status.State != DomainState.Running)
            throw LibvirtException.Invalid("domain is not running");
        session.Host.Model.Stop(domain.Uuid);
    }

    private static void Destroy(Session session, ref XdrReader arguments, XdrWriter result) =>
        session.Host.Model.Stop(Active(session, arguments.Domain()).Uuid);

    private static void CreateWithFlags(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var wanted = arguments.Domain();
        Start(session, wanted, arguments.UInt());
        var (domain, _) = session.Look(wanted);
        result.Domain(domain.Name, domain.Uuid, domain.Id);
    }

    private static void Start(Session session, DomainReference wanted, uint flags)
    {
        var (domain, _) = session.Look(wanted);
        if (domain.IsActive)
            throw LibvirtException.Invalid("domain is already running");
        session.Host.Model.Start(domain.Uuid);
        if ((flags & StartPaused) != 0)
            session.Host.Model.Pause(domain.Uuid);
    }

    // The guest reboots inside the same process: counters go on, only an event tells of it.
    private static void Reboot(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var domain = Active(session, arguments.Domain());
        if (domain.Status.State != DomainState.Running)
            throw LibvirtException.Invalid("domain is not running");
        session.Host.Tell(new RebootEvent(domain.Uuid, domain.Name, domain.Id));
    }

    private static Domain Active(Session session, DomainReference wanted)
    {
        var (domain, _) = session.Look(wanted);
        return domain.IsActive ? domain : throw LibvirtException.Invalid("domain is not running");
    }
}
