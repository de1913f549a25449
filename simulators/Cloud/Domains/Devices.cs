using System.Collections.Immutable;

namespace Validation.Simulators.Cloud.Domains;

/// <summary>Where a disk's bytes are.</summary>
public enum DiskKind
{
    /// <summary>A qcow2 file on the host: Nova's ephemeral disk.</summary>
    File,

    /// <summary>A Ceph image: a Cinder volume.</summary>
    Rbd,

    /// <summary>An ISO file on the host, shown as a CD-ROM: Nova's config drive.</summary>
    ConfigDrive,
}

/// <summary>A disk of a domain.</summary>
/// <param name="Kind">Where its bytes are.</param>
/// <param name="Target">Name in the guest: <c>vda</c>.</param>
/// <param name="Path">Path of the file, or pool and image of Ceph: <c>volumes/volume-…</c>.</param>
/// <param name="Capacity">Size, bytes.</param>
/// <param name="Allocated">What it takes on the host, bytes.</param>
/// <param name="Serial">The volume's id; empty for others.</param>
public sealed record Disk(DiskKind Kind, string Target, string Path, long Capacity, long Allocated, string Serial);

/// <summary>An interface of a domain.</summary>
/// <param name="PortId">The Neutron port.</param>
/// <param name="Mac">MAC address.</param>
/// <param name="Bridge">The bridge on the host: <c>br-int</c>.</param>
/// <param name="Mtu">Largest packet, bytes.</param>
public sealed record Nic(Guid PortId, string Mac, string Bridge, int Mtu)
{
    /// <summary>The tap device on the host: "tap" and the first eleven characters of the port's id.</summary>
    public string Target { get; } = $"tap{PortId:D}"[..14];
}

/// <summary>A virtual CPU and where it runs.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Cpu">Host CPU it runs on; all of a domain lie in one NUMA node as far as they fit.</param>
public sealed record Vcpu(int Number, int Cpu);

/// <summary>What Nova writes into a domain's metadata (nova:instance, version 1.1).</summary>
/// <param name="Package">Version of Nova.</param>
/// <param name="ServerName">Display name.</param>
/// <param name="CreatedAt">When the domain was defined, UTC.</param>
/// <param name="Flavour">The flavour at that time.</param>
/// <param name="UserId">32 hexadecimal digits.</param>
/// <param name="UserName">Name of the user.</param>
/// <param name="ProjectId">32 hexadecimal digits.</param>
/// <param name="ProjectName">Name of the project.</param>
/// <param name="ImageId">Null for a server that boots from a volume without an image.</param>
/// <param name="Ports">Its ports with their addresses.</param>
public sealed record NovaMetadata(string Package, string ServerName, DateTimeOffset CreatedAt, Entities.Flavour Flavour, string UserId, string UserName,
    string ProjectId, string ProjectName, Guid? ImageId, ImmutableArray<NovaPort> Ports);

/// <summary>A port in the metadata.</summary>
/// <param name="Id">The Neutron port.</param>
/// <param name="Addresses">Fixed addresses.</param>
public sealed record NovaPort(Guid Id, ImmutableArray<string> Addresses);
