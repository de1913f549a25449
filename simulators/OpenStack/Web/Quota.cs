using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.ControlPlane;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>What a project may have of something, and what it has.</summary>
/// <param name="Resource">As the service's API names it.</param>
/// <param name="Limit">-1 for no limit.</param>
/// <param name="Used">Counted in the cloud.</param>
internal sealed record Quota(string Resource, int Limit, int Used)
{
    /// <summary>The limit that somebody set, or the service's own.</summary>
    public static int LimitOf(CloudState state, string project, string service, string resource, int standard) =>
        state.Estate.Quotas.GetValueOrDefault(new QuotaName(project, service, resource), standard);

    /// <summary>Limits only.</summary>
    public static JsonObject Limits(IEnumerable<Quota> quotas) => new(quotas.Select(q => KeyValuePair.Create(q.Resource, (JsonNode?)q.Limit)));

    /// <summary>Limits and what is used of them.</summary>
    /// <param name="quotas">Which.</param>
    /// <param name="used">Name of the field: <c>in_use</c> in Nova and Cinder, <c>used</c> in Neutron.</param>
    public static JsonObject Detail(IEnumerable<Quota> quotas, string used) => new(quotas.Select(q =>
        KeyValuePair.Create(q.Resource, (JsonNode?)new JsonObject { ["limit"] = q.Limit, [used] = q.Used, ["reserved"] = 0 })));

    /// <summary>Writes down the limits in the body of an update.</summary>
    /// <exception cref="ApiException">400: a resource that there is none of, or no whole number from -1 on.</exception>
    public static void Set(CloudModel cloud, string project, string service, JsonObject body, ImmutableHashSet<string> known)
    {
        var limits = new List<(string Resource, int Limit)>();
        foreach (var (resource, value) in body.Where(p => p.Key is not ("force" or "tenant_id" or "project_id")))
        {
            if (!known.Contains(resource))
                throw ApiException.BadRequest($"Additional properties are not allowed ('{resource}' was unexpected)");
            if (value is not JsonValue number || !number.TryGetValue<int>(out var limit) || limit < -1)
                throw ApiException.BadRequest($"Invalid input for field/attribute {resource}. Value: {value}. {value} is less than the minimum of -1");
            limits.Add((resource, limit));
        }

        foreach (var (resource, limit) in limits)
            cloud.SetQuota(project, service, resource, limit);
    }
}
