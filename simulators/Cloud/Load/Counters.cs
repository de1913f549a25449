namespace Validation.Simulators.Cloud.Load;

/// <summary>Counters of one virtual CPU, in ns since the domain started.</summary>
/// <param name="Time">Time it ran on a host CPU.</param>
/// <param name="Wait">Time it waited for input or output of the host.</param>
/// <param name="Delay">Time it was runnable but the host had no CPU for it.</param>
public readonly record struct VcpuCounters(long Time, long Wait, long Delay)
{
    /// <summary>Adds what was counted before.</summary>
    public static VcpuCounters operator +(VcpuCounters a, VcpuCounters b) => new(a.Time + b.Time, a.Wait + b.Wait, a.Delay + b.Delay);
}

/// <summary>Growth of a virtual CPU's counters, ns a second. The three together stay below 1,000,000,000.</summary>
public readonly record struct VcpuRates(Wave Time, Wave Wait, Wave Delay)
{
    /// <summary>The counters after that time.</summary>
    public VcpuCounters After(Elapsed e) => new(Time.After(e), Wait.After(e), Delay.After(e));
}

/// <summary>Host CPU time of a domain, in ns since it started.</summary>
/// <param name="User">In user mode, guests included.</param>
/// <param name="System">In the kernel.</param>
public readonly record struct CpuCounters(long User, long System)
{
    /// <summary>Both together: libvirt's <c>cpu.time</c>.</summary>
    public long Time => User + System;
}

/// <summary>Counters of one disk since the domain started.</summary>
/// <param name="ReadRequests">Reads.</param>
/// <param name="ReadBytes">Bytes read.</param>
/// <param name="ReadTime">Time spent on reads, ns.</param>
/// <param name="WriteRequests">Writes.</param>
/// <param name="WriteBytes">Bytes written.</param>
/// <param name="WriteTime">Time spent on writes, ns.</param>
/// <param name="FlushRequests">Flushes.</param>
/// <param name="FlushTime">Time spent on flushes, ns.</param>
public readonly record struct DiskCounters(
    long ReadRequests, long ReadBytes, long ReadTime, long WriteRequests, long WriteBytes, long WriteTime, long FlushRequests, long FlushTime)
{
    /// <summary>Adds what was counted before.</summary>
    public static DiskCounters operator +(DiskCounters a, DiskCounters b) => new(
        a.ReadRequests + b.ReadRequests, a.ReadBytes + b.ReadBytes, a.ReadTime + b.ReadTime,
        a.WriteRequests + b.WriteRequests, a.WriteBytes + b.WriteBytes, a.WriteTime + b.WriteTime,
        a.FlushRequests + b.FlushRequests, a.FlushTime + b.FlushTime);
}

/// <summary>Growth of a disk: requests a second, bytes a request, ns a request. Bytes and times follow the requests exactly.</summary>
public readonly record struct DiskRates(Wave Reads, long ReadSize, long ReadLatency, Wave Writes, long WriteSize, long WriteLatency,
    Wave Flushes, long FlushLatency)
{
    /// <summary>The counters after that time.</summary>
    public DiskCounters After(Elapsed e)
    {
        var (reads, writes, flushes) = (Reads.After(e), Writes.After(e), Flushes.After(e));
        return new DiskCounters(reads, reads * ReadSize, reads * ReadLatency, writes, writes * WriteSize, writes * WriteLatency,
            flushes, flushes * FlushLatency);
    }
}

/// <summary>Counters of one network interface since the domain started, as the guest sees the directions.</summary>
public readonly record struct NicCounters(long ReceiveBytes, long ReceivePackets, long ReceiveErrors, long ReceiveDrops,
    long TransmitBytes, long TransmitPackets, long TransmitErrors, long TransmitDrops)
{
    /// <summary>Adds what was counted before.</summary>
    public static NicCounters operator +(NicCounters a, NicCounters b) => new(
        a.ReceiveBytes + b.ReceiveBytes, a.ReceivePackets + b.ReceivePackets, a.ReceiveErrors + b.ReceiveErrors, a.ReceiveDrops + b.ReceiveDrops,
        a.TransmitBytes + b.TransmitBytes, a.TransmitPackets + b.TransmitPackets, a.TransmitErrors + b.TransmitErrors,
        a.TransmitDrops + b.TransmitDrops);
}

/// <summary>Growth of an interface: packets a second and bytes a packet; errors and drops a second.</summary>
public readonly record struct NicRates(Wave Receives, long ReceiveSize, Wave ReceiveErrors, Wave ReceiveDrops,
    Wave Transmits, long TransmitSize, Wave TransmitErrors, Wave TransmitDrops)
{
    /// <summary>The counters after that time.</summary>
    public NicCounters After(Elapsed e)
    {
        var (received, sent) = (Receives.After(e), Transmits.After(e));
        return new NicCounters(received * ReceiveSize, received, ReceiveErrors.After(e), ReceiveDrops.After(e),
            sent * TransmitSize, sent, TransmitErrors.After(e), TransmitDrops.After(e));
    }
}
