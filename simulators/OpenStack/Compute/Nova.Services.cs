using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private IEnumerable<Route> ServiceRoutes() =>
    [
        Admin("GET", "/os-services", "os_compute_api:os-services:list", call => Answer.Json(new JsonObject
        {
            ["services"] = Doc.List(NovaService.All(call.State)
                .Where(s => (call.Param("binary") ?? s.Binary) == s.Binary && (call.Param("host") ?? s.Host) == s.Host)
                .Select(s => ServiceViews.Service(s, call, deployment.Seed))),
        })),
        Admin("PUT", "/os-services/{id}", "os_compute_api:os-services:update", ChangeService),
        Get("/os-availability-zone", call => Answer.Json(new JsonObject { ["availabilityZoneInfo"] = Doc.List(Zones(call).Select(z => ServiceViews.Zone(z, call, false))) })),
        Admin("GET", "/os-availability-zone/detail", "os_compute_api:os-availability-zone:detail", call => Answer.Json(new JsonObject
        {
            ["availabilityZoneInfo"] = Doc.List(Zones(call).Prepend("internal").Select(z => ServiceViews.Zone(z, call, true))),
        })),
        Admin("GET", "/os-aggregates", "os_compute_api:os-aggregates:index", call => Answer.Json(new JsonObject
        {
            ["aggregates"] = Doc.List(Zones(call).Select((z, n) => ServiceViews.Aggregate(z, n + 1, call, deployment.Seed))),
        })),
        Admin("GET", "/os-aggregates/{id}", "os_compute_api:os-aggregates:show", call =>
        {
            var zones = Zones(call).ToArray();
            return int.TryParse(call.Place("id"), out var number) && number >= 1 && number <= zones.Length
                ? Answer.Json(new JsonObject { ["aggregate"] = ServiceViews.Aggregate(zones[number - 1], number, call, deployment.Seed) })
                : throw ApiException.NotFound($"Aggregate {call.Place("id")} could not be found.");
        }),
        Get("/os-server-groups", _ => Answer.Json(new JsonObject { ["server_groups"] = new JsonArray() })),
        Get("/os-keypairs", _ => Answer.Json(new JsonObject { ["keypairs"] = new JsonArray() })),
        Get("/extensions", _ => Answer.Json(new JsonObject { ["extensions"] = new JsonArray() })),
        Get("/os-security-groups", SecurityGroups),
    ];

    private static IEnumerable<string> Zones(Call call) => call.State.Hosts.Values.Select(h => h.Zone).Distinct().Order(StringComparer.Ordinal);

    // Before 2.53 the path says what is to be done and the body to whom; since then the path says to whom.
    private Answer ChangeService(Call call)
    {
        var verb = call.Place("id");
        var all = NovaService.All(call.State);
        var found = call.From(2, 53)
            ? all.FirstOrDefault(s => s.Uuid(deployment.Seed) == verb)
            : all.FirstOrDefault(s => s.Host == call.Body["host"]?.ToString() && s.Binary == call.Body["binary"]?.ToString());
        if (found is null)
            throw ApiException.NotFound(call.From(2, 53) ? $"Service {verb} could not be found." : $"Could not find binary {call.Body["binary"]} on host {call.Body["host"]}.");
        var condition = found.Condition(call.State);
        var status = call.From(2, 53) ? call.Body["status"]?.ToString() : verb switch
        {
            "enable" => "enabled",
            "disable" or "disable-log-reason" => "disabled",
            _ => throw ApiException.NotFound("Unknown action"),
        };
        deployment.Cloud.SetService(found.Binary, found.Host, condition.Up && call.Body["forced_down"]?.GetValue<bool>() != true, status switch
        {
            "enabled" => true,
            "disabled" => false,
            _ => condition.Enabled,
        }, call.Body["disabled_reason"]?.ToString());
        return Answer.Json(new JsonObject { ["service"] = ServiceViews.Service(found, call.At(deployment.Cloud.Look()), deployment.Seed) });
    }

    // Proxies to other services went with 2.36.
    private static Answer SecurityGroups(Call call)
    {
        if (call.From(2, 36))
            throw ApiException.NotFound("The resource could not be found.");
        var groups = call.State.Estate.SecurityGroups.Where(g => g.ProjectId == call.ProjectId || (call.IsAdmin && call.Flag("all_tenants")));
        return Answer.Json(new JsonObject
        {
            ["security_groups"] = Doc.List(groups.Select(g => new JsonObject
            {
                ["id"] = Doc.Id(g.Id), ["name"] = g.Name, ["description"] = "", ["tenant_id"] = g.ProjectId, ["rules"] = new JsonArray(),
            })),
        });
    }
}
