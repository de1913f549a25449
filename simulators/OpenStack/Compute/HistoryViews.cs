using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.ControlPlane;
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

    public static JsonObject Migration(Migration migration, Call call)
    {
        var (document, server) = (Common(migration, call), migration.Server);
        document["instance_uuid"] = Doc.Id(server.Id);
        document["old_instance_type_id"] = int.TryParse(server.Flavour.Id, out var number) ? number : 0;
        document["new_instance_type_id"] = document["old_instance_type_id"]!.DeepClone();
        if (call.From(2, 23))
        {
            document["migration_type"] = migration.Type;
            if (migration.Status == "running")
                document["links"] = ServerViews.Links(call, $"servers/{server.Id}/migrations", Doc.Text(migration.Number));
        }

        return document;
    }

    /// <summary>How far a move is. Nobody can see into this one: what is left is all of the memory until it has ended.</summary>
    public static JsonObject Progress(Migration migration, Call call)
    {
        var (document, server) = (Common(migration, call), migration.Server);
        document["server_uuid"] = Doc.Id(server.Id);
        foreach (var (what, bytes) in new[] { ("memory", server.Flavour.MemoryMiB * 1024L * 1024), ("disk", 0L) })
        {
            document[$"{what}_total_bytes"] = bytes;
            document[$"{what}_processed_bytes"] = 0;
            document[$"{what}_remaining_bytes"] = bytes;
        }

        return document;
    }

    private static JsonObject Common(Migration migration, Call call)
    {
        var server = migration.Server;
        var document = new JsonObject
        {
            ["id"] = migration.Number,
            ["status"] = migration.Status,
            ["source_compute"] = server.Host,
            ["source_node"] = server.Host,
            ["dest_compute"] = migration.Destination,
            ["dest_node"] = migration.Destination,
            ["dest_host"] = call.State.Host(migration.Destination).Address,
            ["created_at"] = Doc.Micro(migration.CreatedAt),
            ["updated_at"] = Doc.Micro(migration.UpdatedAt),
        };
        if (call.From(2, 59))
            document["uuid"] = Doc.Id(migration.Id);
        if (call.From(2, 80))
            (document["user_id"], document["project_id"]) = (server.UserId, server.ProjectId);
        return document;
    }
}
