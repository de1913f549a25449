using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Validation.Harness;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>A service in the catalogue.</summary>
/// <param name="Kind">Which listener it is at.</param>
/// <param name="Name">As deployments name it: <c>nova</c>.</param>
/// <param name="Type">As clients look for it: <c>compute</c>.</param>
/// <param name="Path">What follows the address; <c>%(project_id)s</c> stands for the token's project.</param>
/// <param name="Description">A few words.</param>
internal sealed record CatalogueEntry(ServiceKind Kind, string Name, string Type, string Path, string Description);

/// <summary>Where every service is. One address serves the public, internal and admin interface.</summary>
internal sealed class Catalogue(Seed seed, OpenStackSpec spec, IReadOnlyDictionary<ServiceKind, Uri> addresses)
{
    public static readonly ImmutableArray<string> Interfaces = ["admin", "internal", "public"];

    public static readonly ImmutableArray<CatalogueEntry> Entries =
    [
        new(ServiceKind.Identity, "keystone", "identity", "/v3", "OpenStack Identity"),
        new(ServiceKind.Compute, "nova", "compute", "/v2.1", "OpenStack Compute"),
        new(ServiceKind.Network, "neutron", "network", "", "OpenStack Networking"),
        new(ServiceKind.BlockStorage, "cinderv3", "volumev3", "/v3/%(project_id)s", "OpenStack Block Storage"),
        new(ServiceKind.BlockStorage, "cinder", "block-storage", "/v3", "OpenStack Block Storage"),
        new(ServiceKind.Image, "glance", "image", "", "OpenStack Image"),
        new(ServiceKind.Placement, "placement", "placement", "", "OpenStack Placement"),
        new(ServiceKind.LoadBalancer, "octavia", "load-balancer", "", "OpenStack Load Balancing"),
        new(ServiceKind.Orchestration, "heat", "orchestration", "/v1/%(project_id)s", "OpenStack Orchestration"),
    ];

    public string Region => spec.Region;

    public static Guid Number(Seed seed, string type, string what) => Identities.Uuid(seed, $"{what}/{type}", 0);

    /// <summary>Id of a service: 32 hexadecimal digits.</summary>
    public string ServiceId(CatalogueEntry entry) => Number(seed, entry.Type, "service").ToString("N");

    public string EndpointId(CatalogueEntry entry, string face) => Number(seed, entry.Type, $"endpoint/{face}").ToString("N");

    /// <summary>The address with its place for the project.</summary>
    public string Template(CatalogueEntry entry) => addresses[entry.Kind].ToString().TrimEnd('/') + entry.Path;

    /// <summary>The catalogue of a token. Without a project, endpoints that need one are left out.</summary>
    public JsonArray Of(string? projectId) =>
    [
        .. Entries.Select(entry => new JsonObject
        {
            ["endpoints"] = new JsonArray([.. Faces(entry, projectId).Select(face => (JsonNode)new JsonObject
            {
                ["id"] = EndpointId(entry, face),
                ["interface"] = face,
                ["region_id"] = spec.Region,
                ["url"] = Template(entry).Replace("%(project_id)s", projectId, StringComparison.Ordinal),
                ["region"] = spec.Region,
            })]),
            ["id"] = ServiceId(entry),
            ["type"] = entry.Type,
            ["name"] = entry.Name,
        }),
    ];

    private static ImmutableArray<string> Faces(CatalogueEntry entry, string? projectId) =>
        projectId is null && entry.Path.Contains('%', StringComparison.Ordinal) ? [] : Interfaces;
}
