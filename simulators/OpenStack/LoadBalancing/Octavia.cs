using System.Globalization;
using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.LoadBalancing;

/// <summary>Octavia v2 with the provider ovn: load balancers have no amphorae.</summary>
internal sealed class Octavia(Deployment deployment) : Service(ServiceKind.LoadBalancer, new OctaviaDialect())
{
    private const int Newest = 30;

    /// <summary>Both <c>/v2</c> and <c>/v2.0</c> lead to the API.</summary>
    public override string Strip(string path, Identity.Token token) => path.StartsWith("/v2.0/", StringComparison.Ordinal) ? "/v2" + path[5..] : path;

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", call => Answer.Json(new JsonObject
        {
            ["versions"] = Doc.List(Enumerable.Range(0, Newest + 1).Select(n => new JsonObject
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"v2.{n}"),
                ["status"] = n == Newest ? "CURRENT" : "SUPPORTED",
                ["updated"] = "2025-02-26T00:00:00Z",
                ["links"] = Doc.List([Doc.Link("self", call.Url("/v2"))]),
            })),
        })),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        .. Collection("/v2/lbaas/loadbalancers", "loadbalancer", "Load Balancer", call => call.State.Estate.LoadBalancers.Select(b => BalancerViews.Balancer(b, call.State))),
        .. Collection("/v2/lbaas/listeners", "listener", "Listener", call => call.State.Estate.LoadBalancers.Select(b => BalancerViews.Listener(b, call.State))),
        .. Collection("/v2/lbaas/pools", "pool", "Pool", call => call.State.Estate.LoadBalancers.Select(b => BalancerViews.Pool(b, call.State))),
        .. Collection("/v2/lbaas/healthmonitors", "healthmonitor", "Health Monitor", call => call.State.Estate.LoadBalancers.Select(b => BalancerViews.Monitor(b, call.State))),
        Get("/v2/lbaas/pools/{pool}/members", call => List(call, "members", Members(call))),
        Get("/v2/lbaas/providers", _ => Answer.Json(new JsonObject
        {
            ["providers"] = Doc.List([new JsonObject { ["name"] = "ovn", ["description"] = "Octavia OVN driver." }]),
            ["providers_links"] = new JsonArray(),
        })),
        Admin("GET", "/v2/octavia/amphorae", "os_load-balancer_api:amphora:get_all", call => List(call, "amphorae", [])),
    ];

    private IEnumerable<Route> Collection(string path, string singular, string title, Func<Call, IEnumerable<JsonObject>> all) =>
    [
        Get(path, call => List(call, $"{singular}s", all(call))),
        Get($"{path}/{{id}}", call => Answer.Json(new JsonObject
        {
            [singular] = all(call).FirstOrDefault(d => d["id"]!.ToString() == call.Place("id") && call.Sees(d["project_id"]!.ToString()))
                ?? throw ApiException.NotFound($"{title} {call.Place("id")} not found."),
        })),
    ];

    private Answer List(Call call, string name, IEnumerable<JsonObject> documents)
    {
        var all = Filter.Apply(documents.Where(d => call.Sees(d["project_id"]!.ToString())), call).OrderBy(d => d["id"]!.ToString(), StringComparer.Ordinal).ToArray();
        var page = Page<JsonObject>.Cut(all, d => d["id"]!.ToString(), call.Param("marker"), Limit(call), deployment.Spec.MaxPage,
            marker => ApiException.BadRequest($"Supplied pagination marker '{marker}' is not valid."));
        return Answer.Json(new JsonObject
        {
            [name] = Doc.List(page.Items),
            [$"{name}_links"] = page.Last is { } last ? Doc.List([Doc.Link("next", call.Next(call.Ask.Path, last))]) : [],
        });
    }

    // A limit below one is no limit.
    private static int? Limit(Call call)
    {
        if (call.Param("limit") is not { } text)
            return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
            throw ApiException.BadRequest($"Supplied pagination limit '{text}' is not valid.");
        return limit < 1 ? null : limit;
    }

    private static IEnumerable<JsonObject> Members(Call call)
    {
        var balancer = call.State.Estate.LoadBalancers.FirstOrDefault(b => Doc.Id(b.Pool.Id) == call.Place("pool") && call.Sees(b.ProjectId))
            ?? throw ApiException.NotFound($"Pool {call.Place("pool")} not found.");
        return balancer.Pool.Members.Select(m => BalancerViews.Member(m, balancer, call.State));
    }
}
