using System.Globalization;
using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private IEnumerable<Route> MigrationRoutes() =>
    [
        Admin("GET", "/os-migrations", "os_compute_api:os-migrations:index", Migrations),
        Admin("GET", "/servers/{id}/migrations", "os_compute_api:servers:migrations:index", call => Since(call, 23, () => Answer.Json(new JsonObject
        {
            ["migrations"] = Doc.List(MovesOf(call).Where(MigrationViews.IsInProgress).Select(m => MigrationViews.Progress(m, call))),
        }))),
        Admin("GET", "/servers/{id}/migrations/{number}", "os_compute_api:servers:migrations:show", call => Since(call, 23, () => Answer.Json(new JsonObject
        {
            ["migration"] = MigrationViews.Progress(Shown(call), call),
        }))),
        Admin("DELETE", "/servers/{id}/migrations/{number}", "os_compute_api:servers:migrations:delete", call => Since(call, 24, () => Abort(call))),
        Admin("POST", "/servers/{id}/migrations/{number}/action", "os_compute_api:servers:migrations:force_complete", call => Since(call, 22, () => ForceComplete(call))),
    ];

    private static Answer Since(Call call, int minor, Func<Answer> answer) =>
        call.From(2, minor) ? answer() : throw ApiException.NotFound("The resource could not be found.");

    private Answer Migrations(Call call)
    {
        bool Fits(string name, params ReadOnlySpan<string> values) => call.Param(name) is not { } wanted || values.Contains(wanted);
        var all = call.State.Migrations.Values.Reverse().Where(m => Fits("status", m.StatusText) && Fits("host", m.Source, m.Destination)
            && Fits("source_compute", m.Source) && Fits("instance_uuid", Doc.Id(m.Server.Id)) && Fits("migration_type", m.KindText)
            && (!call.From(2, 80) || (Fits("user_id", m.Server.UserId) && Fits("project_id", m.Server.ProjectId)))
            && !(call.From(2, 59) && At(call, "changes-since") > m.UpdatedAt) && !(call.From(2, 66) && At(call, "changes-before") < m.UpdatedAt)).ToArray();
        return call.From(2, 59)
            ? Paged(call, "migrations", "/os-migrations", all, m => Doc.Id(m.Id), m => MigrationViews.Record(m, call))
            : Answer.Json(new JsonObject { ["migrations"] = Doc.List(all.Select(m => MigrationViews.Record(m, call))) });
    }

    private static DateTimeOffset? At(Call call, string name) => call.Param(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw ApiException.BadRequest($"Invalid input for query parameters {name}. Value: {text}. '{text}' is not a 'date-time'");

    private static IEnumerable<MigrationRecord> MovesOf(Call call)
    {
        var server = ServerOf(call);
        return call.State.Migrations.Values.Where(m => m.Server.Id == server.Id);
    }

    private static MigrationRecord? MoveOf(Call call) => MovesOf(call).FirstOrDefault(m => Doc.Text(m.Number) == call.Place("number"));

    private static MigrationRecord Shown(Call call)
    {
        var (number, server) = (call.Place("number"), call.Place("id"));
        return MoveOf(call) switch
        {
            null => throw ApiException.NotFound($"In-progress live migration {number} is not found for server {server}."),
            { Kind: not MigrationKind.LiveMigration } => throw ApiException.NotFound($"Migration {number} for server {server} is not live-migration."),
            { IsOpen: false } => throw ApiException.NotFound($"Live migration {number} for server {server} is not in progress."),
            var move => move,
        };
    }

    // One that waits or is prepared can be aborted from 2.65 on.
    private Answer Abort(Call call)
    {
        var move = Moving(call, "abort live migration") ?? throw ApiException.NotFound(Missing(call));
        if (move.Status != MigrationStatus.Running && !call.From(2, 65))
            throw WrongState(move, "abort live migration");
        deployment.Cloud.AbortMigration(move.Server.Id);
        return new Answer(202);
    }

    private Answer ForceComplete(Call call)
    {
        if (call.Body.Count != 1 || !call.Body.ContainsKey("force_complete"))
            throw ApiException.BadRequest($"There is no such action: {call.Body.FirstOrDefault().Key}");
        var move = Moving(call, "force_complete") ?? throw ApiException.BadRequest(Missing(call));
        if (move.Status != MigrationStatus.Running)
            throw WrongState(move, "force complete");
        deployment.Cloud.EndMigration(move.Server.Id);
        return new Answer(202);
    }

    private static MigrationRecord? Moving(Call call, string verb)
    {
        var server = ServerOf(call);
        return server.TaskState == TaskState.Migrating
            ? MoveOf(call)
            : throw new ApiException(409, $"Cannot '{verb}' instance {server.Id} while it is in task_state {ServerStates.TextOf(server.TaskState) ?? "None"}");
    }

    private static string Missing(Call call) => $"Migration {call.Place("number")} not found for instance {call.Place("id")}";

    private static ApiException WrongState(MigrationRecord move, string verb) => ApiException.BadRequest(
        $"Migration {move.Number} state of instance {move.Server.Id} is {move.StatusText}. Cannot {verb} while the migration is in this state.");
}
