using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private static readonly (string Resource, string[] Names)[] LimitNames =
    [
        ("ram", ["maxTotalRAMSize"]), ("instances", ["maxTotalInstances"]), ("cores", ["maxTotalCores"]), ("key_pairs", ["maxTotalKeypairs"]),
        ("floating_ips", ["maxTotalFloatingIps"]), ("metadata_items", ["maxServerMeta", "maxImageMeta"]), ("injected_files", ["maxPersonality"]),
        ("injected_file_content_bytes", ["maxPersonalitySize"]), ("security_groups", ["maxSecurityGroups"]), ("security_group_rules", ["maxSecurityGroupRules"]),
        ("server_groups", ["maxServerGroups"]), ("server_group_members", ["maxServerGroupMembers"]),
    ];

    private static readonly (string Resource, string Name)[] UsedNames =
    [
        ("ram", "totalRAMUsed"), ("cores", "totalCoresUsed"), ("instances", "totalInstancesUsed"), ("floating_ips", "totalFloatingIpsUsed"),
        ("security_groups", "totalSecurityGroupsUsed"), ("server_groups", "totalServerGroupsUsed"),
    ];

    private IEnumerable<Route> LimitRoutes() =>
    [
        Get("/limits", Limits),
        Get("/os-quota-sets/{project}", call => QuotaSet(call, project => Quota.Limits(ComputeQuotas.Of(call, project)))),
        Get("/os-quota-sets/{project}/detail", call => QuotaSet(call, project => Quota.Detail(ComputeQuotas.Of(call, project), "in_use"))),
        Get("/os-quota-sets/{project}/defaults", call => QuotaSet(call, _ => Quota.Limits(ComputeQuotas.Of(call, "")))),
        Admin("PUT", "/os-quota-sets/{project}", "os_compute_api:os-quota-sets:update", SetQuota),
    ];

    private Answer Limits(Call call)
    {
        var project = call.Param("tenant_id") ?? call.ProjectId;
        if (!call.Sees(project))
            throw Dialect.Refused("os_compute_api:limits:other_project");
        var quotas = ComputeQuotas.Of(call, project).ToDictionary(q => q.Resource);
        var absolute = new JsonObject();
        foreach (var (resource, names) in LimitNames.Where(l => quotas.ContainsKey(l.Resource)))
        {
            // From 2.39 on images have no quota of their own.
            foreach (var name in names.Where(n => n != "maxImageMeta" || !call.From(2, 39)))
                absolute[name] = quotas[resource].Limit;
        }

        foreach (var (resource, name) in UsedNames.Where(u => quotas.ContainsKey(u.Resource)))
            absolute[name] = quotas[resource].Used;
        return Answer.Json(new JsonObject { ["limits"] = new JsonObject { ["rate"] = new JsonArray(), ["absolute"] = absolute } });
    }

    private Answer QuotaSet(Call call, Func<string, JsonObject> view)
    {
        var project = call.Place("project");
        if (!call.Sees(project))
            throw Dialect.Refused("os_compute_api:os-quota-sets:show");
        var document = view(project);
        document["id"] = project;
        return Answer.Json(new JsonObject { ["quota_set"] = document });
    }

    private Answer SetQuota(Call call)
    {
        var project = call.Place("project");
        Quota.Set(deployment.Cloud, project, "compute", call.Part("quota_set"), [.. ComputeQuotas.Of(call, project).Select(q => q.Resource)]);
        CloudState state = deployment.Cloud.State;
        return Answer.Json(new JsonObject { ["quota_set"] = Quota.Limits(ComputeQuotas.Of(state, project)) });
    }
}
