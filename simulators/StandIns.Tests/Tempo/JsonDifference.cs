using System.Text;
using System.Text.Json.Nodes;

namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>Where two JSON texts differ: paths, with list items of one path as one. The order of attributes does not count.</summary>
internal static class JsonDifference
{
    public static IReadOnlyList<string> Of(byte[] wanted, byte[] got)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Compare(Parse(wanted), Parse(got), "$", paths);
        return [.. paths];
    }

    private static JsonNode? Parse(byte[] text) => JsonNode.Parse(Encoding.UTF8.GetString(text));

    private static void Compare(JsonNode? wanted, JsonNode? got, string path, SortedSet<string> paths)
    {
        switch (wanted, got)
        {
            case (JsonObject w, JsonObject g):
                foreach (var name in w.Select(m => m.Key).Union(g.Select(m => m.Key)))
                {
                    if (!w.ContainsKey(name))
                        paths.Add($"+{path}.{name}");
                    else if (!g.ContainsKey(name))
                        paths.Add($"-{path}.{name}");
                    else
                        Compare(w[name], g[name], $"{path}.{name}", paths);
                }

                break;
            case (JsonArray w, JsonArray g):
                if (w.Count != g.Count)
                    paths.Add($"{path}.length");
                foreach (var (one, other) in Sorted(w).Zip(Sorted(g)))
                    Compare(one, other, $"{path}[]", paths);
                break;
            default:
                if (!JsonNode.DeepEquals(wanted, got))
                    paths.Add(path);
                break;
        }
    }

    private static IEnumerable<JsonNode?> Sorted(JsonArray items) =>
        items.All(i => i is JsonObject o && o.ContainsKey("key")) ? items.OrderBy(i => (string?)i!["key"], StringComparer.Ordinal) : items;
}
