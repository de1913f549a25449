using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private IEnumerable<Route> HistoryRoutes() =>
    [
        Get("/servers/{id}/os-instance-actions", call => Actions(call)),
        Get("/servers/{id}/os-instance-actions/{request}", OneAction),
    ];

    private Answer Actions(Call call)
    {
        var id = KnownServer(call);
        var all = call.State.Estate.Actions.Where(a => a.ServerId == id).Reverse().ToArray();
        if (!call.From(2, 58))
            return Answer.Json(new JsonObject { ["instanceActions"] = Doc.List(all.Select(a => HistoryViews.Action(a, call))) });
        var page = Page<ServerAction>.Cut(all, a => a.RequestId, call.Param("marker"), call.Number("limit"), deployment.Spec.MaxPage,
            marker => ApiException.BadRequest($"Marker {marker} could not be found."));
        var document = new JsonObject { ["instanceActions"] = Doc.List(page.Items.Select(a => HistoryViews.Action(a, call))) };
        if (page.Last is { } last)
            document["links"] = Doc.List([Doc.Link("next", call.Next($"/v2.1{call.Path}", last))]);
        return Answer.Json(document);
    }

    private static Answer OneAction(Call call)
    {
        var id = KnownServer(call);
        var action = call.State.Estate.Actions.FirstOrDefault(a => a.ServerId == id && a.RequestId == call.Place("request"))
            ?? throw ApiException.NotFound($"Action for request_id {call.Place("request")} on instance {id} not found");
        var document = HistoryViews.Action(action, call);
        document["events"] = Doc.List([HistoryViews.Event(action, call)]);
        return Answer.Json(new JsonObject { ["instanceAction"] = document });
    }

    // What was done with a server can be read also when it is gone.
    private static Guid KnownServer(Call call)
    {
        if (Guid.TryParse(call.Place("id"), out var id)
            && call.State.Servers.GetValueOrDefault(id) is var server
            && (server ?? call.State.Estate.Deleted.FirstOrDefault(d => d.Server.Id == id)?.Server) is { } found
            && call.Sees(found.ProjectId))
        {
            return id;
        }

        throw ApiException.NotFound($"Instance {call.Place("id")} could not be found.");
    }
}
