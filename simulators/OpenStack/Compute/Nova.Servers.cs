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
    ];

    private Answer Servers(Call call, string path, string policy, Func<Server, Call, JsonObject> view) =>
        Paged(call, "servers", path, ServerQuery.Select(call, policy), s => Doc.Id(s.Id), s => view(s, call));

    /// <summary>The server in the path; to strangers it does not exist.</summary>
    private static Server ServerOf(Call call) =>
        Guid.TryParse(call.Place("id"), out var id) && call.State.Servers.TryGetValue(id, out var server) && call.Sees(server.ProjectId)
            ? server
            : throw ApiException.NotFound($"Instance {call.Place("id")} could not be found.");
}
