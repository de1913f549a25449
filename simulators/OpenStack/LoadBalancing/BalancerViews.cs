using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.LoadBalancing;

/// <summary>Octavia's documents (api-ref/source/v2/examples).</summary>
internal static class BalancerViews
{
    public static JsonObject Balancer(LoadBalancer b, CloudState state) => Common(b.Id, b.Name, b, BalancerHealth.Of(b, state), state, new JsonObject
    {
        ["vip_address"] = b.Vip,
        ["vip_port_id"] = Doc.Id(b.VipPortId),
        ["vip_subnet_id"] = Doc.Id(b.SubnetId),
        ["vip_network_id"] = Doc.Id(b.NetworkId),
        ["additional_vips"] = new JsonArray(),
        ["vip_qos_policy_id"] = null,
        ["vip_vnic_type"] = "normal",
        ["provider"] = "ovn",
        ["flavor_id"] = null,
        ["availability_zone"] = null,
        ["listeners"] = Ids(b.Listener.Id),
        ["pools"] = Ids(b.Pool.Id),
    });

    public static JsonObject Listener(LoadBalancer b, CloudState state) =>
        Common(b.Listener.Id, b.Listener.Name, b, BalancerHealth.Of(b, state), state, new JsonObject
        {
            ["protocol"] = b.Listener.Protocol,
            ["protocol_port"] = b.Listener.Port,
            ["connection_limit"] = -1,
            ["default_pool_id"] = Doc.Id(b.Pool.Id),
            ["loadbalancers"] = Ids(b.Id),
            ["l7policies"] = new JsonArray(),
            ["insert_headers"] = new JsonObject(),
            ["sni_container_refs"] = new JsonArray(),
            ["default_tls_container_ref"] = null,
            ["timeout_client_data"] = 50_000,
            ["timeout_member_connect"] = 5_000,
            ["timeout_member_data"] = 50_000,
            ["timeout_tcp_inspect"] = 0,
            ["allowed_cidrs"] = null,
        });

    public static JsonObject Pool(LoadBalancer b, CloudState state) =>
        Common(b.Pool.Id, b.Pool.Name, b, BalancerHealth.OfPool(b.Pool, state), state, new JsonObject
        {
            ["protocol"] = b.Pool.Protocol,
            ["lb_algorithm"] = b.Pool.Algorithm,
            ["session_persistence"] = null,
            ["loadbalancers"] = Ids(b.Id),
            ["listeners"] = Ids(b.Listener.Id),
            ["members"] = Ids([.. b.Pool.Members.Select(m => m.Id)]),
            ["healthmonitor_id"] = Doc.Id(b.Pool.MonitorId),
            ["tls_enabled"] = false,
        });

    public static JsonObject Member(Member member, LoadBalancer b, CloudState state) =>
        Common(member.Id, state.Servers.GetValueOrDefault(member.ServerId)?.Name ?? "", b, BalancerHealth.OfMember(member, state), state, new JsonObject
        {
            ["address"] = member.Address,
            ["protocol_port"] = member.Port,
            ["weight"] = 1,
            ["backup"] = false,
            ["subnet_id"] = Doc.Id(b.SubnetId),
            ["monitor_address"] = null,
            ["monitor_port"] = null,
        });

    public static JsonObject Monitor(LoadBalancer b, CloudState state) =>
        Common(b.Pool.MonitorId, $"{b.Pool.Name}-monitor", b, "ONLINE", state, new JsonObject
        {
            ["type"] = "TCP",
            ["delay"] = 10,
            ["timeout"] = 5,
            ["max_retries"] = 3,
            ["max_retries_down"] = 3,
            ["pools"] = Ids(b.Pool.Id),
        });

    private static JsonObject Common(Guid id, string name, LoadBalancer of, string operating, CloudState state, JsonObject document)
    {
        document["id"] = Doc.Id(id);
        document["name"] = name;
        document["description"] = "";
        document["project_id"] = of.ProjectId;
        document["tenant_id"] = of.ProjectId;
        document["admin_state_up"] = true;
        document["provisioning_status"] = BalancerHealth.Provisioning(id, state);
        document["operating_status"] = operating;
        document["created_at"] = Doc.Iso(of.CreatedAt)[..^1];
        document["updated_at"] = Doc.Iso(of.CreatedAt)[..^1];
        document["tags"] = new JsonArray();
        return document;
    }

    private static JsonArray Ids(params Guid[] ids) => Doc.List(ids.Select(id => new JsonObject { ["id"] = Doc.Id(id) }));
}
