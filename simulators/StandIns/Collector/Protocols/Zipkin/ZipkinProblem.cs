using System.Text.Json;

namespace Validation.Simulators.StandIns.Collector.Protocols.Zipkin;

/// <summary>What is wrong with a body, in the words of the real program.</summary>
internal static class ZipkinProblem
{
    /// <summary>The first thing that is wrong; null when it is none of those that were recorded.</summary>
    public static string? Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return null;
            return document.RootElement.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object).SelectMany(BadIds).FirstOrDefault();
        }
        catch (InvalidOperationException)
        {
            // A text that is not UTF-8.
            return null;
        }
        catch (JsonException)
        {
            return IsCut(body.Span) ? "unexpected end of JSON input" : null;
        }
    }

    private static IEnumerable<string> BadIds(JsonElement span)
    {
        foreach (var name in (string[])["traceId", "id", "parentId"])
        {
            var id = span.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "0";
            if (!id.All(char.IsAsciiHexDigit))
                yield return $"strconv.ParseUint: parsing \"{id}\": invalid syntax";
        }
    }

    // Read as the beginning of a longer text, what is merely cut has nothing wrong in it.
    private static bool IsCut(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
