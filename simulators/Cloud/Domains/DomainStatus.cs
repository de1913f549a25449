namespace Validation.Simulators.Cloud.Domains;

/// <summary>State of a domain, with libvirt's numbers (virDomainState).</summary>
public enum DomainState
{
    /// <summary>Nothing is known.</summary>
    NoState = 0,

    /// <summary>Its virtual CPUs run.</summary>
    Running = 1,

    /// <summary>It waits for a resource.</summary>
    Blocked = 2,

    /// <summary>Held by a person, or by the host during a migration.</summary>
    Paused = 3,

    /// <summary>On its way down.</summary>
    Shutdown = 4,

    /// <summary>No process.</summary>
    Shutoff = 5,

    /// <summary>Its kernel panicked and the process was kept.</summary>
    Crashed = 6,

    /// <summary>Put itself to sleep.</summary>
    PmSuspended = 7,
}

/// <summary>A state and why it was entered, with libvirt's numbers (virDomainRunningReason and its siblings).</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">The reason; what a number means depends on the state.</param>
public readonly record struct DomainStatus(DomainState State, int Reason)
{
    /// <summary>Runs since it booted.</summary>
    public static DomainStatus Booted => new(DomainState.Running, 1);

    /// <summary>Runs since it came from another host.</summary>
    public static DomainStatus Migrated => new(DomainState.Running, 2);

    /// <summary>Runs since it was resumed.</summary>
    public static DomainStatus Unpaused => new(DomainState.Running, 5);

    /// <summary>Runs on where it was, after a migration that stopped it and then failed.</summary>
    public static DomainStatus MigrationCancelled => new(DomainState.Running, 6);

    /// <summary>Paused by a person.</summary>
    public static DomainStatus PausedByUser => new(DomainState.Paused, 1);

    /// <summary>Paused for a migration.</summary>
    public static DomainStatus PausedForMigration => new(DomainState.Paused, 2);

    /// <summary>Panicked; the process was kept (on_crash=preserve).</summary>
    public static DomainStatus Panicked => new(DomainState.Crashed, 1);

    /// <summary>Never started since it was defined.</summary>
    public static DomainStatus NeverStarted => new(DomainState.Shutoff, 0);

    /// <summary>The guest shut down by itself.</summary>
    public static DomainStatus ShutDown => new(DomainState.Shutoff, 1);

    /// <summary>Destroyed by a person or by Nova.</summary>
    public static DomainStatus Destroyed => new(DomainState.Shutoff, 2);

    /// <summary>Panicked; the process was removed (on_crash=destroy).</summary>
    public static DomainStatus ShutoffByCrash => new(DomainState.Shutoff, 3);

    /// <summary>Went to another host.</summary>
    public static DomainStatus MigratedAway => new(DomainState.Shutoff, 4);

    /// <summary>Could not start, or could not come in from another host.</summary>
    public static DomainStatus StartFailed => new(DomainState.Shutoff, 6);
}

/// <summary>What the host does when a guest's kernel panics.</summary>
public enum OnCrash
{
    /// <summary>Removes the process: the domain becomes shut off.</summary>
    Destroy,

    /// <summary>Keeps the process for a look at it: the domain stays active in state crashed.</summary>
    Preserve,
}
