namespace Validation.Simulators.Cloud.RandomLives;

/// <summary>Something that is done with servers.</summary>
public enum LifeOperation
{
    /// <summary>A server is made; sometimes that fails.</summary>
    Create,

    /// <summary>A server is removed, whatever it is doing.</summary>
    Delete,

    /// <summary>Switched on.</summary>
    Start,

    /// <summary>Switched off.</summary>
    Stop,

    /// <summary>Paused.</summary>
    Pause,

    /// <summary>Let run on.</summary>
    Unpause,

    /// <summary>Hard reboot.</summary>
    Reboot,

    /// <summary>Soft reboot.</summary>
    SoftReboot,

    /// <summary>Its kernel panics.</summary>
    Crash,

    /// <summary>Another flavour, or host, or both.</summary>
    Resize,

    /// <summary>A resize is kept.</summary>
    ConfirmResize,

    /// <summary>A resize is taken back.</summary>
    RevertResize,

    /// <summary>A live migration begins; sometimes it fails.</summary>
    Migrate,

    /// <summary>A live migration is aborted.</summary>
    AbortMigration,
}

/// <summary>What a random life did: fit for a ledger, as it is written before anything is seen of it elsewhere.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">Guest time.</param>
/// <param name="Operation">What.</param>
/// <param name="ServerId">With which server.</param>
/// <param name="ServerName">Its display name.</param>
/// <param name="Detail">How, in words; may be empty.</param>
public sealed record LifeEvent(int Number, DateTimeOffset At, LifeOperation Operation, Guid ServerId, string ServerName, string Detail)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Number} {At:O} {Operation} {ServerName} {ServerId} {Detail}").TrimEnd();
}
