using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

internal sealed partial class Nova
{
    private IEnumerable<Route> HypervisorRoutes() =>
    [
        Admin("GET", "/os-hypervisors", "os_compute_api:os-hypervisors:list", call => Hypervisors(call, "/os-hypervisors", HypervisorViews.Basic)),
        Admin("GET", "/os-hypervisors/detail", "os_compute_api:os-hypervisors:list-detail", call => Hypervisors(call, "/os-hypervisors/detail",
            (usage, c, servers) => HypervisorViews.Detail(usage, c, deployment.Seed, servers))),
        Admin("GET", "/os-hypervisors/statistics", "os_compute_api:os-hypervisors:statistics", Statistics),
        Admin("GET", "/os-hypervisors/{id}", "os_compute_api:os-hypervisors:show", Hypervisor),
        Admin("GET", "/os-hypervisors/{id}/uptime", "os_compute_api:os-hypervisors:uptime", HypervisorUptime),
        Admin("GET", "/os-hypervisors/{pattern}/search", "os_compute_api:os-hypervisors:search",
            call => Found(call, HypervisorViews.Basic, call.Place("pattern"), false)),
        Admin("GET", "/os-hypervisors/{pattern}/servers", "os_compute_api:os-hypervisors:list-servers",
            call => Found(call, HypervisorViews.Basic, call.Place("pattern"), true)),
    ];

    private Answer Hypervisors(Call call, string path, Func<HostUsage, Call, bool, JsonObject> view)
    {
        var withServers = call.From(2, 53) && call.Flag("with_servers");
        if (call.From(2, 53) && call.Param("hypervisor_hostname_pattern") is { } pattern)
        {
            if (call.Param("limit") is not null || call.Param("marker") is not null)
                throw ApiException.BadRequest("Paging over hypervisors with the hypervisor_hostname_pattern query parameter is not supported.");
            return Found(call, view, pattern, withServers);
        }

        var all = HostUsage.All(call.State);
        return call.From(2, 33)
            ? Paged(call, "hypervisors", path, all, u => HypervisorViews.Id(u, call).ToString(), u => view(u, call, withServers))
            : Answer.Json(new JsonObject { ["hypervisors"] = Doc.List(all.Select(u => view(u, call, withServers))) });
    }

    private static Answer Found(Call call, Func<HostUsage, Call, bool, JsonObject> view, string pattern, bool withServers)
    {
        var found = HostUsage.All(call.State).Where(u => u.Host.Name.Contains(pattern, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length == 0
            ? throw ApiException.NotFound($"No hypervisor matching '{pattern}' could be found.")
            : Answer.Json(new JsonObject { ["hypervisors"] = Doc.List(found.Select(u => view(u, call, withServers))) });
    }

    private Answer Hypervisor(Call call) => Answer.Json(new JsonObject
    {
        ["hypervisor"] = HypervisorViews.Detail(UsageOf(call), call, deployment.Seed, call.From(2, 53) && call.Flag("with_servers")),
    });

    private static Answer HypervisorUptime(Call call)
    {
        // From 2.88 on the document of the hypervisor tells it.
        if (call.From(2, 88))
            throw ApiException.NotFound("The resource could not be found.");
        var usage = UsageOf(call);
        var document = HypervisorViews.Basic(usage, call, false);
        document["uptime"] = HypervisorViews.Uptime(usage, call.Moment.Now);
        return Answer.Json(new JsonObject { ["hypervisor"] = document });
    }

    private static Answer Statistics(Call call) => call.From(2, 88)
        ? throw ApiException.NotFound("The resource could not be found.")
        : Answer.Json(new JsonObject { ["hypervisor_statistics"] = HypervisorViews.Statistics(HostUsage.All(call.State)) });

    private static HostUsage UsageOf(Call call)
    {
        var id = call.Place("id");
        if (call.From(2, 53) && !Guid.TryParse(id, out _))
            throw ApiException.BadRequest($"Invalid uuid {id}");
        return HostUsage.All(call.State).FirstOrDefault(u => HypervisorViews.Id(u, call).ToString() == id)
            ?? throw ApiException.NotFound($"Hypervisor with ID '{id}' could not be found.");
    }
}
