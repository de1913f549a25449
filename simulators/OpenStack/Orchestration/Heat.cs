using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Orchestration;

/// <summary>Heat v1: stacks, and what tells that its engines live.</summary>
internal sealed partial class Heat(Deployment deployment) : Service(ServiceKind.Orchestration, new HeatDialect())
{
    /// <summary>Takes off the version and the project, which has to be the token's own.</summary>
    public override string Strip(string path, Identity.Token token)
    {
        var match = Prefix().Match(path);
        if (!match.Success)
            return path;
        // Heat compares the project in the path with the token's (heat/api/openstack/v1/util.py, registered_policy_enforce).
        if (match.Groups["project"].Value != token.Project?.Id)
            throw Dialect.Refused("");
        return match.Groups["rest"].Value;
    }

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", call => Answer.Json(new JsonObject
        {
            ["versions"] = Doc.List([new JsonObject { ["id"] = "v1.0", ["status"] = "CURRENT", ["links"] = Doc.List([Doc.Link("self", call.Url("/v1/"))]) }]),
        }, 300)),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        Get("/stacks", List),
        Get("/stacks/{name}", call =>
        {
            var stack = StackOf(call);
            return new Answer(302).With("Location", Self(stack, call));
        }),
        Get("/stacks/{name}/{id}", call => Answer.Json(new JsonObject { ["stack"] = View(StackOf(call), call, false) })),
        Get("/build_info", _ => Answer.Json(new JsonObject
        {
            ["api"] = new JsonObject { ["revision"] = "unknown" }, ["engine"] = new JsonObject { ["revision"] = "unknown" },
        })),
        Admin("GET", "/services", "service:index", call => Answer.Json(new JsonObject { ["services"] = Doc.List(call.State.Estate.Controllers.Select(c => Engine(c, call))) })),
    ];

    private Answer List(Call call)
    {
        var everywhere = call.Flag("global_tenant");
        if (everywhere && !call.IsAdmin)
            throw Dialect.Refused("");
        var all = Filter.Apply(call.State.Estate.Stacks.Where(s => everywhere || s.ProjectId == call.ProjectId)
            .OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id).Select(s => View(s, call, everywhere)), call).ToArray();
        // A marker that is none is passed over (heat/db/api.py, _paginate_query).
        var marker = all.Any(s => s["id"]!.ToString() == call.Param("marker")) ? call.Param("marker") : null;
        var page = Page<JsonObject>.Cut(all, s => s["id"]!.ToString(), marker, call.Number("limit"), deployment.Spec.MaxPage,
            unknown => ApiException.BadRequest(unknown), telling: false);
        var document = new JsonObject { ["stacks"] = Doc.List(page.Items) };
        if (page.Last is { } last)
            document["links"] = Doc.List([Doc.Link("next", call.Next(call.Ask.Path, last))]);
        if (call.Flag("with_count"))
            document["count"] = all.Length;
        return Answer.Json(document);
    }

    private static JsonObject View(StackInfo stack, Call call, bool withProject)
    {
        var status = call.State.Estate.StatusOf(stack.Id, "CREATE_COMPLETE");
        var words = status.Split('_', 2);
        var document = new JsonObject
        {
            ["id"] = Doc.Id(stack.Id),
            ["stack_name"] = stack.Name,
            ["description"] = stack.Description,
            ["stack_status"] = status,
            ["stack_status_reason"] = status.EndsWith("COMPLETE", StringComparison.Ordinal)
                ? $"Stack {words[0]} completed successfully"
                : $"Stack {words[0]} {words[^1].ToLowerInvariant()}",
            ["creation_time"] = Doc.Iso(stack.CreatedAt),
            ["updated_time"] = null,
            ["deletion_time"] = null,
            ["stack_owner"] = null,
            ["parent"] = null,
            ["stack_user_project_id"] = stack.ProjectId,
            ["tags"] = null,
            ["links"] = Doc.List([Doc.Link("self", Self(stack, call))]),
        };
        if (withProject)
            document["project"] = stack.ProjectId;
        return document;
    }

    private static StackInfo StackOf(Call call)
    {
        var name = call.Place("name");
        return call.State.Estate.Stacks.FirstOrDefault(s => s.ProjectId == call.ProjectId && (s.Name == name || Doc.Id(s.Id) == name))
            ?? throw ApiException.NotFound($"The Stack ({name}) could not be found.", "EntityNotFound");
    }

    private static string Self(StackInfo stack, Call call) => call.Url($"/v1/{stack.ProjectId}/stacks/{stack.Name}/{stack.Id}");

    private JsonObject Engine(string host, Call call)
    {
        var condition = call.State.Estate.ConditionOf("heat-engine", host);
        var id = Doc.Id(Identities.Uuid(deployment.Seed, $"heat-engine/{host}", 0));
        return new JsonObject
        {
            ["id"] = id,
            ["engine_id"] = id,
            ["binary"] = "heat-engine",
            ["host"] = host,
            ["hostname"] = host,
            ["topic"] = "engine",
            ["report_interval"] = 60,
            ["status"] = condition.Up ? "up" : "down",
            ["created_at"] = Doc.Micro(call.Moment.Now.AddDays(-40)),
            ["updated_at"] = Doc.Micro(condition.Up ? call.Moment.Now : condition.Since),
            ["deleted_at"] = null,
        };
    }

    [GeneratedRegex("^/v1/(?<project>[0-9a-f]{32})(?<rest>/.+)$")]
    private static partial Regex Prefix();
}
