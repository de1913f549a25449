using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>Looking up what may not be there.</summary>
internal static class Lookup
{
    /// <summary>The domain of a server; null when it was not made, or there is no such server.</summary>
    public static Domain? DomainIfAny(this CloudState state, Guid server) =>
        state.Servers.TryGetValue(server, out var entity) && state.Host(entity.Host).Domains.TryGet(server, out var domain) ? domain : null;
}
