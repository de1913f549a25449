using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova v2.1, microversions 2.1 to 2.100: what Nova 32 has.</summary>
internal sealed partial class Nova(Deployment deployment) : Service(ServiceKind.Compute, new NovaDialect(),
    new Microversions("compute", new Microversion(2, 1), new Microversion(2, 100), "X-OpenStack-Nova-API-Version"))
{
    /// <summary>Takes off the version, and the project that older clients put behind it.</summary>
    public override string Strip(string path, Identity.Token token)
    {
        var match = Prefix().Match(path);
        if (!match.Success)
            return path;
        var project = match.Groups["project"];
        // A project in the path has to be the token's own (nova/api/openstack/wsgi.py, _process_stack).
        if (project.Success && project.Value != token.Project?.Id)
            throw ApiException.BadRequest($"Malformed request URL: URL's project_id '{project.Value}' doesn't match Context's project_id '{token.Project?.Id}'");
        return match.Groups["rest"].Value;
    }

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", call => Answer.Json(new JsonObject { ["versions"] = Doc.List([Old(call), Current(call, false)]) })),
        Open("GET", "/v2.1", call => Answer.Json(new JsonObject { ["version"] = Current(call, true) })),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        .. ServerRoutes(),
        .. FlavourRoutes(),
        .. HypervisorRoutes(),
        .. ServiceRoutes(),
        .. LimitRoutes(),
        .. UsageRoutes(),
        .. HistoryRoutes(),
        .. MigrationRoutes(),
    ];

    private static JsonObject Old(Call call) => new()
    {
        ["id"] = "v2.0",
        ["links"] = Doc.List([Doc.Link("self", call.Url("/v2/"))]),
        ["status"] = "SUPPORTED",
        ["version"] = "",
        ["min_version"] = "",
        ["updated"] = "2011-01-21T11:33:21Z",
    };

    private JsonObject Current(Call call, bool alone)
    {
        var document = new JsonObject
        {
            ["id"] = "v2.1",
            ["links"] = Doc.List([Doc.Link("self", call.Url("/v2.1/"))]),
            ["status"] = "CURRENT",
            ["version"] = $"{Versions!.Max}",
            ["min_version"] = $"{Versions.Min}",
            ["updated"] = "2013-07-23T11:33:21Z",
        };
        if (!alone)
            return document;
        document["links"]!.AsArray().Add(new JsonObject { ["rel"] = "describedby", ["type"] = "text/html", ["href"] = "http://docs.openstack.org/" });
        document["media-types"] = Doc.List(
            [new JsonObject { ["base"] = "application/json", ["type"] = "application/vnd.openstack.compute+json;version=2.1" }]);
        return document;
    }

    /// <summary>A page with the link to the next one, as all of Nova's lists tell it.</summary>
    private Answer Paged<T>(Call call, string name, string path, IReadOnlyList<T> all, Func<T, string> id, Func<T, JsonNode> view)
    {
        var page = Page<T>.Cut(all, id, call.Param("marker"), call.Number("limit"), deployment.Spec.MaxPage,
            marker => ApiException.BadRequest($"marker [{marker}] not found"));
        var document = new JsonObject { [name] = Doc.List(page.Items.Select(view)) };
        if (page.Last is { } last)
            document[$"{name}_links"] = Doc.List([Doc.Link("next", call.Next($"/v2.1{path}", last))]);
        return Answer.Json(document);
    }

    [GeneratedRegex(@"^/v2(\.1)?(/(?<project>[0-9a-f]{32}))?(?<rest>/.+)$")]
    private static partial Regex Prefix();
}
