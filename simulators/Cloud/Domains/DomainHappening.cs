namespace Validation.Simulators.Cloud.Domains;

/// <summary>What happened to a domain, with libvirt's numbers (virDomainEventType).</summary>
public enum DomainEvent
{
    /// <summary>Defined, or defined anew.</summary>
    Defined = 0,

    /// <summary>Undefined.</summary>
    Undefined = 1,

    /// <summary>Started.</summary>
    Started = 2,

    /// <summary>Paused.</summary>
    Suspended = 3,

    /// <summary>Resumed.</summary>
    Resumed = 4,

    /// <summary>No process any more.</summary>
    Stopped = 5,

    /// <summary>The guest has shut down.</summary>
    Shutdown = 6,

    /// <summary>Put itself to sleep.</summary>
    PmSuspended = 7,

    /// <summary>Panicked.</summary>
    Crashed = 8,
}

/// <summary>Details of happenings, with libvirt's numbers; 0 is the plain case of each.</summary>
public static class DomainDetail
{
    /// <summary>Started, or resumed: by a migration (VIR_DOMAIN_EVENT_STARTED_MIGRATED, VIR_DOMAIN_EVENT_RESUMED_MIGRATED).</summary>
    public const int Migrated = 1;

    /// <summary>Suspended: for the last pass of a migration.</summary>
    public const int SuspendedForMigration = 1;

    /// <summary>Shut down: by the guest itself, also when it was asked to.</summary>
    public const int ShutdownByGuest = 1;

    /// <summary>Defined: anew.</summary>
    public const int DefinedAnew = 1;

    /// <summary>Stopped: destroyed.</summary>
    public const int StoppedByDestroy = 1;

    /// <summary>Stopped: crashed.</summary>
    public const int StoppedByCrash = 2;

    /// <summary>Stopped: went to another host.</summary>
    public const int StoppedByMigration = 3;

    /// <summary>Stopped: could not start or come in.</summary>
    public const int StoppedByFailure = 5;
}

/// <summary>Something that happened to a domain on a host: libvirt's lifecycle event.</summary>
/// <param name="Number">Order within the cloud, from 1, without gaps.</param>
/// <param name="At">Guest time.</param>
/// <param name="Host">Where.</param>
/// <param name="Uuid">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number after the event; for a stop the number it had.</param>
/// <param name="Event">What.</param>
/// <param name="Detail">How, with libvirt's numbers of that event.</param>
public sealed record DomainHappening(long Number, DateTimeOffset At, string Host, Guid Uuid, string Name, int Id, DomainEvent Event, int Detail);
