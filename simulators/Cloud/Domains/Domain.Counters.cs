using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Domains;

public sealed partial record Domain
{
    /// <summary>How long it ran under the present load at that moment: the argument of the counters.</summary>
    public Elapsed ElapsedAt(DateTimeOffset now) => Load.Rhythm.After(Run.At(now));

    /// <summary>Counters of a virtual CPU.</summary>
    public VcpuCounters VcpuAt(int number, Elapsed elapsed) =>
        Load.Vcpus[number].After(elapsed) + (Bank.Vcpus.IsEmpty ? default : Bank.Vcpus[number]);

    /// <summary>Counters of a disk, by its place in <see cref="Disks"/>.</summary>
    public DiskCounters DiskAt(int place, Elapsed elapsed) =>
        Load.Disks[place].After(elapsed) + (Bank.Disks.IsEmpty ? default : Bank.Disks[place]);

    /// <summary>Counters of an interface, by its place in <see cref="Nics"/>.</summary>
    public NicCounters NicAt(int place, Elapsed elapsed) =>
        Load.Nics[place].After(elapsed) + (Bank.Nics.IsEmpty ? default : Bank.Nics[place]);

    /// <summary>Host CPU time of the whole domain: its virtual CPUs count as user time.</summary>
    public CpuCounters CpuAt(Elapsed elapsed)
    {
        var emulator = EmulatorAt(elapsed);
        var user = emulator.User;
        for (var i = 0; i < Vcpus.Length; i++)
            user += VcpuAt(i, elapsed).Time;
        return emulator with { User = user };
    }

    /// <summary>Memory the balloon leaves to the guest, KiB.</summary>
    public long BalloonKiB => IsActive ? MemoryKiB * Load.Memory.BalloonPerMille / 1000 : MemoryKiB;

    /// <summary>What the balloon driver reports.</summary>
    public MemoryReading MemoryAt(DateTimeOffset now)
    {
        var elapsed = ElapsedAt(now);
        var plan = Load.Memory;
        var available = BalloonKiB * 975 / 1000;
        var used = available * Math.Min(1000, plan.UsedPerMille + Swing(elapsed.Run)) / 1000;
        var caches = Math.Min(available * plan.CachePerMille / 1000, available - used);
        var unused = available - used - caches;
        var rss = Math.Min(MemoryKiB, used + caches + (available / 50));
        return new MemoryReading(BalloonKiB, MemoryKiB, available, unused + (caches * 9 / 10), unused, caches, rss, ReportedAt(now),
            plan.After(elapsed) + Bank.Paging);
    }

    private CpuCounters EmulatorAt(Elapsed elapsed) =>
        new(Bank.Emulator.User + Load.EmulatorUser.After(elapsed), Bank.Emulator.System + Load.EmulatorSystem.After(elapsed));

    private CounterBank BankedAt(DateTimeOffset now)
    {
        var elapsed = ElapsedAt(now);
        return new CounterBank(
            [.. Vcpus.Select((_, i) => VcpuAt(i, elapsed))], EmulatorAt(elapsed), [.. Disks.Select((_, i) => DiskAt(i, elapsed))],
            [.. Nics.Select((_, i) => NicAt(i, elapsed))], Load.Memory.After(elapsed) + Bank.Paging);
    }

    // A triangle over the rhythm's period: up to the peak in its middle, and down again.
    private int Swing(long run)
    {
        var period = Load.Rhythm.Period.Ticks;
        if (period == 0)
            return 0;
        var place = run % period * 2000 / period;
        return (int)(Load.Memory.SwingPerMille * (place <= 1000 ? place : 2000 - place) / 1000);
    }

    // The driver reports every ten seconds that the guest runs.
    private DateTimeOffset ReportedAt(DateTimeOffset now)
    {
        var last = Run.Runs && now > Run.Mark ? now : Run.Mark;
        var since = last.AddTicks(-(Run.At(now) % (10 * TimeSpan.TicksPerSecond)));
        return Run.Runs && since < Run.Mark ? Run.Mark : since;
    }
}
