using System.Globalization;
using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>Keystone v3.14: tokens, and read access to what a deployment has.</summary>
internal sealed class Keystone(Deployment deployment, TimeProvider time) : Service(ServiceKind.Identity, new KeystoneDialect())
{
    private readonly Authenticator _authenticator = new(deployment, time);

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", AllVersions),
        Open("GET", "/v3", call => Answer.Json(new JsonObject { ["version"] = Version(call) })),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        Open("POST", "/v3/auth/tokens", Issue),
        Get("/v3/auth/tokens", Validate),
        Delete("/v3/auth/tokens", Revoke),
        Get("/v3/auth/catalog", call => List(call, "catalog", deployment.Catalogue.Of(call.Token.Project?.Id).Select(e => e!.DeepClone().AsObject()))),
        Get("/v3/auth/projects", call => List(call, "projects", Mine(call, call.Token.User.Id))),
        Admin("GET", "/v3/projects", "identity:list_projects", call => List(call, "projects", Projects(call))),
        Get("/v3/projects/{id}", call => One(call, "project", "identity:get_project", call.Sees(call.Place("id")), Projects(call))),
        Admin("GET", "/v3/users", "identity:list_users", call => List(call, "users", Users(call))),
        Get("/v3/users/{id}", call => One(call, "user", "identity:get_user", IsSelf(call), Users(call))),
        Get("/v3/users/{id}/projects", call => Allowed("identity:list_user_projects", IsSelf(call), () => List(call, "projects", Mine(call, call.Place("id"))))),
        Get("/v3/domains", call => Allowed("identity:list_domains", call.IsAdmin, () => List(call, "domains", [IdentityViews.TheDomain(call.Root)]))),
        Get("/v3/domains/{id}", call => One(call, "domain", "identity:get_domain", true, [IdentityViews.TheDomain(call.Root)])),
        Admin("GET", "/v3/groups", "identity:list_groups", call => List(call, "groups", [])),
        Admin("GET", "/v3/roles", "identity:list_roles", call => List(call, "roles", Roles(call))),
        Admin("GET", "/v3/roles/{id}", "identity:get_role", call => One(call, "role", "", true, Roles(call))),
        Admin("GET", "/v3/role_assignments", "identity:list_role_assignments", call => List(call, "role_assignments", Assignments(call), filtered: true)),
        Admin("GET", "/v3/services", "identity:list_services", call => List(call, "services", Services(call))),
        Admin("GET", "/v3/services/{id}", "identity:get_service", call => One(call, "service", "", true, Services(call))),
        Admin("GET", "/v3/endpoints", "identity:list_endpoints", call => List(call, "endpoints", Endpoints(call))),
        Admin("GET", "/v3/endpoints/{id}", "identity:get_endpoint", call => One(call, "endpoint", "", true, Endpoints(call))),
        Get("/v3/regions", call => List(call, "regions", [IdentityViews.Region(deployment.Catalogue.Region, call.Root)])),
        Get("/v3/regions/{id}", call => One(call, "region", "", true, [IdentityViews.Region(deployment.Catalogue.Region, call.Root)])),
        Get("/v3/users/{id}/application_credentials", call => Allowed("identity:list_application_credentials", IsSelf(call),
            () => List(call, "application_credentials", Credentials(call)))),
        Get("/v3/users/{id}/application_credentials/{credential}", call => Allowed("identity:get_application_credential", IsSelf(call),
            () => One(call, "application_credential", "", true, Credentials(call), "credential"))),
        Post("/v3/users/{id}/application_credentials", CreateCredential),
        Delete("/v3/users/{id}/application_credentials/{credential}", call => Allowed("identity:delete_application_credential", IsSelf(call),
            () => deployment.Tokens.Remove(call.Place("credential")) ? new Answer(204) : throw NotFound("application_credential", call.Place("credential")))),
    ];

    private static JsonObject Version(Call call) => new()
    {
        ["id"] = "v3.14",
        ["status"] = "stable",
        ["updated"] = "2020-04-07T00:00:00Z",
        ["links"] = Doc.List([Doc.Link("self", call.Url("/v3/"))]),
        ["media-types"] = Doc.List([new JsonObject { ["base"] = "application/json", ["type"] = "application/vnd.openstack.identity-v3+json" }]),
    };

    private static Answer AllVersions(Call call) =>
        Answer.Json(new JsonObject { ["versions"] = new JsonObject { ["values"] = Doc.List([Version(call)]) } }, 300).With("Location", call.Url("/v3/"));

    private Answer Issue(Call call)
    {
        var token = _authenticator.Issue(call);
        return Tell(call, token, 201);
    }

    private Answer Validate(Call call)
    {
        var subject = call.Ask.Header("X-Subject-Token") ?? "";
        var token = deployment.Tokens.Find(subject);
        // Whether a token exists is no business of those who may not ask.
        if (!call.IsAdmin && subject != call.Token.Id && token?.User.Id != call.Token.User.Id)
            throw Dialect.Refused("identity:validate_token");
        return Tell(call, token ?? throw ApiException.NotFound($"Could not find token: {subject}."), 200);
    }

    private Answer Revoke(Call call)
    {
        var subject = call.Ask.Header("X-Subject-Token") ?? "";
        var token = deployment.Tokens.Find(subject) ?? throw ApiException.NotFound($"Could not find token: {subject}.");
        if (!call.IsAdmin && token.User.Id != call.Token.User.Id)
            throw Dialect.Refused("identity:revoke_token");
        deployment.Tokens.Revoke(subject);
        return new Answer(204);
    }

    private Answer Tell(Call call, Token token, int status) =>
        Answer.Json(IdentityViews.Token(token, call.Ask.Query.ContainsKey("nocatalog") ? null : deployment.Catalogue.Of(token.Project?.Id)), status)
            .With("X-Subject-Token", token.Id).With("Vary", "X-Auth-Token");

    private Answer CreateCredential(Call call)
    {
        if (call.Place("id") != call.Token.User.Id || call.Token.Project is not { } project)
            throw Dialect.Refused("identity:create_application_credential");
        var body = call.Part("application_credential");
        var name = body["name"]?.ToString() ?? throw ApiException.BadRequest("'name' is a required property");
        if (deployment.Tokens.Credentials.Any(c => c.UserId == call.Token.User.Id && c.Name == name))
            throw new ApiException(409, $"Conflict occurred attempting to store application_credential - Duplicate entry found with name {name}.");
        DateTimeOffset? until = body["expires_at"] is { } text ? Until(text.ToString()) : null;
        var asked = (body["roles"] as JsonArray)?.Select(r => (r?["id"] ?? r?["name"])?.ToString()).ToArray();
        var roles = call.Token.Roles.Where(r => asked is null || asked.Contains(r.Id) || asked.Contains(r.Name)).ToArray();
        var made = deployment.Tokens.Create(call.Token.User.Id, project.Id, name, body["secret"]?.ToString(), body["description"]?.ToString() ?? "", [.. roles], until);
        return Answer.Json(new JsonObject { ["application_credential"] = IdentityViews.Credential(made, true, call.Root) }, 201);
    }

    private static DateTimeOffset Until(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw ApiException.BadRequest($"Invalid input for field 'expires_at': '{text}' is not a 'date-time'");

    private IEnumerable<JsonObject> Projects(Call call) => deployment.Accounts(call.State).Projects.Select(p => IdentityViews.Project(p, call.Root));

    private IEnumerable<JsonObject> Users(Call call) => deployment.Accounts(call.State).All.Select(a => IdentityViews.User(a.User, call.Root));

    private IEnumerable<JsonObject> Roles(Call call) => deployment.Accounts(call.State).Roles.Select(r => IdentityViews.Role(r, call.Root));

    private IEnumerable<JsonObject> Services(Call call) =>
        Catalogue.Entries.Select(e => IdentityViews.Service(e, deployment.Catalogue.ServiceId(e), call.Root));

    private IEnumerable<JsonObject> Endpoints(Call call) =>
        Catalogue.Entries.SelectMany(e => Catalogue.Interfaces.Select(face => IdentityViews.Endpoint(deployment.Catalogue, e, face, call.Root)));

    private IEnumerable<JsonObject> Mine(Call call, string user)
    {
        var accounts = deployment.Accounts(call.State);
        var projects = accounts.Account(user)?.Grants.Select(g => g.ProjectId).Distinct() ?? [];
        return projects.Select(id => IdentityViews.Project(accounts.Project(id)!, call.Root));
    }

    private IEnumerable<JsonObject> Credentials(Call call) =>
        deployment.Tokens.Credentials.Where(c => c.UserId == call.Place("id")).OrderBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => IdentityViews.Credential(c, false, call.Root));

    private IEnumerable<JsonObject> Assignments(Call call)
    {
        var accounts = deployment.Accounts(call.State);
        var (user, project, role) = (call.Param("user.id"), call.Param("scope.project.id"), call.Param("role.id"));
        return from account in accounts.All
               from grant in account.Grants
               where (user is null || account.User.Id == user) && (project is null || grant.ProjectId == project) && (role is null || grant.Role.Id == role)
               select IdentityViews.Assignment(account, grant, accounts.Project(grant.ProjectId)!, call.Flag("include_names"), call.Root);
    }

    private static bool IsSelf(Call call) => call.IsAdmin || call.Place("id") == call.Token.User.Id;

    private Answer Allowed(string policy, bool allowed, Func<Answer> then) => allowed ? then() : throw Dialect.Refused(policy);

    private static Answer List(Call call, string name, IEnumerable<JsonObject> documents, bool filtered = false) => Answer.Json(new JsonObject
    {
        [name] = Doc.List(filtered ? documents : Filter.Apply(documents, call)),
        ["links"] = new JsonObject { ["next"] = null, ["self"] = call.Url(call.Ask.Path) + call.Ask.QueryString, ["previous"] = null },
    });

    private Answer One(Call call, string name, string policy, bool allowed, IEnumerable<JsonObject> among, string place = "id")
    {
        if (!allowed)
            throw Dialect.Refused(policy);
        var id = call.Place(place);
        return Answer.Json(new JsonObject { [name] = among.FirstOrDefault(d => d["id"]!.ToString() == id) ?? throw NotFound(name, id) });
    }

    private static ApiException NotFound(string kind, string id) => ApiException.NotFound($"Could not find {kind.Replace('_', ' ')}: {id}.");
}
