using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Identity;

namespace Validation.Simulators.OpenStack;

/// <summary>What all services of one deployment share.</summary>
internal sealed record Deployment(CloudModel Cloud, OpenStackSpec Spec, Seed Seed, TokenStore Tokens, Catalogue Catalogue)
{
    /// <summary>Users, projects and roles of a state.</summary>
    public Accounts Accounts(CloudState state) => Identity.Accounts.Of(state, Seed, Spec);
}
