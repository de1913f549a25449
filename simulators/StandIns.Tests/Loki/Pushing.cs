using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Validation.Simulators.StandIns.Tests.Loki;

/// <summary>Short ways to push and to ask.</summary>
internal static class Pushing
{
    /// <summary>Pushes lines of one stream, each a second after the one before, from a time on; the answer's status and body.</summary>
    public static Task<(int Status, string Body)> PushAsync(this RunningLoki loki, string labels, long from, params string[] lines) =>
        loki.PushAtAsync(labels, [.. lines.Select((line, i) => (from + (i * 1_000_000_000L), line))]);

    public static Task<(int Status, string Body)> PushAtAsync(this RunningLoki loki, string labels, params (long At, string Line)[] lines) =>
        loki.PushJsonAsync(new JsonObject
        {
            ["streams"] = new JsonArray(new JsonObject
            {
                ["stream"] = JsonNode.Parse(labels),
                ["values"] = new JsonArray([.. lines.Select(l => new JsonArray(l.At.ToString(CultureInfo.InvariantCulture), l.Line))]),
            }),
        });

    public static Task<(int Status, string Body)> PushJsonAsync(this RunningLoki loki, JsonNode body) =>
        loki.SendAsync("loki/api/v1/push", "application/json", JsonSerializer.SerializeToUtf8Bytes(body));

    public static async Task<(int Status, string Body)> SendAsync(this RunningLoki loki, string path, string contentType, byte[] body, string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        using var answer = await loki.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<(int Status, string Body)> AskAsync(this RunningLoki loki, string path, params (string Name, string Value)[] parameters)
    {
        var query = string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
        using var answer = await loki.Http.GetAsync(new Uri($"{path}?{query}", UriKind.Relative));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The lines that a log query gives over the last 29 days and the next hour, oldest first.</summary>
    public static async Task<string[]> LinesAsync(this RunningLoki loki, string query)
    {
        var (from, to) = (loki.Now - (29 * 86400 * 1_000_000_000L), loki.Now + (3600 * 1_000_000_000L));
        var (status, body) = await loki.AskAsync("loki/api/v1/query_range", ("query", query), ("limit", "5000"),
            ("start", from.ToString(CultureInfo.InvariantCulture)), ("end", to.ToString(CultureInfo.InvariantCulture)));
        status.ShouldBe(200, body);
        return [.. JsonNode.Parse(body)!["data"]!["result"]!.AsArray().SelectMany(s => s!["values"]!.AsArray())
            .OrderBy(v => long.Parse(v![0]!.GetValue<string>(), CultureInfo.InvariantCulture)).Select(v => v![1]!.GetValue<string>())];
    }

    /// <summary>The series of an instant metric query: labels and value.</summary>
    public static async Task<string[]> VectorAsync(this RunningLoki loki, string query, long? at = null)
    {
        var (status, body) = await loki.AskAsync("loki/api/v1/query", ("query", query), ("time", (at ?? loki.Now).ToString(CultureInfo.InvariantCulture)));
        status.ShouldBe(200, body);
        return [.. JsonNode.Parse(body)!["data"]!["result"]!.AsArray().Select(s => $"{s!["metric"]!.ToJsonString()} {s["value"]![1]!.GetValue<string>()}")];
    }
}
