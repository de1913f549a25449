using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Validation.Simulators.OpenStack.Web;

/// <summary>Small helpers for documents.</summary>
internal static class Doc
{
    /// <summary>Text as people wrote it, not escaped beyond JSON's needs.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonArray List(IEnumerable<JsonNode?> items) => [.. items];

    public static JsonArray Words(IEnumerable<string> items) => [.. items.Select(i => (JsonNode)i)];

    /// <summary>An object of text values.</summary>
    public static JsonObject Words(IEnumerable<KeyValuePair<string, string>> items) =>
        new(items.Select(i => KeyValuePair.Create(i.Key, (JsonNode?)i.Value)));

    public static JsonObject Link(string rel, string href) => new() { ["rel"] = rel, ["href"] = href };

    /// <summary><c>2026-01-31T08:15:00Z</c>.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>2026-01-31T08:15:00.000000</c>, without a zone.</summary>
    public static string Micro(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>Six digits of the second, and the zone.</summary>
    public static string MicroZ(DateTimeOffset at) => Micro(at) + "Z";

    public static string Id(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
