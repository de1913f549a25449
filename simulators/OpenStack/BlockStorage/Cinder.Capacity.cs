using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.BlockStorage;

internal sealed partial class Cinder
{
    private IEnumerable<Route> CapacityRoutes() =>
    [
        Admin("GET", "/os-services", "volume_extension:services:index", Services),
        Admin("GET", "/scheduler-stats/get_pools", "scheduler_extension:scheduler_stats:get_pools", call => Answer.Json(new JsonObject
        {
            ["pools"] = Doc.List(call.State.Estate.VolumeTypes.Select(t => Pools.Of(t, call.Moment, call.Flag("detail")))),
        })),
        Get("/limits", Limits),
        Get("/os-availability-zone", _ => Answer.Json(new JsonObject
        {
            ["availabilityZoneInfo"] = Doc.List([new JsonObject { ["zoneName"] = "nova", ["zoneState"] = new JsonObject { ["available"] = true } }]),
        })),
        Get("/os-quota-sets/{project}", call => Quotas(call, call.Place("project"))),
        Get("/os-quota-sets/{project}/defaults", call => Answer.Json(new JsonObject { ["quota_set"] = Identified(Quota.Limits(VolumeQuotas.Of(call.State, "")), call.Place("project")) })),
        Admin("PUT", "/os-quota-sets/{project}", "volume_extension:quotas:update", SetQuota),
        Get("/extensions", _ => Answer.Json(new JsonObject { ["extensions"] = new JsonArray() })),
    ];

    private Answer Services(Call call)
    {
        var (binary, host) = (call.Param("binary"), call.Param("host"));
        var all = new[] { ("cinder-scheduler", "cinder-volume-worker"), ("cinder-backup", "cinder-volume-worker") }
            .Concat(call.State.Estate.VolumeTypes.Select(t => ("cinder-volume", $"{Pools.Worker}@{t.Backend}")));
        return Answer.Json(new JsonObject
        {
            ["services"] = Doc.List(all.Where(s => (binary ?? s.Item1) == s.Item1 && (host ?? s.Item2) == s.Item2).Select(s => Service(call, s.Item1, s.Item2))),
        });
    }

    private static JsonObject Service(Call call, string binary, string host)
    {
        var condition = call.State.Estate.ConditionOf(binary, host);
        var document = new JsonObject
        {
            ["binary"] = binary,
            ["host"] = host,
            ["zone"] = "nova",
            ["status"] = condition.Enabled ? "enabled" : "disabled",
            ["state"] = condition.Up ? "up" : "down",
            ["updated_at"] = Doc.Micro(condition.Up ? call.Moment.Now : condition.Since),
            ["disabled_reason"] = condition.Reason,
        };
        if (binary == "cinder-volume")
        {
            document["replication_status"] = "disabled";
            document["active_backend_id"] = null;
            document["frozen"] = false;
        }

        if (call.From(3, 7))
            document["cluster"] = null;
        if (call.From(3, 49) && binary == "cinder-volume")
            document["backend_state"] = condition.Up ? "up" : "down";
        return document;
    }

    private static Answer Limits(Call call)
    {
        var project = call.IsAdmin ? call.Param("project_id") ?? call.ProjectId : call.ProjectId;
        var quotas = VolumeQuotas.Of(call.State, project).ToDictionary(q => q.Resource);
        return Answer.Json(new JsonObject
        {
            ["limits"] = new JsonObject
            {
                ["rate"] = new JsonArray(),
                ["absolute"] = new JsonObject
                {
                    ["totalSnapshotsUsed"] = quotas["snapshots"].Used,
                    ["maxTotalBackups"] = quotas["backups"].Limit,
                    ["maxTotalVolumeGigabytes"] = quotas["gigabytes"].Limit,
                    ["maxTotalSnapshots"] = quotas["snapshots"].Limit,
                    ["maxTotalBackupGigabytes"] = quotas["backup_gigabytes"].Limit,
                    ["totalBackupGigabytesUsed"] = quotas["backup_gigabytes"].Used,
                    ["maxTotalVolumes"] = quotas["volumes"].Limit,
                    ["totalVolumesUsed"] = quotas["volumes"].Used,
                    ["totalBackupsUsed"] = quotas["backups"].Used,
                    ["totalGigabytesUsed"] = quotas["gigabytes"].Used,
                },
            },
        });
    }

    private Answer Quotas(Call call, string project)
    {
        if (!call.Sees(project))
            throw Dialect.Refused("volume_extension:quotas:show");
        return Answer.Json(new JsonObject { ["quota_set"] = Show(call.State, project, call.Flag("usage")) });
    }

    private Answer SetQuota(Call call)
    {
        var project = call.Place("project");
        Quota.Set(deployment.Cloud, project, "volume", call.Part("quota_set"), [.. VolumeQuotas.Of(call.State, project).Select(q => q.Resource)]);
        return Answer.Json(new JsonObject { ["quota_set"] = Quota.Limits(VolumeQuotas.Of(deployment.Cloud.State, project)) });
    }

    private static JsonObject Show(CloudState state, string project, bool usage)
    {
        var quotas = VolumeQuotas.Of(state, project);
        return Identified(usage ? Quota.Detail(quotas, "in_use") : Quota.Limits(quotas), project);
    }

    private static JsonObject Identified(JsonObject quotas, string project)
    {
        quotas["id"] = project;
        return quotas;
    }
}
