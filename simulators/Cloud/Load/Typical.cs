namespace Validation.Simulators.Cloud.Load;

/// <summary>The rates that a profile stands for, of one typical device each.</summary>
internal sealed record Typical(Rhythm Rhythm, Wave VcpuTime, Wave VcpuWait, Wave VcpuDelay, Wave EmulatorUser, Wave EmulatorSystem,
    DiskRates Disk, NicRates Nic, MemoryRates Memory)
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;

    private static readonly Typical Idle = new(Rhythm.None,
        new(4 * Millisecond), new(200 * Microsecond), new(100 * Microsecond), new(500 * Microsecond), new(1 * Millisecond),
        new DiskRates(new(1), 4_096, 300 * Microsecond, new(2), 8_192, 500 * Microsecond, new(1), 800 * Microsecond),
        new NicRates(new(6), 120, default, default, new(5), 110, default, default),
        new MemoryRates(180, 0, 250, 1000, default, default, default, new(20)));

    private static readonly Typical Steady = new(Rhythm.None,
        new(300 * Millisecond), new(2 * Millisecond), new(1 * Millisecond), new(5 * Millisecond), new(12 * Millisecond),
        new DiskRates(new(40), 16_384, 400 * Microsecond, new(60), 8_192, 700 * Microsecond, new(5), 2 * Millisecond),
        new NicRates(new(900), 800, default, default, new(700), 600, default, default),
        new MemoryRates(450, 0, 300, 1000, default, default, new(1), new(400)));

    private static readonly Typical Bursty = Idle with
    {
        Rhythm = new Rhythm(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)),
        VcpuTime = new(10 * Millisecond, 800 * Millisecond),
        Disk = Idle.Disk with { Reads = new(2, 400), Writes = new(2, 300), Flushes = new(1, 20) },
        Nic = Idle.Nic with { Receives = new(20, 9_000), ReceiveSize = 1_000, Transmits = new(20, 8_000), TransmitSize = 900 },
        Memory = Idle.Memory with { UsedPerMille = 350, SwingPerMille = 200, MinorFaults = new(50, 2_000) },
    };

    private static readonly Typical NoisyNeighbour = Steady with
    {
        VcpuTime = new(520 * Millisecond), VcpuWait = new(60 * Millisecond), VcpuDelay = new(300 * Millisecond),
        Nic = Steady.Nic with { ReceiveDrops = new(7) },
    };

    private static readonly Typical MemoryPressure = Steady with
    {
        Rhythm = new Rhythm(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)),
        VcpuWait = new(120 * Millisecond),
        Memory = new MemoryRates(880, 60, 30, 750, new(600, 300), new(900, 500), new(180, 90), new(5_000)),
    };

    private static readonly Typical DiskSaturation = Steady with
    {
        VcpuTime = new(150 * Millisecond), VcpuWait = new(400 * Millisecond),
        Disk = new DiskRates(new(900), 65_536, 12 * Millisecond, new(1_400), 65_536, 25 * Millisecond, new(30), 180 * Millisecond),
    };

    public static Typical Of(Profile profile) => profile switch
    {
        Profile.Idle => Idle,
        Profile.Steady => Steady,
        Profile.Bursty => Bursty,
        Profile.NoisyNeighbour => NoisyNeighbour,
        Profile.MemoryPressure => MemoryPressure,
        Profile.DiskSaturation => DiskSaturation,
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "not a profile"),
    };
}
