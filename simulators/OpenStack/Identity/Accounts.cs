using System.Collections.Immutable;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>A Keystone role.</summary>
internal sealed record Role(string Id, string Name);

/// <summary>A role that somebody has in a project.</summary>
internal sealed record Grant(string ProjectId, Role Role);

/// <summary>Somebody who can log in.</summary>
internal sealed record Account(User User, string Password, ImmutableArray<Grant> Grants);

/// <summary>
/// Who there is: the users and projects of the cloud, and those that every deployment has beside them: the administrator and
/// one user a service. A pure function of the cloud, the seed and the spec.
/// </summary>
internal sealed record Accounts(ImmutableArray<Project> Projects, ImmutableArray<Account> All, ImmutableArray<Role> Roles)
{
    public const string DomainId = "default";

    public const string DomainName = "Default";

    private static readonly string[] RoleNames = ["admin", "manager", "member", "reader", "service"];

    private static readonly string[] ServiceUsers = ["cinder", "glance", "heat", "neutron", "nova", "octavia", "placement"];

    public static Accounts Of(CloudState state, Seed seed, OpenStackSpec spec)
    {
        var roles = RoleNames
            .Select((name, n) => new Role(Identities.Hex(seed, "role", n), name)).ToImmutableArray();
        Role Role(string name) => roles.First(r => r.Name == name);
        var admin = new Project(Identities.Hex(seed, "project/admin", 0), "admin", "Bootstrap project for initializing the cloud.");
        var service = new Project(Identities.Hex(seed, "project/service", 0), "service", "Service project");
        return new Accounts([admin, service, .. state.Projects],
        [
            new Account(new User(Identities.Hex(seed, "user/admin", 0), "admin", "admin@example.com", admin.Id), spec.AdminPassword,
                [new Grant(admin.Id, Role("admin")), new Grant(admin.Id, Role("member")), new Grant(admin.Id, Role("reader"))]),
            .. ServiceUsers.Select((name, n) => new Account(new User(Identities.Hex(seed, "user/service", n), name, $"{name}@example.com", service.Id),
                Identities.Hex(seed, $"password/{name}", 0), [new Grant(service.Id, Role("admin")), new Grant(service.Id, Role("service"))])),
            .. state.Users.Select(user => new Account(user, Identities.Hex(seed, $"password/{user.Name}", 0),
                [new Grant(user.ProjectId, Role("member")), new Grant(user.ProjectId, Role("reader"))])),
        ], roles);
    }

    public Project? Project(string id) => Projects.FirstOrDefault(p => p.Id == id);

    public Account? Account(string id) => All.FirstOrDefault(a => a.User.Id == id);
}
