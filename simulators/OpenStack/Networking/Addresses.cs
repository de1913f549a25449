using System.Globalization;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>A subnet as Neutron tells it.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="NetworkId">Its network.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="Cidr">All its addresses.</param>
/// <param name="Gateway">Address of the router.</param>
/// <param name="First">First address that is given out.</param>
/// <param name="Last">Last address that is given out.</param>
/// <param name="Dhcp">Addresses are told by DHCP.</param>
internal sealed record Subnet(Guid Id, string Name, Guid NetworkId, string ProjectId, string Cidr, string Gateway, string First, string Last, bool Dhcp)
{
    /// <summary>How many addresses there are to give out.</summary>
    public long Size => Number(Last) - Number(First) + 1;

    private static long Number(string address) =>
        address.Split('.').Aggregate(0L, (sum, part) => (sum * 256) + long.Parse(part, CultureInfo.InvariantCulture));
}

/// <summary>A port as Neutron tells it, whatever it belongs to.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="NetworkId">Its network.</param>
/// <param name="SubnetId">The subnet of its addresses.</param>
/// <param name="ProjectId">Owner; empty for those that Neutron made for itself.</param>
/// <param name="Owner"><c>compute:az1</c>, <c>network:router_interface</c>, …</param>
/// <param name="DeviceId">What it belongs to.</param>
/// <param name="Mac">MAC address.</param>
/// <param name="Addresses">Fixed addresses.</param>
/// <param name="Status"><c>ACTIVE</c>, <c>DOWN</c> or <c>N/A</c>.</param>
/// <param name="Host">Host it is bound to; empty for none.</param>
/// <param name="Destination">Host that its server is on its way to, or null.</param>
internal sealed record NetworkPort(Guid Id, string Name, Guid NetworkId, Guid SubnetId, string ProjectId, string Owner, string DeviceId, string Mac,
    IReadOnlyList<string> Addresses, string Status, string Host = "", string? Destination = null);
