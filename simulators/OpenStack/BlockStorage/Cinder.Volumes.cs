using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.BlockStorage;

internal sealed partial class Cinder
{
    private IEnumerable<Route> VolumeRoutes() =>
    [
        Get("/volumes", call => List(call, "volumes", Volumes(call), VolumeViews.Basic)),
        Get("/volumes/detail", call => List(call, "volumes", Volumes(call), VolumeViews.Detail)),
        Get("/volumes/summary", Summary),
        Get("/volumes/{id}", call => Answer.Json(new JsonObject { ["volume"] = VolumeViews.Detail(VolumeOf(call), call) })),
        Post("/volumes", Create),
        Post("/volumes/{id}/action", Act),
        Delete("/volumes/{id}", call =>
        {
            deployment.Cloud.DeleteVolume(VolumeOf(call).Id);
            return new Answer(202);
        }),
        Get("/snapshots", call => List(call, "snapshots", Snapshots(call), VolumeViews.Snapshot)),
        Get("/snapshots/detail", call => List(call, "snapshots", Snapshots(call), VolumeViews.Snapshot)),
        Get("/snapshots/{id}", call => Answer.Json(new JsonObject
        {
            ["snapshot"] = VolumeViews.Snapshot(call.State.Estate.Snapshots.FirstOrDefault(s => Doc.Id(s.Id) == call.Place("id") && call.Sees(s.ProjectId))
                ?? throw ApiException.NotFound($"Snapshot {call.Place("id")} could not be found."), call),
        })),
        Get("/backups", call => List<Snapshot>(call, "backups", [], VolumeViews.Snapshot)),
        Get("/backups/detail", call => List<Snapshot>(call, "backups", [], VolumeViews.Snapshot)),
        Get("/types", call => Answer.Json(new JsonObject { ["volume_types"] = Doc.List(call.State.Estate.VolumeTypes.Select(VolumeViews.Type)) })),
        Get("/types/{id}", call => Answer.Json(new JsonObject
        {
            ["volume_type"] = VolumeViews.Type(call.State.Estate.VolumeTypes.FirstOrDefault(t => call.Place("id") == "default" || Doc.Id(t.Id) == call.Place("id"))
                ?? throw ApiException.NotFound($"Volume type {call.Place("id")} could not be found.")),
        })),
    ];

    private Answer List<T>(Call call, string name, IReadOnlyList<T> all, Func<T, Call, JsonObject> view)
        where T : class
    {
        var shown = all.Select(item => view(item, call)).ToArray();
        var found = Filter.Apply(shown, call).ToArray();
        var page = Page<JsonObject>.Cut(found, d => d["id"]!.ToString(), call.Param("marker"), call.Number("limit"), deployment.Spec.MaxPage,
            marker => ApiException.NotFound($"{char.ToUpperInvariant(name[0])}{name[1..^1]} {marker} could not be found."));
        var document = new JsonObject { [name] = Doc.List(page.Items) };
        if (page.Last is { } last)
            document[$"{name}_links"] = Doc.List([Doc.Link("next", call.Next(call.Ask.Path, last))]);
        if (call.From(3, 45) && call.Flag("with_count"))
            document["count"] = found.Length;
        return Answer.Json(document);
    }

    private static Volume[] Volumes(Call call) =>
        [.. call.State.Volumes.Values.Where(v => InScope(call, v.ProjectId)).OrderByDescending(v => v.CreatedAt).ThenByDescending(v => v.Id)];

    private static Snapshot[] Snapshots(Call call) =>
        [.. call.State.Estate.Snapshots.Where(s => InScope(call, s.ProjectId)).OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id)];

    // Who is no administrator and asks for all projects gets the own one, without an error.
    private static bool InScope(Call call, string project) => call.IsAdmin && call.Flag("all_tenants")
        ? (call.Param("project_id") ?? call.Param("tenant_id") ?? project) == project
        : project == call.ProjectId;

    private static Volume VolumeOf(Call call) =>
        Guid.TryParse(call.Place("id"), out var id) && call.State.Volumes.TryGetValue(id, out var volume) && call.Sees(volume.ProjectId)
            ? volume
            : throw ApiException.NotFound($"Volume {call.Place("id")} could not be found.");

    private static Answer Summary(Call call)
    {
        var volumes = Volumes(call);
        return Answer.Json(new JsonObject
        {
            ["volume-summary"] = new JsonObject { ["total_count"] = volumes.Length, ["total_size"] = volumes.Sum(v => v.SizeGiB), ["metadata"] = new JsonObject() },
        });
    }

    private Answer Create(Call call)
    {
        var body = call.Part("volume");
        if (body["size"] is not JsonValue value || !int.TryParse(value.ToString(), out var size) || size < 1)
            throw ApiException.BadRequest($"Invalid input for field/attribute size. Value: {body["size"]}. '{body["size"]}' is not a positive integer");
        Check(call.State, call.ProjectId, size);
        var volume = deployment.Cloud.CreateVolume(call.ProjectId, body["name"]?.ToString() ?? "", size, body["volume_type"]?.ToString());
        return Answer.Json(new JsonObject { ["volume"] = VolumeViews.Detail(volume, call) }, 202);
    }

    private static void Check(CloudState state, string project, int size)
    {
        var quotas = VolumeQuotas.Of(state, project).ToDictionary(q => q.Resource);
        if (quotas["volumes"] is var count && count.Limit >= 0 && count.Used + 1 > count.Limit)
            throw new ApiException(413, $"VolumeLimitExceeded: Maximum number of volumes allowed ({count.Limit}) exceeded for quota 'volumes'.");
        if (quotas["gigabytes"] is var room && room.Limit >= 0 && room.Used + size > room.Limit)
        {
            throw new ApiException(413, "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. "
                + $"Requested {size}G, quota is {room.Limit}G and {room.Used}G has been consumed.");
        }
    }

    private Answer Act(Call call)
    {
        var volume = VolumeOf(call);
        if (call.Body["os-reset_status"] is not JsonObject reset || reset["status"] is not { } status)
            throw ApiException.BadRequest($"There is no such action: {call.Body.FirstOrDefault().Key}");
        if (!call.IsAdmin)
            throw Dialect.Refused("volume_extension:volume_admin_actions:reset_status");
        deployment.Cloud.SetStatus(volume.Id, status.ToString() == volume.Status ? null : status.ToString());
        return new Answer(202);
    }
}
