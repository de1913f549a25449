using System.Collections.Immutable;

namespace Validation.Simulators.Cloud.Entities;

/// <summary>A Neutron network with its subnet.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="SubnetId">UUID of the subnet.</param>
/// <param name="Prefix">First two bytes of its addresses; the subnet is a /16.</param>
/// <param name="Mtu">Largest packet, bytes: 1442 under Geneve.</param>
/// <param name="SegmentId">Geneve's network id.</param>
public sealed record Network(Guid Id, string Name, string ProjectId, Guid SubnetId, string Prefix, int Mtu, int SegmentId)
{
    /// <summary>The subnet in CIDR notation.</summary>
    public string Cidr => $"{Prefix}.0.0/16";
}

/// <summary>A Neutron port.</summary>
/// <param name="Id">UUID.</param>
/// <param name="NetworkId">Its network.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="ServerId">The server it belongs to.</param>
/// <param name="Host">Host it is bound to.</param>
/// <param name="Mac">MAC address.</param>
/// <param name="Addresses">Fixed addresses.</param>
public sealed record Port(Guid Id, Guid NetworkId, string ProjectId, Guid ServerId, string Host, string Mac, ImmutableArray<string> Addresses);

/// <summary>A Cinder volume.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="SizeGiB">Size.</param>
/// <param name="Type">Volume type.</param>
/// <param name="Bootable">It holds an operating system.</param>
/// <param name="ServerId">The server it is attached to; null when it is available.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Volume(Guid Id, string Name, string ProjectId, int SizeGiB, string Type, bool Bootable, Guid? ServerId, DateTimeOffset CreatedAt)
{
    /// <summary>What the API says: <c>in-use</c> or <c>available</c>.</summary>
    public string Status => ServerId is null ? "available" : "in-use";
}
