using System.Text.Json.Nodes;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>Keystone's documents (keystone/common/render_token.py; api-ref/source/v3/samples).</summary>
internal static class IdentityViews
{
    private static JsonObject Domain => new() { ["id"] = Accounts.DomainId, ["name"] = Accounts.DomainName };

    public static JsonObject Token(Token token, JsonArray? catalogue)
    {
        var document = new JsonObject
        {
            ["methods"] = Doc.Words(token.Methods),
            ["user"] = new JsonObject { ["domain"] = Domain, ["id"] = token.User.Id, ["name"] = token.User.Name, ["password_expires_at"] = null },
            ["audit_ids"] = Doc.Words([token.AuditId]),
            ["expires_at"] = Doc.MicroZ(token.ExpiresAt),
            ["issued_at"] = Doc.MicroZ(token.IssuedAt),
        };
        if (token.Project is { } project)
        {
            document["project"] = new JsonObject { ["domain"] = Domain, ["id"] = project.Id, ["name"] = project.Name };
            document["is_domain"] = false;
        }

        if (token.IsSystem)
            document["system"] = new JsonObject { ["all"] = true };
        if (token.Project is not null || token.IsSystem)
            document["roles"] = Doc.List(token.Roles.Select(r => new JsonObject { ["id"] = r.Id, ["name"] = r.Name }));
        if (catalogue is not null && (token.Project is not null || token.IsSystem))
            document["catalog"] = catalogue;
        if (token.Credential is { } credential)
            document["application_credential"] = new JsonObject { ["id"] = credential.Id, ["name"] = credential.Name, ["restricted"] = true };
        return new JsonObject { ["token"] = document };
    }

    public static JsonObject Project(Project project, string root) => new()
    {
        ["id"] = project.Id,
        ["name"] = project.Name,
        ["domain_id"] = Accounts.DomainId,
        ["description"] = project.Description,
        ["enabled"] = true,
        ["parent_id"] = Accounts.DomainId,
        ["is_domain"] = false,
        ["tags"] = new JsonArray(),
        ["options"] = new JsonObject(),
        ["links"] = Self($"{root}/v3/projects/{project.Id}"),
    };

    public static JsonObject User(User user, string root) => new()
    {
        ["id"] = user.Id,
        ["name"] = user.Name,
        ["domain_id"] = Accounts.DomainId,
        ["enabled"] = true,
        ["default_project_id"] = user.ProjectId,
        ["email"] = user.Mail,
        ["password_expires_at"] = null,
        ["options"] = new JsonObject(),
        ["links"] = Self($"{root}/v3/users/{user.Id}"),
    };

    public static JsonObject TheDomain(string root) => new()
    {
        ["id"] = Accounts.DomainId,
        ["name"] = Accounts.DomainName,
        ["description"] = "The default domain",
        ["enabled"] = true,
        ["tags"] = new JsonArray(),
        ["options"] = new JsonObject(),
        ["links"] = Self($"{root}/v3/domains/{Accounts.DomainId}"),
    };

    public static JsonObject Role(Role role, string root) => new()
    {
        ["id"] = role.Id,
        ["name"] = role.Name,
        ["domain_id"] = null,
        ["description"] = null,
        ["options"] = new JsonObject(),
        ["links"] = Self($"{root}/v3/roles/{role.Id}"),
    };

    public static JsonObject Region(string region, string root) => new()
    {
        ["id"] = region,
        ["description"] = "",
        ["parent_region_id"] = null,
        ["links"] = Self($"{root}/v3/regions/{region}"),
    };

    public static JsonObject Service(CatalogueEntry entry, string id, string root) => new()
    {
        ["id"] = id,
        ["name"] = entry.Name,
        ["type"] = entry.Type,
        ["enabled"] = true,
        ["description"] = entry.Description,
        ["links"] = Self($"{root}/v3/services/{id}"),
    };

    public static JsonObject Endpoint(Catalogue catalogue, CatalogueEntry entry, string face, string root) => new()
    {
        ["id"] = catalogue.EndpointId(entry, face),
        ["interface"] = face,
        ["region_id"] = catalogue.Region,
        ["region"] = catalogue.Region,
        ["service_id"] = catalogue.ServiceId(entry),
        ["url"] = catalogue.Template(entry),
        ["enabled"] = true,
        ["links"] = Self($"{root}/v3/endpoints/{catalogue.EndpointId(entry, face)}"),
    };

    public static JsonObject Assignment(Account account, Grant grant, Project project, bool names, string root)
    {
        JsonObject Named(string id, string name) =>
            names ? new JsonObject { ["id"] = id, ["name"] = name, ["domain"] = Domain } : new JsonObject { ["id"] = id };
        return new JsonObject
        {
            ["role"] = names ? new JsonObject { ["id"] = grant.Role.Id, ["name"] = grant.Role.Name } : new JsonObject { ["id"] = grant.Role.Id },
            ["user"] = Named(account.User.Id, account.User.Name),
            ["scope"] = new JsonObject { ["project"] = Named(project.Id, project.Name) },
            ["links"] = new JsonObject { ["assignment"] = $"{root}/v3/projects/{project.Id}/users/{account.User.Id}/roles/{grant.Role.Id}" },
        };
    }

    public static JsonObject Credential(AppCredential credential, bool withSecret, string root)
    {
        var document = new JsonObject
        {
            ["id"] = credential.Id,
            ["name"] = credential.Name,
            ["description"] = credential.Description,
            ["project_id"] = credential.ProjectId,
            ["expires_at"] = credential.ExpiresAt is { } at ? Doc.Micro(at) : null,
            ["unrestricted"] = false,
            ["system"] = null,
            ["roles"] = Doc.List(credential.Roles.Select(r => new JsonObject { ["id"] = r.Id, ["name"] = r.Name, ["domain_id"] = null })),
            ["links"] = Self($"{root}/v3/users/{credential.UserId}/application_credentials/{credential.Id}"),
        };
        if (withSecret)
            document["secret"] = credential.Secret;
        return document;
    }

    public static JsonObject Self(string url) => new() { ["self"] = url };
}
