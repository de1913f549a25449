using System.Collections.Immutable;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>What a token was given for.</summary>
/// <param name="Id">The secret that clients send.</param>
/// <param name="AuditId">What logs show in its place.</param>
/// <param name="User">Whose.</param>
/// <param name="Project">For which project; null for an unscoped one.</param>
/// <param name="IsSystem">For the whole system.</param>
/// <param name="Roles">What its owner may.</param>
/// <param name="Methods">How its owner proved who they are.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="ExpiresAt">UTC; not valid from then on.</param>
/// <param name="Credential">The application credential that it came from, or null.</param>
internal sealed record Token(string Id, string AuditId, User User, Project? Project, bool IsSystem, ImmutableArray<Role> Roles,
    ImmutableArray<string> Methods, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, AppCredential? Credential)
{
    /// <summary>True with the role admin.</summary>
    public bool IsAdmin => Roles.Any(r => r.Name == "admin");
}

/// <summary>A secret that stands for a user in one project.</summary>
internal sealed record AppCredential(string Id, string Name, string Secret, string UserId, string ProjectId, ImmutableArray<Role> Roles,
    DateTimeOffset? ExpiresAt, string Description);
