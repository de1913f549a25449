using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova's documents about moves of servers (nova/api/openstack/compute/migrations.py and server_migrations.py).</summary>
internal static class MigrationViews
{
    public static JsonObject Record(MigrationRecord move, Call call)
    {
        var document = Common(move, call);
        document["instance_uuid"] = Doc.Id(move.Server.Id);
        document["old_instance_type_id"] = NumberOf(move.Server.Flavour);
        document["new_instance_type_id"] = NumberOf(move.NewFlavour);
        if (call.From(2, 23))
        {
            document["migration_type"] = move.KindText;
            if (IsInProgress(move))
                document["links"] = ServerViews.Links(call, $"servers/{move.Server.Id}/migrations", Doc.Text(move.Number));
        }

        return document;
    }

    /// <summary>How far a live migration is; nothing is known before libvirt's job began.</summary>
    public static JsonObject Progress(MigrationRecord move, Call call)
    {
        var document = Common(move, call);
        document["server_uuid"] = Doc.Id(move.Server.Id);
        var report = move.ReportAt(call.Moment.Now);
        foreach (var (what, transfer) in new[] { ("memory", report?.Memory), ("disk", report?.Disk) })
        {
            document[$"{what}_total_bytes"] = transfer?.Total;
            document[$"{what}_processed_bytes"] = transfer?.Processed;
            document[$"{what}_remaining_bytes"] = transfer?.Remaining;
        }

        return document;
    }

    /// <summary>What server-migrations shows: live ones that are under way.</summary>
    public static bool IsInProgress(MigrationRecord move) => move is { Kind: MigrationKind.LiveMigration, IsOpen: true };

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

    // A flavour's number in Nova's database, which no API shows: its place is told by its id where that is a number.
    private static int NumberOf(Flavour flavour) => int.TryParse(flavour.Id, out var number) ? number : 0;
}
