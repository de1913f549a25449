using System.Collections.Immutable;

namespace Validation.Simulators.Cloud.ControlPlane;

/// <summary>The provider's network, where floating addresses and the routers' gateways are: a /22 of its own.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="SubnetId">UUID of its subnet.</param>
/// <param name="Prefix">First two bytes of its addresses.</param>
/// <param name="VlanId">VLAN on the physical network.</param>
public sealed record ExternalNetwork(Guid Id, string Name, Guid SubnetId, string Prefix, int VlanId)
{
    /// <summary>The subnet in CIDR notation.</summary>
    public string Cidr => $"{Prefix}.0.0/22";

    /// <summary>The nth address for routers and floating addresses, from 1 to 1000.</summary>
    public string Address(int number) => FormattableString.Invariant($"{Prefix}.{(number + 9) / 250}.{((number + 9) % 250) + 1}");
}

/// <summary>A Neutron router.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="Gateway">Its port in the external network.</param>
/// <param name="Interfaces">Its ports in the project's networks.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Router(Guid Id, string Name, string ProjectId, RouterPort Gateway, ImmutableArray<RouterPort> Interfaces, DateTimeOffset CreatedAt);

/// <summary>A router's port.</summary>
/// <param name="Id">UUID.</param>
/// <param name="NetworkId">The network it is in.</param>
/// <param name="SubnetId">The subnet of its address.</param>
/// <param name="Mac">MAC address.</param>
/// <param name="Address">Address.</param>
public sealed record RouterPort(Guid Id, Guid NetworkId, Guid SubnetId, string Mac, string Address);

/// <summary>A floating address.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Address">In the external network.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="RouterId">The router that translates it.</param>
/// <param name="PortId">The server's port it leads to, whether that still exists or not; null when it leads nowhere.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record FloatingIp(Guid Id, string Address, string ProjectId, Guid RouterId, Guid? PortId, DateTimeOffset CreatedAt);

/// <summary>A security group.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="Rules">What it lets through.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record SecurityGroup(Guid Id, string Name, string ProjectId, ImmutableArray<SecurityRule> Rules, DateTimeOffset CreatedAt);

/// <summary>A rule of a security group.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Direction"><c>ingress</c> or <c>egress</c>.</param>
/// <param name="EtherType"><c>IPv4</c> or <c>IPv6</c>.</param>
/// <param name="Protocol">Null for all.</param>
/// <param name="Port">Null for all.</param>
/// <param name="FromGroup">True when it lets through what comes from the same group.</param>
public sealed record SecurityRule(Guid Id, string Direction, string EtherType, string? Protocol, int? Port, bool FromGroup);
