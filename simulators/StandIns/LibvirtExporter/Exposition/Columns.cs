namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>Columns of the host's row.</summary>
internal static class HostColumn
{
    internal const int Up = 0, Domains = 1;
}

/// <summary>Columns of a storage pool's row.</summary>
internal static class PoolColumn
{
    internal const int TimedOut = 0, State = 1, Capacity = 2, Allocation = 3, Available = 4;
}

/// <summary>Columns of a domain's row.</summary>
internal static class DomainColumn
{
    internal const int TimedOut = 0, MaximumMemory = 1, Memory = 2, Cpus = 3, CpuTime = 4, VcpuCurrent = 5, VcpuMaximum = 6;

    /// <summary>The first of twelve: the fields of <c>virDomainJobInfo</c> in the order of the wire.</summary>
    internal const int Job = 7;

    internal const int BalloonCurrent = 19, BalloonMaximum = 20, SwapIn = 21, SwapOut = 22, MajorFault = 23, MinorFault = 24, Unused = 25,
        Available = 26, Usable = 27, LastUpdate = 28, DiskCaches = 29, HugetlbAlloc = 30, HugetlbFail = 31, Rss = 32, UsedPercent = 33;
}

/// <summary>Columns of a disk's row.</summary>
internal static class DiskColumn
{
    internal const int ReadBytes = 0, ReadRequests = 1, WriteBytes = 2, WriteRequests = 3;
}

/// <summary>Columns of a disk's second row, which the exporter asks for with a call of its own.</summary>
internal static class DiskTimeColumn
{
    internal const int ReadTime = 0, WriteTime = 1, FlushRequests = 2, FlushTime = 3, Capacity = 4;
}

/// <summary>Columns of a network interface's row.</summary>
internal static class InterfaceColumn
{
    internal const int ReceiveBytes = 0, ReceivePackets = 1, ReceiveErrors = 2, ReceiveDrops = 3,
        TransmitBytes = 4, TransmitPackets = 5, TransmitErrors = 6, TransmitDrops = 7;
}

/// <summary>Columns of a virtual processor's row.</summary>
internal static class VcpuColumn
{
    internal const int State = 0, Time = 1, Wait = 2, Delay = 3;
}
