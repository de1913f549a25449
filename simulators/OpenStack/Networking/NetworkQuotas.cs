using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Networking;

/// <summary>Neutron's quotas with its own defaults (neutron/conf/quota.py), and what a project has of them.</summary>
internal static class NetworkQuotas
{
    public static IEnumerable<Quota> Of(CloudState state, string project)
    {
        var estate = state.Estate;
        var networks = state.Networks.Count(n => n.ProjectId == project);
        return
        [
            One("network", 100, networks),
            One("subnet", 100, networks),
            One("subnetpool", -1, 0),
            One("port", 500, Wiring.Ports(state).Count(p => p.ProjectId == project)),
            One("router", 10, estate.Routers.Count(r => r.ProjectId == project)),
            One("floatingip", 50, estate.FloatingIps.Count(f => f.ProjectId == project)),
            One("security_group", 10, estate.SecurityGroups.Count(g => g.ProjectId == project)),
            One("security_group_rule", 100, estate.SecurityGroups.Where(g => g.ProjectId == project).Sum(g => g.Rules.Length)),
            One("rbac_policy", 10, 0),
        ];

        Quota One(string resource, int standard, int used) => new(resource, Quota.LimitOf(state, project, "network", resource, standard), used);
    }
}
