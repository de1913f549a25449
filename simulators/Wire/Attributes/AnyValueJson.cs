using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Wire.Attributes;

/// <summary>Arrays and maps as compact plain JSON: <c>["a",1,{"k":true}]</c>. Bytes are base64 in a string, and so do not come back as bytes.</summary>
public static class AnyValueJson
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as plain JSON.</summary>
    public static string Write(AnyValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Plain JSON as a value; a number without point and exponent is an integer.</summary>
    /// <exception cref="FormatException">It is not JSON.</exception>
    public static AnyValue Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new FormatException($"wanted an attribute's value in JSON, got {json}", problem);
        }
    }

    private static AnyValue Read(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return new AnyValue { StringValue = json.GetString() };
            case JsonValueKind.True or JsonValueKind.False:
                return new AnyValue { BoolValue = json.GetBoolean() };
            case JsonValueKind.Number:
                return json.TryGetInt64(out var whole) && !json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E')
                    ? new AnyValue { IntValue = whole }
                    : new AnyValue { DoubleValue = json.GetDouble() };
            case JsonValueKind.Array:
                var array = new ArrayValue();
                array.Values.AddRange(json.EnumerateArray().Select(Read));
                return new AnyValue { ArrayValue = array };
            case JsonValueKind.Object:
                var map = new KeyValueList();
                map.Values.AddRange(json.EnumerateObject().Select(p => new KeyValue { Key = p.Name, Value = Read(p.Value) }));
                return new AnyValue { KvlistValue = map };
            default:
                return new AnyValue();
        }
    }

    private static void Write(Utf8JsonWriter to, AnyValue value)
    {
        switch (value.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue:
                to.WriteStringValue(value.StringValue);
                break;
            case AnyValue.ValueOneofCase.BoolValue:
                to.WriteBooleanValue(value.BoolValue);
                break;
            case AnyValue.ValueOneofCase.IntValue:
                to.WriteNumberValue(value.IntValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue when double.IsFinite(value.DoubleValue):
                to.WriteNumberValue(value.DoubleValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue:
                to.WriteStringValue(double.IsNaN(value.DoubleValue) ? "NaN" : value.DoubleValue > 0 ? "Infinity" : "-Infinity");
                break;
            case AnyValue.ValueOneofCase.BytesValue:
                to.WriteBase64StringValue(value.BytesValue.Span);
                break;
            case AnyValue.ValueOneofCase.ArrayValue:
                to.WriteStartArray();
                foreach (var element in value.ArrayValue.Values)
                    Write(to, element);
                to.WriteEndArray();
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                to.WriteStartObject();
                foreach (var pair in value.KvlistValue.Values)
                {
                    to.WritePropertyName(pair.Key);
                    Write(to, pair.Value ?? new AnyValue());
                }

                to.WriteEndObject();
                break;
            default:
                to.WriteNullValue();
                break;
        }
    }
}
