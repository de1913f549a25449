using Validation.Simulators.Libvirt.Protocol;
using Validation.Simulators.Libvirt.Server;

namespace Validation.Simulators.Libvirt.Procedures;

/// <summary>Registering for events of domains. What is registered for but never happens is simply never told.</summary>
internal static class EventProcedures
{
    // The kinds of libvirt 9.0.0: 0 to 26.
    private const int Kinds = 27;

    public static void AddTo(ProcedureTable table)
    {
        table.Add(Procedure.ConnectDomainEventCallbackRegisterAny, Register);
        table.Add(Procedure.ConnectDomainEventCallbackDeregisterAny, Deregister);
    }

    private static void Register(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var kind = arguments.Int();
        Guid? domain = arguments.Flag() ? arguments.DomainUuid() : null;
        session.RequireOpen();
        if (kind is < 0 or >= Kinds)
            throw LibvirtException.Internal($"unsupported event ID {kind}");
        result.Int(session.Callbacks.Add(kind, domain));
    }

    private static void Deregister(Session session, ref XdrReader arguments, XdrWriter result)
    {
        var callback = arguments.Int();
        session.RequireOpen();
        if (!session.Callbacks.Remove(callback))
            throw LibvirtException.Internal($"domain event callback {callback} not registered");
    }
}
