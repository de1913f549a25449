using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>Neutron v2.0 under OVN.</summary>
internal sealed class Neutron(Deployment deployment) : Service(ServiceKind.Network, new NeutronDialect())
{
    private static readonly ImmutableArray<(string Alias, string Name)> Extensions =
    [
        ("agent", "agent"), ("availability_zone", "Availability Zone"), ("binding", "Port Binding"), ("default-subnetpools", "Default Subnetpools"),
        ("ext-gw-mode", "Neutron L3 Configurable external gateway mode"), ("external-net", "Neutron external network"), ("fip-port-details", "Floating IP Port Details Extension"),
        ("net-mtu", "Network MTU"), ("network-ip-availability", "Network IP Availability"), ("pagination", "Pagination support"), ("port-security", "Port Security"),
        ("project-id", "project_id field enabled"), ("provider", "Provider Network"), ("quota_details", "Quota details management support"),
        ("quotas", "Quota management support"), ("router", "Neutron L3 Router"), ("security-group", "security-group"), ("sorting", "Sorting support"),
        ("standard-attr-description", "standard-attr-description"), ("standard-attr-revisions", "Resource revision numbers"),
        ("standard-attr-tag", "Tag support for resources with standard attribute"), ("standard-attr-timestamp", "Resource timestamps"), ("subnet_allocation", "Subnet Allocation"),
    ];

    /// <summary>A collection: its names in paths and bodies, and the error for what is not in it.</summary>
    private sealed record Collection(string Path, string Singular, string Missing, string Text, Func<Call, IEnumerable<JsonObject>> All)
    {
        public string Name => Path.Replace('-', '_');
    }

    private ImmutableArray<Collection> Collections =>
    [
        new("networks", "network", "NetworkNotFound", "Network {0} could not be found.", Networks),
        new("subnets", "subnet", "SubnetNotFound", "Subnet {0} could not be found.", call => Subnets(call).Select(s => NetworkViews.Subnet(s, call))),
        new("ports", "port", "PortNotFound", "Port {0} could not be found.", call => Wiring.Ports(call.State).Select(p => NetworkViews.Port(p, call))),
        new("routers", "router", "RouterNotFound", "Router {0} could not be found", call => call.State.Estate.Routers.Select(r => RouterViews.Router(r, call))),
        new("floatingips", "floatingip", "FloatingIPNotFound", "Floating IP {0} could not be found",
            call => call.State.Estate.FloatingIps.Select(f => RouterViews.FloatingIp(f, call))),
        new("security-groups", "security_group", "SecurityGroupNotFound", "Security group {0} does not exist",
            call => call.State.Estate.SecurityGroups.Select(RouterViews.SecurityGroup)),
        new("security-group-rules", "security_group_rule", "SecurityGroupRuleNotFound", "Security group rule {0} does not exist",
            call => call.State.Estate.SecurityGroups.SelectMany(g => g.Rules.Select(r => RouterViews.SecurityRule(r, g)))),
        new("subnetpools", "subnetpool", "SubnetPoolNotFound", "Subnet pool {0} could not be found.", _ => []),
        new("network-ip-availabilities", "network_ip_availability", "NetworkNotFound", "Network {0} could not be found.", Availabilities),
        new("agents", "agent", "AgentNotFound", "Agent {0} could not be found.", call => call.IsAdmin ? Agents.All(call.Moment, deployment.Seed) : []),
    ];

    /// <summary>Older clients ask for <c>/v2.0/networks.json</c>.</summary>
    public override string Strip(string path, Identity.Token token)
    {
        var rest = path.StartsWith("/v2.0/", StringComparison.Ordinal) && path.Length > 6 ? path[5..] : path;
        return rest.EndsWith(".json", StringComparison.Ordinal) ? rest[..^5] : rest;
    }

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", call => Answer.Json(new JsonObject
        {
            ["versions"] = Doc.List([new JsonObject { ["id"] = "v2.0", ["status"] = "CURRENT", ["links"] = Doc.List([Doc.Link("self", call.Url("/v2.0/"))]) }]),
        })),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        Get("/v2.0", Resources),
        .. Collections.SelectMany(c => new[] { Get($"/{c.Path}", call => List(call, c)), Get($"/{c.Path}/{{id}}", call => Show(call, c)) }),
        Get("/extensions", call => Answer.Json(new JsonObject { ["extensions"] = Doc.List(Extensions.Select(Extension)) })),
        Get("/extensions/{alias}", call => Answer.Json(new JsonObject
        {
            ["extension"] = Extension(Extensions.FirstOrDefault(e => e.Alias == call.Place("alias")) is { Alias: not null } found
                ? found
                : throw ApiException.NotFound($"Extension with alias {call.Place("alias")} does not exist", "ExtensionNotFound")),
        })),
        Admin("GET", "/quotas", "get_quota", call => Answer.Json(new JsonObject
        {
            ["quotas"] = Doc.List(call.State.Estate.Quotas.Keys.Where(q => q.Service == "network").Select(q => q.ProjectId).Distinct()
                .Order(StringComparer.Ordinal).Select(project =>
            {
                var limits = Quota.Limits(NetworkQuotas.Of(call.State, project));
                (limits["tenant_id"], limits["project_id"]) = (project, project);
                return limits;
            })),
        })),
        Get("/quotas/{project}", call => Quotas(call, "quota", project => Quota.Limits(NetworkQuotas.Of(call.State, project)))),
        Get("/quotas/{project}/default", call => Quotas(call, "quota", _ => Quota.Limits(NetworkQuotas.Of(call.State, "")))),
        Get("/quotas/{project}/details", call => Quotas(call, "quota", project => Quota.Detail(NetworkQuotas.Of(call.State, project), "used"))),
        Admin("PUT", "/quotas/{project}", "update_quota", SetQuota),
    ];

    private Answer Resources(Call call) => Answer.Json(new JsonObject
    {
        ["resources"] = Doc.List(Collections.Select(c => new JsonObject
        {
            ["name"] = c.Singular, ["collection"] = c.Name, ["links"] = Doc.List([Doc.Link("self", call.Url($"/v2.0/{c.Path}"))]),
        })),
    });

    private static Answer List(Call call, Collection collection)
    {
        var all = Filter.Apply(collection.All(call).Where(d => IsSeen(call, d)), call).ToArray();
        var page = Page<JsonObject>.Cut(all, IdOf, call.Param("marker"), call.Number("limit"), int.MaxValue, marker => NotFound(collection, marker), telling: false);
        var document = new JsonObject { [collection.Name] = Doc.List(page.Items.Select(d => Only(call, d))) };
        if (page.Last is { } last)
            document[$"{collection.Name}_links"] = Doc.List([Doc.Link("next", call.Next(call.Ask.Path, last))]);
        return Answer.Json(document);
    }

    private static Answer Show(Call call, Collection collection) => Answer.Json(new JsonObject
    {
        [collection.Singular] = Only(call, collection.All(call).FirstOrDefault(d => IdOf(d) == call.Place("id") && IsSeen(call, d))
            ?? throw NotFound(collection, call.Place("id"))),
    });

    private static string IdOf(JsonObject document) => (document["id"] ?? document["network_id"])!.ToString();

    private static ApiException NotFound(Collection collection, string id) =>
        ApiException.NotFound(collection.Text.Replace("{0}", id, StringComparison.Ordinal), collection.Missing);

    // Strangers see what is shared and what leads out.
    private static bool IsSeen(Call call, JsonObject document) =>
        call.IsAdmin || document["project_id"]?.ToString() == call.ProjectId || document["router:external"]?.GetValue<bool>() == true;

    private static JsonObject Only(Call call, JsonObject document)
    {
        var fields = call.Params("fields");
        return fields.Count == 0 ? document : new JsonObject(document.Where(p => fields.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())).ToArray());
    }

    private string AdminProject(Call call) => deployment.Accounts(call.State).Projects[0].Id;

    private IEnumerable<JsonObject> Networks(Call call)
    {
        var tenants = call.State.Networks.Select(n => NetworkViews.Tenant(n, call));
        return call.State.Estate.External is { } external ? tenants.Prepend(NetworkViews.External(external, call, AdminProject(call))) : tenants;
    }

    private IEnumerable<Subnet> Subnets(Call call) => Wiring.Subnets(call.State, AdminProject(call));

    private IEnumerable<JsonObject> Availabilities(Call call)
    {
        if (!call.IsAdmin)
            return [];
        var subnets = Subnets(call).ToDictionary(s => Doc.Id(s.NetworkId));
        var ports = Wiring.Ports(call.State).ToArray();
        return Networks(call).Select(n => NetworkViews.Availability(n, subnets[n["id"]!.ToString()], ports));
    }

    private static JsonObject Extension((string Alias, string Name) extension) => new()
    {
        ["alias"] = extension.Alias,
        ["name"] = extension.Name,
        ["description"] = extension.Name,
        ["updated"] = "2015-01-01T00:00:00-00:00",
        ["links"] = new JsonArray(),
    };

    private Answer Quotas(Call call, string name, Func<string, JsonObject> view)
    {
        var project = call.Place("project");
        return call.Sees(project) ? Answer.Json(new JsonObject { [name] = view(project) }) : throw Dialect.Refused("get_quota");
    }

    private Answer SetQuota(Call call)
    {
        var project = call.Place("project");
        Quota.Set(deployment.Cloud, project, "network", call.Part("quota"), [.. NetworkQuotas.Of(call.State, project).Select(q => q.Resource)]);
        return Answer.Json(new JsonObject { ["quota"] = Quota.Limits(NetworkQuotas.Of(deployment.Cloud.State, project)) });
    }
}
