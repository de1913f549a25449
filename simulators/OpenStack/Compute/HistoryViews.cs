using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova's documents about what was done with servers, and where they went.</summary>
internal static class HistoryViews
{
    public static JsonObject Action(ServerAction action, Call call)
    {
        var document = new JsonObject
        {
            ["action"] = action.Action,
            ["instance_uuid"] = Doc.Id(action.ServerId),
            ["message"] = null,
            ["project_id"] = action.ProjectId,
            ["request_id"] = action.RequestId,
            ["start_time"] = Doc.Micro(action.At),
            ["user_id"] = action.UserId,
        };
        if (call.From(2, 58))
            document["updated_at"] = Doc.Micro(action.At);
        return document;
    }

    public static JsonObject Event(ServerAction action, Call call)
    {
        var document = new JsonObject
        {
            ["event"] = $"compute_{action.Action.Replace('-', '_')}_instance",
            ["start_time"] = Doc.Micro(action.At),
            ["finish_time"] = Doc.Micro(action.At),
            ["result"] = "Success",
        };
        if (call.IsAdmin)
            document["traceback"] = null;
        if (call.From(2, 62) && call.IsAdmin)
            document["host"] = action.Host;
        if (call.From(2, 84))
            document["details"] = null;
        return document;
    }

    public static JsonObject Migration(MigrationRecord move, Call call)
    {
        var document = Common(move, call);
        document["instance_uuid"] = Doc.Id(move.Server.Id);
        document["old_instance_type_id"] = Number(move.Server.Flavour);
        document["new_instance_type_id"] = Number(move.NewFlavour);
        if (call.From(2, 23))
        {
            document["migration_type"] = move.KindText;
            if (move is { IsOpen: true, Kind: MigrationKind.LiveMigration })
                document["links"] = ServerViews.Links(call, $"servers/{move.Server.Id}/migrations", Doc.Text(move.Number));
        }

        return document;
    }

    /// <summary>How far a move is, as libvirt's job tells it at this moment; nothing before there is one.</summary>
    public static JsonObject Progress(MigrationRecord move, Call call)
    {
        var document = Common(move, call);
        document["server_uuid"] = Doc.Id(move.Server.Id);
        var report = move.ReportAt(call.Moment.Now);
        foreach (var (what, amount) in new[] { ("memory", report?.Memory), ("disk", report?.Disk) })
        {
            document[$"{what}_total_bytes"] = amount?.Total;
            document[$"{what}_processed_bytes"] = amount?.Processed;
            document[$"{what}_remaining_bytes"] = amount?.Remaining;
        }

        return document;
    }

    private static JsonObject Common(MigrationRecord move, Call call)
    {
        var document = new JsonObject
        {
            ["id"] = move.Number,
            ["status"] = move.StatusText,
            ["source_compute"] = move.Source,
            ["source_node"] = move.Source,
            ["dest_compute"] = move.Destination,
            ["dest_node"] = move.Destination,
            ["dest_host"] = call.State.Host(move.Destination).Address,
            ["created_at"] = Doc.Micro(move.CreatedAt),
            ["updated_at"] = Doc.Micro(move.UpdatedAt),
        };
        if (call.From(2, 59))
            document["uuid"] = Doc.Id(move.Id);
        if (call.From(2, 80))
            (document["user_id"], document["project_id"]) = (move.Server.UserId, move.Server.ProjectId);
        return document;
    }

    // The number of a flavour in the database; ours are numbered as their ids are.
    private static int Number(Flavour flavour) => int.TryParse(flavour.Id, out var number) ? number : 0;
}
