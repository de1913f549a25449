using System.Text.Json;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary><c>json_parser</c>: the names of a JSON object become attributes; numbers are floating-point unless <c>parse_ints</c>.</summary>
internal sealed class JsonParser : ParserOperator
{
    private readonly bool _wholeNumbers;

    public JsonParser(OperatorContext context)
        : base(context, "parse_ints") => _wholeNumbers = context.Settings["parse_ints"].Flag(false);

    protected override string? Parse(Entry entry, string text) =>
        ReadObject(text, _wholeNumbers) is { } map ? To.Set(entry, map) : "the text is not a JSON object";

    /// <summary>Reads an object; null when the text is none.</summary>
    public static ValueMap? ReadObject(string text, bool wholeNumbers)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? (ValueMap)Value(json.RootElement, wholeNumbers)! : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static object? Value(JsonElement json, bool wholeNumbers)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new ValueMap();
                foreach (var property in json.EnumerateObject())
                    map.Set(property.Name, Value(property.Value, wholeNumbers));
                return map;
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(item => Value(item, wholeNumbers)).ToList();
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number:
                return wholeNumbers && json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean();
            default:
                return null;
        }
    }
}
