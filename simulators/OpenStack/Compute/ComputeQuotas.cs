using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Compute;

/// <summary>Nova's quotas with its own defaults (nova/conf/quota.py), and what a project has of them.</summary>
internal static class ComputeQuotas
{
    private static readonly string[] OfNetworks = ["fixed_ips", "floating_ips", "security_groups", "security_group_rules"];

    private static readonly string[] OfFiles = ["injected_files", "injected_file_content_bytes", "injected_file_path_bytes"];

    public static IReadOnlyList<Quota> Of(CloudState state, string project)
    {
        var servers = state.Servers.Values.Where(s => s.ProjectId == project).ToArray();
        return
        [
            One("instances", 10, servers.Length),
            One("cores", 20, servers.Sum(s => s.Flavour.Vcpus)),
            One("ram", 51_200, servers.Sum(s => s.Flavour.MemoryMiB)),
            One("metadata_items", 128, 0),
            One("key_pairs", 100, 0),
            One("server_groups", 10, 0),
            One("server_group_members", 10, 0),
            One("fixed_ips", -1, 0),
            One("floating_ips", -1, 0),
            One("security_groups", -1, 0),
            One("security_group_rules", -1, 0),
            One("injected_files", 5, 0),
            One("injected_file_content_bytes", 10_240, 0),
            One("injected_file_path_bytes", 255, 0),
        ];

        Quota One(string resource, int standard, int used) => new(resource, Quota.LimitOf(state, project, "compute", resource, standard), used);
    }

    /// <summary>Those that the microversion still has: networks went with 2.36, injected files with 2.57.</summary>
    public static IEnumerable<Quota> Of(Call call, string project) => Of(call.State, project)
        .Where(q => !(call.From(2, 36) && OfNetworks.Contains(q.Resource)) && !(call.From(2, 57) && OfFiles.Contains(q.Resource)));

    /// <summary>Refuses what would be more than the project may have.</summary>
    /// <exception cref="ApiException">403, in Nova's words.</exception>
    public static void Demand(CloudState state, string project, params ReadOnlySpan<(string Resource, int More)> wanted)
    {
        var quotas = Of(state, project).ToDictionary(q => q.Resource);
        foreach (var (resource, more) in wanted)
        {
            var quota = quotas[resource];
            if (quota.Limit >= 0 && more > 0 && quota.Used + more > quota.Limit)
                throw new ApiException(403, $"Quota exceeded for {resource}: Requested {more}, but already used {quota.Used} of {quota.Limit} {resource}");
        }
    }
}
