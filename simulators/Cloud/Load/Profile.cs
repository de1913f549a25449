namespace Validation.Simulators.Cloud.Load;

/// <summary>What a guest does all day.</summary>
public enum Profile
{
    /// <summary>Next to nothing.</summary>
    Idle,

    /// <summary>A constant moderate load: rates are plain integers a second, without bursts.</summary>
    Steady,

    /// <summary>Ten seconds of work each minute.</summary>
    Bursty,

    /// <summary>All CPU it can get, on a host that has too little: its virtual CPUs wait and are delayed.</summary>
    NoisyNeighbour,

    /// <summary>Little memory left: the balloon takes, the guest swaps, major faults.</summary>
    MemoryPressure,

    /// <summary>Disks at their limit: slow requests, slow flushes, virtual CPUs that wait.</summary>
    DiskSaturation,
}
