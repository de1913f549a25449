using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>What the services ask the cloud about servers that may not have everything yet.</summary>
internal static class Lookups
{
    /// <summary>The domain of a server; null for one that is being made, or could not be.</summary>
    public static Domain? FindDomain(this CloudState state, Server server) =>
        state.Host(server.Host).Domains.TryGet(server.Id, out var domain) ? domain : null;

    /// <summary>
    /// Whether the server has room on its host. Nova takes the host off a server that could not be made
    /// (nova/compute/manager.py, _nil_out_instance_obj_host_and_node).
    /// </summary>
    public static bool IsPlaced(this Server server) => server.WasLaunched || server.VmState == VmState.Building;
}
