using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Compute;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.BlockStorage;

/// <summary>Cinder's documents about volumes (cinder/api/v3/views/volumes.py).</summary>
internal static class VolumeViews
{
    public static JsonObject Basic(Volume volume, Call call) => new()
    {
        ["id"] = Doc.Id(volume.Id),
        ["name"] = volume.Name,
        ["links"] = Links(volume, call),
    };

    public static JsonObject Detail(Volume volume, Call call)
    {
        var type = call.State.Estate.VolumeTypes.FirstOrDefault(t => t.Name == volume.Type);
        var document = new JsonObject
        {
            ["id"] = Doc.Id(volume.Id),
            ["status"] = call.State.Estate.StatusOf(volume.Id, volume.Status),
            ["size"] = volume.SizeGiB,
            ["availability_zone"] = "nova",
            ["created_at"] = Doc.Micro(volume.CreatedAt),
            ["updated_at"] = Doc.Micro(volume.CreatedAt),
            ["name"] = volume.Name,
            ["description"] = null,
            ["volume_type"] = volume.Type,
            ["snapshot_id"] = null,
            ["source_volid"] = null,
            ["metadata"] = new JsonObject(),
            ["links"] = Links(volume, call),
            ["user_id"] = call.State.Users.FirstOrDefault(u => u.ProjectId == volume.ProjectId)?.Id ?? "",
            ["bootable"] = volume.Bootable ? "true" : "false",
            ["encrypted"] = false,
            ["replication_status"] = null,
            ["consistencygroup_id"] = null,
            ["multiattach"] = false,
            ["attachments"] = Attachments(volume, call),
        };
        if (call.IsAdmin)
        {
            document["migration_status"] = null;
            document["os-vol-host-attr:host"] = type is null ? null : Pools.NameOf(type);
            document["os-vol-mig-status-attr:migstat"] = null;
            document["os-vol-mig-status-attr:name_id"] = null;
        }

        document["os-vol-tenant-attr:tenant_id"] = volume.ProjectId;
        AddLater(document, call, type);
        return document;
    }

    public static JsonObject Snapshot(Snapshot snapshot, Call call)
    {
        var document = new JsonObject
        {
            ["id"] = Doc.Id(snapshot.Id),
            ["name"] = snapshot.Name,
            ["description"] = null,
            ["volume_id"] = Doc.Id(snapshot.VolumeId),
            ["status"] = call.State.Estate.StatusOf(snapshot.Id, "available"),
            ["size"] = snapshot.SizeGiB,
            ["created_at"] = Doc.Micro(snapshot.CreatedAt),
            ["updated_at"] = Doc.Micro(snapshot.CreatedAt),
            ["metadata"] = new JsonObject(),
            ["os-extended-snapshot-attributes:progress"] = "100%",
            ["os-extended-snapshot-attributes:project_id"] = snapshot.ProjectId,
        };
        if (call.From(3, 14))
            document["group_snapshot_id"] = null;
        if (call.From(3, 41))
            document["user_id"] = call.State.Users.FirstOrDefault(u => u.ProjectId == snapshot.ProjectId)?.Id;
        if (call.From(3, 65))
            document["consumes_quota"] = true;
        return document;
    }

    public static JsonObject Type(VolumeType type) => new()
    {
        ["id"] = Doc.Id(type.Id),
        ["name"] = type.Name,
        ["is_public"] = true,
        ["os-volume-type-access:is_public"] = true,
        ["description"] = null,
        ["qos_specs_id"] = null,
        ["extra_specs"] = new JsonObject { ["volume_backend_name"] = type.Backend },
    };

    private static void AddLater(JsonObject document, Call call, VolumeType? type)
    {
        if (call.From(3, 13))
            document["group_id"] = null;
        if (call.From(3, 21) && call.IsAdmin)
            document["provider_id"] = null;
        if (call.From(3, 48))
        {
            document["shared_targets"] = false;
            document["service_uuid"] = null;
        }

        if (call.From(3, 61) && call.IsAdmin)
            document["cluster_name"] = null;
        if (call.From(3, 63))
            document["volume_type_id"] = type is null ? null : Doc.Id(type.Id);
        if (call.From(3, 65))
            document["consumes_quota"] = true;
    }

    // The device is the one that the server's domain has the volume on.
    private static JsonArray Attachments(Volume volume, Call call)
    {
        if (volume.ServerId is not { } id || !call.State.Servers.TryGetValue(id, out var server))
            return [];
        var disk = call.State.FindDomain(server)?.Disks.FirstOrDefault(d => d.Serial == Doc.Id(volume.Id));
        return Doc.List([new JsonObject
        {
            ["id"] = Doc.Id(volume.Id),
            ["attachment_id"] = Doc.Id(Identities.Uuid(new Seed(0), $"attachment/{volume.Id}", 0)),
            ["volume_id"] = Doc.Id(volume.Id),
            ["server_id"] = Doc.Id(id),
            ["host_name"] = call.IsAdmin ? server.Host : null,
            ["device"] = disk is null ? null : $"/dev/{disk.Target}",
            ["attached_at"] = Doc.Micro(volume.CreatedAt),
        }]);
    }

    private static JsonArray Links(Volume volume, Call call) => Doc.List(
    [
        Doc.Link("self", call.Url($"/v3/volumes/{volume.Id}")),
        Doc.Link("bookmark", call.Url($"/volumes/{volume.Id}")),
    ]);
}
