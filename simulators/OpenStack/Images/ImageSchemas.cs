using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Images;

/// <summary>The schemas that glanceclient reads to know an image's fields (api-ref/source/v2/samples/schemas-image-show-response.json).</summary>
internal static class ImageSchemas
{
    private static readonly (string Name, string Type)[] Fields =
    [
        ("id", "string"), ("name", "string"), ("status", "string"), ("visibility", "string"), ("protected", "boolean"), ("os_hidden", "boolean"),
        ("checksum", "string"), ("os_hash_algo", "string"), ("os_hash_value", "string"), ("owner", "string"), ("size", "integer"), ("virtual_size", "integer"),
        ("container_format", "string"), ("disk_format", "string"), ("created_at", "string"), ("updated_at", "string"), ("tags", "array"),
        ("min_ram", "integer"), ("min_disk", "integer"), ("self", "string"), ("file", "string"), ("schema", "string"),
    ];

    public static JsonObject Image => new()
    {
        ["name"] = "image",
        ["properties"] = new JsonObject(Fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)new JsonObject { ["type"] = Doc.Words(["null", f.Type]) }))),
        ["additionalProperties"] = new JsonObject { ["type"] = "string" },
        ["links"] = Doc.List([Doc.Link("self", "{self}"), Doc.Link("enclosure", "{file}"), Doc.Link("describedby", "{schema}")]),
    };

    public static JsonObject Images => new()
    {
        ["name"] = "images",
        ["properties"] = new JsonObject
        {
            ["images"] = new JsonObject { ["type"] = "array", ["items"] = Image },
            ["first"] = new JsonObject { ["type"] = "string" },
            ["next"] = new JsonObject { ["type"] = "string" },
            ["schema"] = new JsonObject { ["type"] = "string" },
        },
        ["links"] = Doc.List([Doc.Link("first", "{first}"), Doc.Link("next", "{next}"), Doc.Link("describedby", "{schema}")]),
    };
}
