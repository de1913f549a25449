using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Jobs;

namespace Validation.Simulators.Cloud.Migrations;

/// <summary>Kind of a move (nova/objects/fields.py, MigrationType).</summary>
public enum MigrationKind
{
    /// <summary>The server runs on: <c>live-migration</c>.</summary>
    LiveMigration,

    /// <summary>Switched off and on at another host: <c>migration</c>.</summary>
    Migration,

    /// <summary>The same with another flavour: <c>resize</c>.</summary>
    Resize,
}

/// <summary>How far a move is, in Nova's words; see <see cref="MigrationRecord.StatusText"/>.</summary>
public enum MigrationStatus
{
    /// <summary>Live: waits for its turn.</summary>
    Queued,

    /// <summary>Live: the destination is prepared.</summary>
    Preparing,

    /// <summary>Live: libvirt's job runs, or Nova tidies up after it.</summary>
    Running,

    /// <summary>Live: done.</summary>
    Completed,

    /// <summary>Live: it did not happen; the server is where it was.</summary>
    Failed,

    /// <summary>Live: somebody aborted it; the server is where it was.</summary>
    Cancelled,

    /// <summary>Something went wrong, and the server is in ERROR.</summary>
    Error,

    /// <summary>Cold: the disks are moved.</summary>
    Migrating,

    /// <summary>Cold: the disks are moved; the destination is about to start it.</summary>
    PostMigrating,

    /// <summary>Cold: it runs, and waits to be confirmed.</summary>
    Finished,

    /// <summary>Cold: confirmed.</summary>
    Confirmed,

    /// <summary>Cold: taken back.</summary>
    Reverted,
}

/// <summary>A move of a server, as Nova records it (os-migrations).</summary>
public sealed record MigrationRecord
{
    /// <summary>Number in Nova's database, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The server when the move began: its project, user, flavour and host then.</summary>
    public required Server Server { get; init; }

    /// <summary>Kind.</summary>
    public required MigrationKind Kind { get; init; }

    /// <summary>Where to; the same host for a resize on the spot.</summary>
    public required string Destination { get; init; }

    /// <summary>The flavour afterwards.</summary>
    public required Flavour NewFlavour { get; init; }

    /// <summary>How far it is.</summary>
    public required MigrationStatus Status { get; init; }

    /// <summary>Guest time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Guest time of its last change.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How a live migration is to go; null for a cold one.</summary>
    public MigrationPlan? Plan { get; init; }

    /// <summary>Libvirt's job at the source, once it began; it stays here when it is over.</summary>
    public DomainJob? Job { get; init; }

    /// <summary>How libvirt's job ended: completed, failed or cancelled; null before.</summary>
    public JobReport? Ended { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Fault { get; init; }

    /// <summary>Where from.</summary>
    public string Source => Server.Host;

    /// <summary>True while the move is under way, or waits to be confirmed.</summary>
    public bool IsOpen => Status is MigrationStatus.Queued or MigrationStatus.Preparing or MigrationStatus.Running or MigrationStatus.Migrating
        or MigrationStatus.PostMigrating or MigrationStatus.Finished;

    /// <summary>Nova's word: <c>queued</c>, <c>post-migrating</c>.</summary>
    public string StatusText => Status == MigrationStatus.PostMigrating ? "post-migrating" : Status.ToString().ToLowerInvariant();

    /// <summary>Nova's word: <c>live-migration</c>.</summary>
    public string KindText => Kind == MigrationKind.LiveMigration ? "live-migration" : Kind.ToString().ToLowerInvariant();

    /// <summary>How far libvirt's job is or came; null before it began. What server-migrations shows of it.</summary>
    public JobReport? ReportAt(DateTimeOffset now) => Ended ?? Job?.At(now);
}
