using System.Globalization;
using System.Text.Json;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>Reads a push in JSON: <c>{"streams":[{"stream":{…},"values":[["ns","line",{…}]]}]}</c>.</summary>
internal static class PushJson
{
    /// <exception cref="RefusedException">It is of another shape.</exception>
    public static Push Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var streams = json.RootElement.TryGetProperty("streams", out var list) ? [.. list.EnumerateArray().Select(Stream)] : new List<PushedLines>();
            return new Push(streams, "loki");
        }
        catch (Exception problem) when (problem is JsonException or FormatException or OverflowException or InvalidOperationException or KeyNotFoundException)
        {
            throw RefusedException.BadRequest($"loghttp.PushRequest.Streams: []loghttp.LogProtoStream: {problem.Message}");
        }
    }

    private static PushedLines Stream(JsonElement stream)
    {
        var labels = stream.TryGetProperty("stream", out var map) ? Labels.From(Pairs(map)) : Labels.Empty;
        LabelNames.Check(labels);
        var lines = stream.TryGetProperty("values", out var values) ? [.. values.EnumerateArray().Select(Line)] : new List<PushedLine>();
        return new PushedLines(labels, lines);
    }

    private static PushedLine Line(JsonElement value)
    {
        if (value.GetArrayLength() is < 2 or > 3)
            throw new FormatException($"wanted [time, line] or [time, line, metadata], got {value.GetArrayLength()} items");
        var at = long.Parse(Text(value[0]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new PushedLine(at, Text(value[1]), value.GetArrayLength() == 3 ? [.. Pairs(value[2])] : []);
    }

    private static IEnumerable<Label> Pairs(JsonElement map) => map.EnumerateObject().Select(p => new Label(p.Name, Text(p.Value)));

    private static string Text(JsonElement text) => text.ValueKind == JsonValueKind.String
        ? text.GetString()!
        : throw new FormatException($"wanted a string, got {text.GetRawText()}");
}
