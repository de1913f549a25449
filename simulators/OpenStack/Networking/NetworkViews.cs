using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>Neutron's documents about networks, subnets and their addresses (api-ref/source/v2/samples of neutron-lib).</summary>
internal static class NetworkViews
{
    public static JsonObject Tenant(Network network, Call call) => With(call, new JsonObject
    {
        ["id"] = Doc.Id(network.Id),
        ["name"] = network.Name,
        ["tenant_id"] = network.ProjectId,
        ["admin_state_up"] = true,
        ["mtu"] = network.Mtu,
        ["status"] = call.State.Estate.StatusOf(network.Id, "ACTIVE"),
        ["subnets"] = Doc.Words([Doc.Id(network.SubnetId)]),
        ["shared"] = false,
        ["router:external"] = false,
    }, "geneve", null, network.SegmentId);

    public static JsonObject External(ExternalNetwork network, Call call, string adminProject)
    {
        var document = With(call, new JsonObject
        {
            ["id"] = Doc.Id(network.Id),
            ["name"] = network.Name,
            ["tenant_id"] = adminProject,
            ["admin_state_up"] = true,
            ["mtu"] = 1500,
            ["status"] = call.State.Estate.StatusOf(network.Id, "ACTIVE"),
            ["subnets"] = Doc.Words([Doc.Id(network.SubnetId)]),
            ["shared"] = false,
            ["router:external"] = true,
        }, "vlan", "physnet1", network.VlanId);
        document["is_default"] = true;
        return document;
    }

    public static JsonObject Subnet(Subnet subnet, Call call) => Stamped(new JsonObject
    {
        ["id"] = Doc.Id(subnet.Id),
        ["name"] = subnet.Name,
        ["tenant_id"] = subnet.ProjectId,
        ["network_id"] = Doc.Id(subnet.NetworkId),
        ["ip_version"] = 4,
        ["subnetpool_id"] = null,
        ["enable_dhcp"] = subnet.Dhcp,
        ["ipv6_ra_mode"] = null,
        ["ipv6_address_mode"] = null,
        ["gateway_ip"] = subnet.Gateway,
        ["cidr"] = subnet.Cidr,
        ["allocation_pools"] = Doc.List([new JsonObject { ["start"] = subnet.First, ["end"] = subnet.Last }]),
        ["host_routes"] = new JsonArray(),
        ["dns_nameservers"] = subnet.Dhcp ? Doc.Words(["1.1.1.1", "9.9.9.9"]) : [],
        ["service_types"] = new JsonArray(),
        ["project_id"] = subnet.ProjectId,
    }, Born(call));

    public static JsonObject Port(NetworkPort port, Call call)
    {
        var document = Stamped(new JsonObject
        {
            ["id"] = Doc.Id(port.Id),
            ["name"] = port.Name,
            ["network_id"] = Doc.Id(port.NetworkId),
            ["tenant_id"] = port.ProjectId,
            ["project_id"] = port.ProjectId,
            ["mac_address"] = port.Mac,
            ["admin_state_up"] = true,
            ["status"] = port.Status,
            ["device_id"] = port.DeviceId,
            ["device_owner"] = port.Owner,
            ["fixed_ips"] = Doc.List(port.Addresses.Select(a => new JsonObject { ["subnet_id"] = Doc.Id(port.SubnetId), ["ip_address"] = a })),
            ["allowed_address_pairs"] = new JsonArray(),
            ["extra_dhcp_opts"] = new JsonArray(),
            ["security_groups"] = Doc.Words(call.State.Estate.SecurityGroups.Where(g => g.ProjectId == port.ProjectId && port.Host.Length > 0).Select(g => Doc.Id(g.Id))),
            ["port_security_enabled"] = port.Host.Length > 0,
            ["binding:vnic_type"] = "normal",
        }, Born(call));
        if (call.IsAdmin)
        {
            document["binding:host_id"] = port.Host;
            document["binding:vif_type"] = port.Host.Length > 0 ? "ovs" : "unbound";
            document["binding:vif_details"] = port.Host.Length > 0 ? new JsonObject { ["port_filter"] = true, ["bridge_name"] = "br-int" } : [];
            document["binding:profile"] = port.Destination is { } to ? new JsonObject { ["migrating_to"] = to } : [];
        }

        return document;
    }

    /// <summary>How many addresses of a network there are, and how many are taken: counted in the ports.</summary>
    public static JsonObject Availability(JsonObject network, Subnet subnet, IEnumerable<NetworkPort> ports)
    {
        var used = ports.Where(p => p.SubnetId == subnet.Id).Sum(p => p.Addresses.Count);
        var name = network["name"]!.ToString();
        return new JsonObject
        {
            ["network_id"] = network["id"]!.ToString(),
            ["network_name"] = name,
            ["tenant_id"] = subnet.ProjectId,
            ["project_id"] = subnet.ProjectId,
            ["total_ips"] = subnet.Size,
            ["used_ips"] = used,
            ["subnet_ip_availability"] = Doc.List([new JsonObject
            {
                ["subnet_id"] = Doc.Id(subnet.Id),
                ["subnet_name"] = subnet.Name,
                ["cidr"] = subnet.Cidr,
                ["ip_version"] = 4,
                ["total_ips"] = subnet.Size,
                ["used_ips"] = used,
            }]),
        };
    }

    public static JsonObject Stamped(JsonObject document, DateTimeOffset at)
    {
        document["description"] = "";
        document["tags"] = new JsonArray();
        document["revision_number"] = 1;
        document["created_at"] = Doc.Iso(at);
        document["updated_at"] = Doc.Iso(at);
        return document;
    }

    // The cloud was furnished when its oldest router was made.
    private static DateTimeOffset Born(Call call) => call.State.Estate.Routers.IsEmpty ? call.Moment.Now : call.State.Estate.Routers[0].CreatedAt;

    private static JsonObject With(Call call, JsonObject document, string type, string? physical, int segment)
    {
        document["project_id"] = document["tenant_id"]!.ToString();
        document["availability_zone_hints"] = new JsonArray();
        document["availability_zones"] = new JsonArray();
        document["ipv4_address_scope"] = null;
        document["ipv6_address_scope"] = null;
        document["port_security_enabled"] = true;
        document["qos_policy_id"] = null;
        if (call.IsAdmin)
        {
            document["provider:network_type"] = type;
            document["provider:physical_network"] = physical;
            document["provider:segmentation_id"] = segment;
        }

        return Stamped(document, Born(call));
    }
}
