using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Events;

/// <summary>Kinds of events that clients register for, with libvirt's numbers (virDomainEventID).</summary>
internal enum EventKind
{
    Lifecycle = 0,
    Reboot = 1,
    MigrationIteration = 20,
    JobCompleted = 21,
}

/// <summary>Something that the daemon tells those who registered for it.</summary>
/// <param name="Kind">What they registered for.</param>
/// <param name="Procedure">The number of the message.</param>
/// <param name="Uuid">Which domain.</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number; -1 when it is not active any more.</param>
internal abstract record HostEvent(EventKind Kind, Procedure Procedure, Guid Uuid, string Name, int Id)
{
    /// <summary>What libvirt tells of something that happened in the cloud.</summary>
    public static HostEvent Of(DomainHappening happening)
    {
        // The QEMU driver makes these events after the process is gone.
        var gone = happening.Event is DomainEvent.Stopped or DomainEvent.Undefined;
        return new LifecycleEvent(happening.Uuid, happening.Name, gone ? -1 : happening.Id, happening.Event, happening.Detail);
    }

    /// <summary>Writes the payload of the message to one callback.</summary>
    public void Write(XdrWriter payload, int callback)
    {
        payload.Int(callback);
        payload.Domain(Name, Uuid, Id);
        WriteRest(payload);
    }

    protected abstract void WriteRest(XdrWriter payload);
}

/// <summary>Procedure 318: a domain was started, suspended, stopped and so on.</summary>
internal sealed record LifecycleEvent(Guid Uuid, string Name, int Id, DomainEvent Event, int Detail)
    : HostEvent(EventKind.Lifecycle, Procedure.DomainEventCallbackLifecycle, Uuid, Name, Id)
{
    protected override void WriteRest(XdrWriter payload)
    {
        payload.Int((int)Event);
        payload.Int(Detail);
    }
}

/// <summary>Procedure 319: a guest has rebooted; the process is the same.</summary>
internal sealed record RebootEvent(Guid Uuid, string Name, int Id) : HostEvent(EventKind.Reboot, Procedure.DomainEventCallbackReboot, Uuid, Name, Id)
{
    protected override void WriteRest(XdrWriter payload)
    {
    }
}
