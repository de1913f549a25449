using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>Neutron's documents about routers, floating addresses and security groups.</summary>
internal static class RouterViews
{
    public static JsonObject Router(Router router, Call call) => NetworkViews.Stamped(new JsonObject
    {
        ["id"] = Doc.Id(router.Id),
        ["name"] = router.Name,
        ["tenant_id"] = router.ProjectId,
        ["project_id"] = router.ProjectId,
        ["admin_state_up"] = true,
        ["status"] = call.State.Estate.StatusOf(router.Id, "ACTIVE"),
        ["external_gateway_info"] = new JsonObject
        {
            ["network_id"] = Doc.Id(router.Gateway.NetworkId),
            ["external_fixed_ips"] = Doc.List([new JsonObject { ["subnet_id"] = Doc.Id(router.Gateway.SubnetId), ["ip_address"] = router.Gateway.Address }]),
            ["enable_snat"] = true,
        },
        ["availability_zone_hints"] = new JsonArray(),
        ["availability_zones"] = new JsonArray(),
        ["routes"] = new JsonArray(),
        ["flavor_id"] = null,
    }, router.CreatedAt);

    public static JsonObject FloatingIp(FloatingIp floating, Call call)
    {
        var target = Wiring.Target(floating, call.State);
        return NetworkViews.Stamped(new JsonObject
        {
            ["id"] = Doc.Id(floating.Id),
            ["tenant_id"] = floating.ProjectId,
            ["project_id"] = floating.ProjectId,
            ["floating_ip_address"] = floating.Address,
            ["floating_network_id"] = Doc.Id(call.State.Estate.External!.Id),
            ["router_id"] = target is null ? null : Doc.Id(floating.RouterId),
            ["port_id"] = target is null ? null : Doc.Id(target.Id),
            ["fixed_ip_address"] = target?.Addresses[0],
            ["status"] = Wiring.StatusOf(floating, call.State),
            ["port_details"] = target is null ? null : new JsonObject
            {
                ["name"] = "",
                ["network_id"] = Doc.Id(target.NetworkId),
                ["mac_address"] = target.Mac,
                ["admin_state_up"] = true,
                ["device_id"] = Doc.Id(target.ServerId),
            },
            ["port_forwardings"] = new JsonArray(),
            ["qos_policy_id"] = null,
        }, floating.CreatedAt);
    }

    public static JsonObject SecurityGroup(SecurityGroup group) => NetworkViews.Stamped(new JsonObject
    {
        ["id"] = Doc.Id(group.Id),
        ["name"] = group.Name,
        ["stateful"] = true,
        ["tenant_id"] = group.ProjectId,
        ["project_id"] = group.ProjectId,
        ["shared"] = false,
        ["security_group_rules"] = Doc.List(group.Rules.Select(rule => SecurityRule(rule, group))),
    }, group.CreatedAt);

    public static JsonObject SecurityRule(SecurityRule rule, SecurityGroup group) => NetworkViews.Stamped(new JsonObject
    {
        ["id"] = Doc.Id(rule.Id),
        ["security_group_id"] = Doc.Id(group.Id),
        ["tenant_id"] = group.ProjectId,
        ["project_id"] = group.ProjectId,
        ["direction"] = rule.Direction,
        ["ethertype"] = rule.EtherType,
        ["protocol"] = rule.Protocol,
        ["port_range_min"] = rule.Port,
        ["port_range_max"] = rule.Port,
        ["remote_ip_prefix"] = null,
        ["remote_group_id"] = rule.FromGroup ? Doc.Id(group.Id) : null,
        ["remote_address_group_id"] = null,
    }, group.CreatedAt);
}
