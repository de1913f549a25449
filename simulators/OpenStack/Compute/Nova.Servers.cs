using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private IEnumerable<Route> ServerRoutes() =>
    [
        Get("/servers", call => Servers(call, "/servers", "index", ServerViews.Basic)),
        Get("/servers/detail", call => Servers(call, "/servers/detail", "detail", (server, c) => ServerViews.Detail(server, c, false))),
        Get("/servers/{id}", call => Answer.Json(new JsonObject { ["server"] = ServerViews.Detail(ServerOf(call), call, true) })),
        Post("/servers", Create),
        Delete("/servers/{id}", call =>
        {
            deployment.Cloud.Delete(ServerOf(call).Id);
            return new Answer(204);
        }),
        Post("/servers/{id}/action", Act),
        Get("/servers/{id}/ips", call => Answer.Json(new JsonObject { ["addresses"] = ServerViews.Addresses(ServerOf(call), call.State) })),
        Get("/servers/{id}/metadata", call =>
        {
            ServerOf(call);
            return Answer.Json(new JsonObject { ["metadata"] = new JsonObject() });
        }),
        Get("/servers/{id}/os-interface", call => Answer.Json(new JsonObject { ["interfaceAttachments"] = Doc.List(Interfaces(ServerOf(call), call)) })),
        Get("/servers/{id}/os-volume_attachments", call => Answer.Json(new JsonObject { ["volumeAttachments"] = Doc.List(Attachments(ServerOf(call), call)) })),
        Get("/servers/{id}/os-security-groups", call => Answer.Json(new JsonObject
        {
            ["security_groups"] = Doc.List(call.State.Estate.SecurityGroups.Where(g => g.ProjectId == ServerOf(call).ProjectId).Select(g => new JsonObject
            {
                ["id"] = Doc.Id(g.Id), ["name"] = g.Name, ["description"] = "", ["tenant_id"] = g.ProjectId, ["rules"] = new JsonArray(),
            })),
        })),
    ];

    private Answer Servers(Call call, string path, string policy, Func<Server, Call, JsonObject> view) =>
        Paged(call, "servers", path, ServerQuery.Select(call, policy), s => Doc.Id(s.Id), s => view(s, call));

    private static IEnumerable<JsonObject> Interfaces(Server server, Call call) => server.Ports.Select(id => call.State.Ports[id]).Select(port => new JsonObject
    {
        ["port_id"] = Doc.Id(port.Id),
        ["net_id"] = Doc.Id(port.NetworkId),
        ["mac_addr"] = port.Mac,
        ["port_state"] = call.State.FindDomain(server) is { IsActive: true } ? "ACTIVE" : "DOWN",
        ["fixed_ips"] = Doc.List(port.Addresses.Select(a => new JsonObject
        {
            ["ip_address"] = a, ["subnet_id"] = Doc.Id(call.State.Networks.First(n => n.Id == port.NetworkId).SubnetId),
        })),
    });

    private static IEnumerable<JsonObject> Attachments(Server server, Call call) => server.Volumes.Select(id =>
    {
        var disk = call.State.FindDomain(server)?.Disks.First(d => d.Serial == Doc.Id(id));
        var document = new JsonObject { ["volumeId"] = Doc.Id(id), ["serverId"] = Doc.Id(server.Id), ["device"] = disk is null ? null : $"/dev/{disk.Target}" };
        if (!call.From(2, 89))
            document["id"] = Doc.Id(id);
        if (call.From(2, 70))
            document["tag"] = null;
        if (call.From(2, 79))
            document["delete_on_termination"] = false;
        return document;
    });

    /// <summary>The server in the path; to strangers it does not exist.</summary>
    private static Server ServerOf(Call call) =>
        Guid.TryParse(call.Place("id"), out var id) && call.State.Servers.TryGetValue(id, out var server) && call.Sees(server.ProjectId)
            ? server
            : throw ApiException.NotFound($"Instance {call.Place("id")} could not be found.");
}
