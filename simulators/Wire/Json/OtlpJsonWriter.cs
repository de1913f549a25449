using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Wire.Json;

/// <summary>Writes any OTLP message by its description; attributes, which are most of every message, without boxing.</summary>
internal static class OtlpJsonWriter
{
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Values = JsonEncodedText.Encode("values");
    private static readonly JsonEncodedText StringValue = JsonEncodedText.Encode("stringValue");
    private static readonly JsonEncodedText BoolValue = JsonEncodedText.Encode("boolValue");
    private static readonly JsonEncodedText IntValue = JsonEncodedText.Encode("intValue");
    private static readonly JsonEncodedText DoubleValue = JsonEncodedText.Encode("doubleValue");
    private static readonly JsonEncodedText ArrayValue = JsonEncodedText.Encode("arrayValue");
    private static readonly JsonEncodedText MapValue = JsonEncodedText.Encode("kvlistValue");
    private static readonly JsonEncodedText BytesValue = JsonEncodedText.Encode("bytesValue");

    public static void Write(Utf8JsonWriter writer, IMessage message)
    {
        switch (message)
        {
            case KeyValue pair:
                Write(writer, pair);
                return;
            case AnyValue value:
                Write(writer, value);
                return;
        }

        writer.WriteStartObject();
        foreach (var field in OtlpJsonShape.Of(message.Descriptor).Fields)
        {
            if (field.HasPresence && !field.Accessor.HasValue(message))
                continue;
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
                WriteList(writer, field, (IList)value);
            else if (field.HasPresence || !IsDefault(value))
            {
                writer.WritePropertyName(field.Name);
                WriteOne(writer, field, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, OtlpJsonField field, IList values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartArray(field.Name);
        foreach (var value in values)
            WriteOne(writer, field, value!);
        writer.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter writer, OtlpJsonField field, object value)
    {
        switch (value)
        {
            case IMessage message:
                Write(writer, message);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number:
                Write(writer, number);
                break;
            case ulong number:
                Write(writer, number);
                break;
            case long number:
                Write(writer, number);
                break;
            case uint number:
                writer.WriteNumberValue(number);
                break;
            case ByteString bytes when field.IsId:
                WriteHex(writer, bytes.Span);
                break;
            case ByteString bytes:
                writer.WriteBase64StringValue(bytes.Span);
                break;
            default:
                // 32-bit integers, and enums, which are their numbers.
                writer.WriteNumberValue(Convert.ToInt32(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        bool flag => !flag,
        // -0 is not the default: its bits are not all zero.
        double number => BitConverter.DoubleToInt64Bits(number) == 0,
        ulong number => number == 0,
        long number => number == 0,
        uint number => number == 0,
        _ => Convert.ToInt32(value, CultureInfo.InvariantCulture) == 0,
    };

    private static void Write(Utf8JsonWriter writer, KeyValue pair)
    {
        writer.WriteStartObject();
        writer.WriteString(Key, pair.Key);
        if (pair.Value is { } value)
        {
            writer.WritePropertyName(Value);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AnyValue value)
    {
        writer.WriteStartObject();
        switch (value.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue:
                writer.WriteString(StringValue, value.StringValue);
                break;
            case AnyValue.ValueOneofCase.BoolValue:
                writer.WriteBoolean(BoolValue, value.BoolValue);
                break;
            case AnyValue.ValueOneofCase.IntValue:
                writer.WritePropertyName(IntValue);
                Write(writer, value.IntValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue:
                writer.WritePropertyName(DoubleValue);
                Write(writer, value.DoubleValue);
                break;
            case AnyValue.ValueOneofCase.BytesValue:
                writer.WriteBase64String(BytesValue, value.BytesValue.Span);
                break;
            case AnyValue.ValueOneofCase.ArrayValue:
                writer.WriteStartObject(ArrayValue);
                writer.WriteStartArray(Values);
                foreach (var element in value.ArrayValue.Values)
                    Write(writer, element);
                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                writer.WriteStartObject(MapValue);
                writer.WriteStartArray(Values);
                foreach (var pair in value.KvlistValue.Values)
                    Write(writer, pair);
                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, double number)
    {
        // JSON has no number for these; proto3 writes them as words.
        if (double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    private static void Write(Utf8JsonWriter writer, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        writer.WriteStringValue(digits[..length]);
    }

    private static void Write(Utf8JsonWriter writer, ulong number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        writer.WriteStringValue(digits[..length]);
    }

    private static void WriteHex(Utf8JsonWriter writer, ReadOnlySpan<byte> id)
    {
        Span<byte> digits = stackalloc byte[64];
        if (Convert.TryToHexStringLower(id, digits, out var length))
            writer.WriteStringValue(digits[..length]);
        else
            writer.WriteStringValue(Convert.ToHexStringLower(id));
    }
}
