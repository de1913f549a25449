using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>Turns the body of <c>POST /v3/auth/tokens</c> into a token, or refuses (keystone/api/auth.py).</summary>
internal sealed class Authenticator(Deployment deployment, TimeProvider time)
{
    /// <summary>Gives a token for what the body proves.</summary>
    /// <exception cref="ApiException">400: a part is missing; 401: who they are is not proved.</exception>
    public Token Issue(Call call)
    {
        var accounts = deployment.Accounts(call.State);
        var identity = Object(call.Body, "auth", "identity");
        var methods = (identity["methods"] as JsonArray)?.Select(m => m?.ToString() ?? "").ToArray() ?? [];
        return methods switch
        {
            ["password"] => ForScope(accounts, ByPassword(accounts, Object(identity, "password", "user")), call.Body, ["password"], null),
            ["token"] => ByToken(accounts, identity, call.Body),
            ["application_credential"] => ByCredential(accounts, Object(identity, "application_credential")),
            [] => throw Missing("methods", "identity"),
            _ => throw new ApiException(401, $"Attempted to authenticate with an unsupported method."),
        };
    }

    private static Account ByPassword(Accounts accounts, JsonObject user) =>
        Known(accounts, user) is { } account && account.Password == Text(user, "password") ? account : throw Unproved();

    private Token ByToken(Accounts accounts, JsonObject identity, JsonObject body)
    {
        var old = deployment.Tokens.Find(Text(Object(identity, "token"), "id") ?? "") ?? throw Unproved();
        var account = accounts.Account(old.User.Id) ?? throw Unproved();
        return ForScope(accounts, account, body, [.. old.Methods.Union(["token"])], old.ExpiresAt);
    }

    private Token ByCredential(Accounts accounts, JsonObject part)
    {
        var found = Text(part, "id") is { } id
            ? deployment.Tokens.Credential(id)
            : deployment.Tokens.Credentials.FirstOrDefault(c => c.Name == Text(part, "name") && c.UserId == Known(accounts, Object(part, "user"))?.User.Id);
        if (found is null || found.Secret != Text(part, "secret") || found.ExpiresAt <= time.GetUtcNow() || accounts.Account(found.UserId) is not { } account)
            throw Unproved();
        return deployment.Tokens.Issue(account.User, accounts.Project(found.ProjectId), false, found.Roles, ["application_credential"], found, found.ExpiresAt);
    }

    private Token ForScope(Accounts accounts, Account account, JsonObject body, string[] methods, DateTimeOffset? notAfter)
    {
        var scope = body["auth"]?["scope"];
        if (scope is null)
        {
            // Without a scope a token is for the user's default project, where they have one.
            return Project(accounts.Project(account.User.ProjectId)!);
        }

        if (scope is not JsonObject asked)
            return deployment.Tokens.Issue(account.User, null, false, [], [.. methods], notAfter: notAfter);
        if (asked["system"] is not null)
            return System();
        if (asked["domain"] is not null)
            throw Unproved();
        return Project(Wanted(accounts, Object(asked, "project")) ?? throw Unproved());

        Token System() => account.Grants.Any(g => g.Role.Name == "admin")
            ? deployment.Tokens.Issue(account.User, null, true, [.. account.Grants.Select(g => g.Role)], [.. methods], notAfter: notAfter)
            : throw Unproved();

        Token Project(Project project)
        {
            var roles = account.Grants.Where(g => g.ProjectId == project.Id).Select(g => g.Role).ToArray();
            return roles.Length == 0 ? throw Unproved() : deployment.Tokens.Issue(account.User, project, false, [.. roles], [.. methods], notAfter: notAfter);
        }
    }

    private static Account? Known(Accounts accounts, JsonObject user) => Text(user, "id") is { } id
        ? accounts.Account(id)
        : InDomain(user) ? accounts.All.FirstOrDefault(a => a.User.Name == Text(user, "name")) : null;

    private static Project? Wanted(Accounts accounts, JsonObject project) => Text(project, "id") is { } id
        ? accounts.Project(id)
        : InDomain(project) ? accounts.Projects.FirstOrDefault(p => p.Name == Text(project, "name")) : null;

    private static bool InDomain(JsonObject named) =>
        named["domain"] is JsonObject domain && (Text(domain, "id") == Accounts.DomainId
            || string.Equals(Text(domain, "name"), Accounts.DomainName, StringComparison.OrdinalIgnoreCase));

    private static JsonObject Object(JsonObject from, params ReadOnlySpan<string> path)
    {
        var (target, found) = ("request body", from);
        foreach (var name in path)
        {
            found = found[name] as JsonObject ?? throw Missing(name, target);
            target = name;
        }

        return found;
    }

    private static string? Text(JsonObject from, string name) => from[name]?.ToString();

    private static ApiException Unproved() => new(401, "The request you have made requires authentication.");

    private static ApiException Missing(string attribute, string target) => ApiException.BadRequest(
        $"Expecting to find {attribute} in {target}. The server could not comply with the request since it is either malformed or "
        + "otherwise incorrect. The client is assumed to be in error.");
}
