using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Migrations;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private IEnumerable<Route> HistoryRoutes() =>
    [
        Get("/servers/{id}/os-instance-actions", call => Actions(call)),
        Get("/servers/{id}/os-instance-actions/{request}", OneAction),
        Admin("GET", "/servers/{id}/migrations", "os_compute_api:servers:migrations:index", call => Answer.Json(new JsonObject
        {
            ["migrations"] = Doc.List(Underway(call).Select(m => HistoryViews.Progress(m, call))),
        })),
        Admin("GET", "/servers/{id}/migrations/{number}", "os_compute_api:servers:migrations:show", call => Answer.Json(new JsonObject
        {
            ["migration"] = HistoryViews.Progress(OneUnderway(call), call),
        })),
        Admin("DELETE", "/servers/{id}/migrations/{number}", "os_compute_api:servers:migrations:delete", call =>
        {
            deployment.Cloud.AbortMigration(OneUnderway(call).Server.Id);
            return new Answer(202);
        }),
        Admin("POST", "/servers/{id}/migrations/{number}/action", "os_compute_api:servers:migrations:force_complete", call =>
        {
            if (!call.Body.ContainsKey("force_complete"))
                throw ApiException.BadRequest($"There is no such action: {call.Body.FirstOrDefault().Key}");
            var move = OneUnderway(call);
            if (move.Status != MigrationStatus.Running)
                throw ApiException.BadRequest($"Migration {move.Number} state of instance {move.Server.Id} is {move.StatusText}. Cannot force_complete while the migration is in this state.");
            deployment.Cloud.EndMigration(move.Server.Id);
            return new Answer(202);
        }),
        Admin("GET", "/os-migrations", "os_compute_api:os-migrations:index", Migrations),
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

    // Only live migrations can be looked into, and only while they go on.
    private static IEnumerable<MigrationRecord> Underway(Call call) =>
        call.State.MigrationOf(ServerOf(call).Id) is { Kind: MigrationKind.LiveMigration } move ? [move] : [];

    private static MigrationRecord OneUnderway(Call call) => Underway(call).FirstOrDefault(m => Doc.Text(m.Number) == call.Place("number"))
        ?? throw ApiException.NotFound($"In-progress live migration {call.Place("number")} is not found for server {call.Place("id")}.");

    private Answer Migrations(Call call)
    {
        string? Wanted(string name) => call.Param(name);
        var all = call.State.Migrations.Values.Reverse().Where(m => (Wanted("status") ?? m.StatusText) == m.StatusText
            && (Wanted("host") is not { } host || host == m.Source || host == m.Destination)
            && (Wanted("instance_uuid") ?? Doc.Id(m.Server.Id)) == Doc.Id(m.Server.Id)
            && (Wanted("migration_type") ?? m.KindText) == m.KindText).ToArray();
        return call.From(2, 59)
            ? Paged(call, "migrations", "/os-migrations", all, m => Doc.Id(m.Id), m => HistoryViews.Migration(m, call))
            : Answer.Json(new JsonObject { ["migrations"] = Doc.List(all.Select(m => HistoryViews.Migration(m, call))) });
    }
}
