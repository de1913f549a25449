using Validation.Harness;

namespace Validation.Simulators.Cloud.Migrations;

/// <summary>
/// How a live migration is to go, in guest time. Nova first queues and prepares it; then libvirt's job runs: disks, memory in
/// passes, and a last pass while the guest stands; then the switch-over; then Nova tidies up.
/// </summary>
public sealed record MigrationPlan
{
    /// <summary>How long Nova lets it wait: status <c>queued</c>.</summary>
    public TimeSpan Queued { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long Nova prepares the destination: status <c>preparing</c>.</summary>
    public TimeSpan Preparing { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long libvirt's job sets itself up before it sends.</summary>
    public TimeSpan Setup { get; init; } = TimeSpan.Zero;

    /// <summary>Bytes sent a second, above 0; ten gigabit Ethernet by default.</summary>
    public long Bandwidth { get; init; } = 1_250_000_000;

    /// <summary>Bytes of memory that the guest dirties a second, of pages of 4096.</summary>
    public long DirtyRate { get; init; } = 64L << 20;

    /// <summary>The longest the guest may stand; Nova's live_migration_downtime, 500 ms. With <see cref="Length"/>, how long it stands.</summary>
    public TimeSpan MaxDowntime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Passes over memory after which the guest is stopped however much remains: Nova's force_complete. 1 to 1000.</summary>
    public int MaxPasses { get; init; } = 30;

    /// <summary>
    /// From the beginning of libvirt's job to the switch-over, when a scenario wants a round number: the rate of transfer then
    /// follows from it, and bandwidth is not looked at. Null lets bandwidth and dirty rate say how long it takes.
    /// </summary>
    public TimeSpan? Length { get; init; }

    /// <summary>True when disks on the host itself are copied along (block migration); false when hosts share them.</summary>
    public bool CopyDisks { get; init; }

    /// <summary>True for a job that tells how long it still takes; QEMU's never do.</summary>
    public bool Bounded { get; init; }

    /// <summary>How long Nova tidies up after the switch-over; until then the server is still MIGRATING.</summary>
    public TimeSpan Finishing { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What goes wrong; null when nothing does.</summary>
    public MigrationFault? Fault { get; init; }

    /// <summary>
    /// Libvirt's job begins at once and takes exactly this long, the guest standing for the last <paramref name="downtime"/>
    /// of it; then Nova is done at once.
    /// </summary>
    public static MigrationPlan Lasting(TimeSpan length, TimeSpan downtime) => new()
    {
        Queued = TimeSpan.Zero, Preparing = TimeSpan.Zero, Finishing = TimeSpan.Zero, Length = length, MaxDowntime = downtime,
    };

    internal void Check()
    {
        var least = Setup + MaxDowntime;
        if (Queued < TimeSpan.Zero || Preparing < TimeSpan.Zero || Setup < TimeSpan.Zero || Finishing < TimeSpan.Zero || MaxDowntime < TimeSpan.Zero
            || Bandwidth < 1 || DirtyRate < 0 || MaxPasses is < 1 or > 1000 || Length <= least || Fault?.After < TimeSpan.Zero)
        {
            throw new BadInputException("The migration cannot be planned", "the migration's plan",
                "no negative time, a bandwidth above 0, 1 to 1000 passes, a length above set-up and downtime together", ToString(), "mend the plan");
        }
    }
}

/// <summary>When a migration goes wrong.</summary>
public enum MigrationPhase
{
    /// <summary>While Nova prepares the destination: no domain is touched. Nova rolls back; the record says <c>failed</c>.</summary>
    Preparing,

    /// <summary>While libvirt's job runs: the domain stays on its source. Nova rolls back; the record says <c>failed</c>.</summary>
    Running,

    /// <summary>
    /// After the switch-over: the domain runs at its destination, which is the server's host, but the server is in ERROR, as
    /// it is too late to roll back; the record says <c>error</c>.
    /// </summary>
    Finishing,
}

/// <summary>Something that goes wrong.</summary>
/// <param name="Phase">In which phase.</param>
/// <param name="After">How long after the phase began; it ends the phase at the latest.</param>
/// <param name="Message">What Nova and libvirt say about it.</param>
public sealed record MigrationFault(MigrationPhase Phase, TimeSpan After, string Message = "internal error: client socket is closed");
