using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Validation.Simulators.StandIns.Tests.Loki;

/// <summary>A request to the real Loki 3.7.6, and its answer.</summary>
internal sealed record LokiRecording(string Name, string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Sent, Reply Reply)
{
    public static LokiRecording Load(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Recordings", "loki", name);
        var request = File.ReadAllText(Path.Combine(folder, "request.txt")).Split("\n\n", 2);
        var lines = request[0].Split('\n');
        var binary = Path.Combine(folder, "request.bin");
        var sent = File.Exists(binary) ? File.ReadAllBytes(binary) : Encoding.UTF8.GetBytes(request[1].EndsWith('\n') ? request[1][..^1] : request[1]);
        // The recorded line was this long; it is not kept.
        if (name == "push-line-too-long")
            sent = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sent).Replace("LINE", new string('x', 300_000), StringComparison.Ordinal));
        var headers = lines[1..].Select(l => l.Split(": ", 2)).Where(h => h[0] != "Host").Select(h => (h[0], h[1])).ToList();
        return new LokiRecording(name, lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, sent, Reply.Load(folder));
    }

    /// <summary>Sends the recorded request to another server.</summary>
    public async Task<Reply> SendAsync(HttpClient http, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Target) { Content = Method == "POST" ? new ByteArrayContent(Sent) : null };
        foreach (var (name, value) in Headers)
        {
            if (name == "Content-Type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, cancel);
        return new Reply((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "",
            answer.Headers.Contains("X-Content-Type-Options"), await answer.Content.ReadAsByteArrayAsync(cancel));
    }
}

/// <summary>What of an answer is compared.</summary>
internal sealed record Reply(int Status, string ContentType, bool NoSniff, byte[] Body)
{
    public static Reply Load(string folder)
    {
        var head = File.ReadAllLines(Path.Combine(folder, "response.headers.txt"));
        var type = head.FirstOrDefault(l => l.StartsWith("Content-Type: ", StringComparison.Ordinal))?["Content-Type: ".Length..] ?? "";
        var body = new[] { "response.json", "response.txt" }.Select(f => Path.Combine(folder, f)).First(File.Exists);
        return new Reply(int.Parse(head[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), type,
            head.Contains("X-Content-Type-Options: nosniff"), File.ReadAllBytes(body));
    }

    public string Head => $"{Status} {ContentType}{(NoSniff ? ", nosniff" : "")}";

    /// <summary>The body so that equal ones mean the same: JSON with sorted members, statistics without their figures, series in any order; other bodies as they are.</summary>
    public string Meaning
    {
        get
        {
            if (!ContentType.StartsWith("application/json", StringComparison.Ordinal))
                return Encoding.Latin1.GetString(Body);
            var json = JsonNode.Parse(Body)!.AsObject();
            if (json["data"] is JsonArray list)
                json["data"] = new JsonArray([.. list.Select(i => Sorted(i)!.ToJsonString()).Order(StringComparer.Ordinal).Select(i => JsonNode.Parse(i))]);
            if (json["data"] is JsonObject data && data["stats"] is { } stats)
                data["stats"] = WithoutFigures(stats);
            return Sorted(json)!.ToJsonString();
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? WithoutFigures(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, WithoutFigures(m.Value)))),
        _ => 0,
    };
}
