namespace Validation.Simulators.Libvirt.Stats;

/// <summary>How one domain's statistics are to look.</summary>
/// <param name="Groups">The groups that were asked for.</param>
/// <param name="Backing">Number the disks' sources, too.</param>
/// <param name="HasMonitor">The domain's monitor answers; without it, what comes from QEMU itself is left out.</param>
/// <param name="Missing">Groups to leave out although they were asked for: a fault.</param>
/// <param name="Mistyped">Groups whose 64-bit numbers have the wrong type: a fault.</param>
internal readonly record struct StatsShape(StatsGroups Groups, bool Backing = false, bool HasMonitor = true,
    StatsGroups Missing = StatsGroups.None, StatsGroups Mistyped = StatsGroups.None)
{
    public bool Wants(StatsGroups group) => (Groups & ~Missing & group) != 0;
}
