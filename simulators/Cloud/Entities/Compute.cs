using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.Cloud.Entities;

/// <summary>A Nova flavour.</summary>
/// <param name="Id">As the API shows it.</param>
/// <param name="Name">Unique: <c>gp.0.4.8</c>.</param>
/// <param name="Vcpus">Virtual CPUs.</param>
/// <param name="MemoryMiB">Memory.</param>
/// <param name="DiskGiB">Root disk; 0 means as large as the image.</param>
/// <param name="SwapMiB">Swap disk.</param>
/// <param name="EphemeralGiB">Second ephemeral disk.</param>
public sealed record Flavour(string Id, string Name, int Vcpus, int MemoryMiB, int DiskGiB, int SwapMiB = 0, int EphemeralGiB = 0);

/// <summary>A Glance image.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="Bytes">Size.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="IsPublic">Seen by all.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Image(Guid Id, string Name, long Bytes, string ProjectId, bool IsPublic, DateTimeOffset CreatedAt);

/// <summary>The hardware of a compute host.</summary>
/// <param name="Sockets">Each is a NUMA node.</param>
/// <param name="Cores">A socket.</param>
/// <param name="Threads">A core.</param>
/// <param name="MHz">Clock of the CPUs.</param>
/// <param name="MemoryKiB">Memory of the host.</param>
/// <param name="DiskGiB">Local disk for instances.</param>
public sealed record Topology(int Sockets, int Cores, int Threads, int MHz, long MemoryKiB, int DiskGiB)
{
    /// <summary>Two sockets of sixteen cores with two threads, 512 GiB.</summary>
    public static Topology Default { get; } = new(2, 16, 2, 2400, 512L * 1024 * 1024, 3576);

    /// <summary>CPUs a NUMA node.</summary>
    public int CpusPerNode => Cores * Threads;

    /// <summary>All CPUs.</summary>
    public int Cpus => Sockets * CpusPerNode;
}

/// <summary>A compute host: what Nova calls a hypervisor, with its domains.</summary>
/// <param name="Name">Host name, unique in the cloud.</param>
/// <param name="Uuid">The machine's id.</param>
/// <param name="Address">Its address.</param>
/// <param name="Zone">Availability zone.</param>
/// <param name="Topology">Its hardware.</param>
/// <param name="BootedAt">When the machine came up.</param>
/// <param name="Domains">What it runs.</param>
/// <param name="NextDomainId">The number the next started domain gets.</param>
public sealed record Host(string Name, Guid Uuid, string Address, string Zone, Topology Topology, DateTimeOffset BootedAt, DomainTable Domains, int NextDomainId);
