using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Images;

/// <summary>Glance v2.17: images, and the schemas that clients read before them.</summary>
internal sealed class Glance(Deployment deployment) : Service(ServiceKind.Image, new GlanceDialect())
{
    private static readonly string[] Minor = ["2.17", "2.15", "2.9", "2.7", "2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "2.0"];

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", call => Answer.Json(AllVersions(call), 300)),
        Open("GET", "/versions", call => Answer.Json(AllVersions(call))),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        Get("/v2/images", List),
        Get("/v2/images/{id}", call => Answer.Json(Images(call).FirstOrDefault(i => i["id"]!.ToString() == call.Place("id"))
            ?? throw ApiException.NotFound($"No image found with ID {call.Place("id")}"))),
        Get("/v2/images/{id}/members", _ => Answer.Json(new JsonObject { ["members"] = new JsonArray(), ["schema"] = "/v2/schemas/members" })),
        Get("/v2/schemas/image", _ => Answer.Json(ImageSchemas.Image)),
        Get("/v2/schemas/images", _ => Answer.Json(ImageSchemas.Images)),
    ];

    private static JsonObject AllVersions(Call call) => new()
    {
        ["versions"] = Doc.List(Minor.Select(version => new JsonObject
        {
            ["id"] = $"v{version}",
            ["status"] = version == Minor[0] ? "CURRENT" : "SUPPORTED",
            ["links"] = Doc.List([Doc.Link("self", call.Url("/v2/"))]),
        })),
    };

    private Answer List(Call call)
    {
        // Glance counts in its own words, and takes a marker that is none as a request that cannot be.
        if (call.Param("limit") is { } text && (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) || limit < 0))
            throw ApiException.BadRequest(int.TryParse(text, CultureInfo.InvariantCulture, out _) ? "limit param must be positive" : "limit param must be an integer");
        var newest = Images(call).OrderByDescending(i => i["created_at"]!.ToString(), StringComparer.Ordinal).ThenByDescending(i => i["id"]!.ToString(), StringComparer.Ordinal);
        var all = Filter.Apply(newest, call).ToArray();
        var page = Page<JsonObject>.Cut(all, i => i["id"]!.ToString(), call.Param("marker"), call.Number("limit") ?? 25, deployment.Spec.MaxPage,
            marker => ApiException.BadRequest($"No image found with ID {marker}"));
        var document = new JsonObject
        {
            ["images"] = Doc.List(page.Items),
            ["first"] = QueryHelpers.AddQueryString("/v2/images", call.Ask.Query.Where(p => p.Key != "marker")),
            ["schema"] = "/v2/schemas/images",
        };
        if (page.Last is { } last)
            document["next"] = call.Next("/v2/images", last)[call.Root.Length..];
        return Answer.Json(document);
    }

    private static IEnumerable<JsonObject> Images(Call call) =>
        call.State.Images.Where(i => i.IsPublic || call.Sees(i.ProjectId)).Select(i => View(i, call.State.Estate.StatusOf(i.Id, "active")));

    private static JsonObject View(Image image, string status)
    {
        var id = Doc.Id(image.Id);
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = image.Name,
            ["status"] = status,
            ["visibility"] = image.IsPublic ? "public" : "private",
            ["owner"] = image.ProjectId,
            ["size"] = image.Bytes,
            ["virtual_size"] = null,
            ["checksum"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32],
            ["os_hash_algo"] = "sha512",
            ["os_hash_value"] = Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(id))),
            ["os_hidden"] = false,
            ["protected"] = false,
            ["container_format"] = "bare",
            ["disk_format"] = "qcow2",
            ["min_disk"] = 0,
            ["min_ram"] = 0,
            ["tags"] = new JsonArray(),
            ["created_at"] = Doc.Iso(image.CreatedAt),
            ["updated_at"] = Doc.Iso(image.CreatedAt),
            ["self"] = $"/v2/images/{id}",
            ["file"] = $"/v2/images/{id}/file",
            ["schema"] = "/v2/schemas/image",
        };
    }
}
