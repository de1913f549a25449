using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Validation.Simulators.Wire.Json;

/// <summary>Reads any OTLP message by its description.</summary>
internal static class OtlpJsonReader
{
    /// <summary>Reads the object at which the reader is, or nothing at <c>null</c>; leaves the reader at its end.</summary>
    public static void Read(ref Utf8JsonReader reader, IMessage message)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(ref reader, message.Descriptor.Name, "an object");
        var shape = OtlpJsonShape.Of(message.Descriptor);
        var guess = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = shape.Find(ref reader, ref guess);
            reader.Read();
            if (field is null)
                reader.Skip();
            else if (field.IsRepeated)
                ReadList(ref reader, field, (IList)field.Accessor.GetValue(message));
            else if (ReadOne(ref reader, field) is { } value)
                field.Accessor.SetValue(message, value);
        }
    }

    private static void ReadList(ref Utf8JsonReader reader, OtlpJsonField field, IList values)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(ref reader, field.Field.JsonName, "an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(ReadOne(ref reader, field) ?? throw Wrong(ref reader, field.Field.JsonName, "a value in the array"));
    }

    private static object? ReadOne(ref Utf8JsonReader reader, OtlpJsonField field)
    {
        switch (field.Type)
        {
            case FieldType.Message:
                var message = (IMessage)Activator.CreateInstance(field.Field.MessageType.ClrType)!;
                Read(ref reader, message);
                return message;
            case FieldType.String:
                return Text(ref reader, field);
            case FieldType.Bytes:
                return Text(ref reader, field) is { } text ? field.IsId ? Id(field, text) : ByteString.CopyFrom(Convert.FromBase64String(text)) : null;
            case FieldType.Bool:
                return reader.TokenType is JsonTokenType.True or JsonTokenType.False
                    ? reader.GetBoolean()
                    : throw Wrong(ref reader, field.Field.JsonName, "true or false");
            case FieldType.Enum:
                return Enum.ToObject(field.Field.EnumType.ClrType, EnumNumber(ref reader, field));
            case FieldType.Double:
                return Real(ref reader, field);
            case FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64:
                return Number<long>(ref reader, field);
            case FieldType.UInt64 or FieldType.Fixed64:
                return Number<ulong>(ref reader, field);
            case FieldType.UInt32 or FieldType.Fixed32:
                return Number<uint>(ref reader, field);
            default:
                return Number<int>(ref reader, field);
        }
    }

    private static string? Text(ref Utf8JsonReader reader, OtlpJsonField field) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Wrong(ref reader, field.Field.JsonName, "a string"),
    };

    private static ByteString Id(OtlpJsonField field, string text) =>
        text.Length == 0 ? ByteString.Empty
        : text.Length == 2 * field.IdLength && text.All(char.IsAsciiHexDigit) ? ByteString.CopyFrom(Convert.FromHexString(text))
        : throw new FormatException($"{field.Field.JsonName}: wanted {2 * field.IdLength} hexadecimal digits, got \"{text}\"");

    private static int EnumNumber(ref Utf8JsonReader reader, OtlpJsonField field)
    {
        if (reader.TokenType != JsonTokenType.String)
            return Number<int>(ref reader, field);
        var name = reader.GetString()!;
        return field.Field.EnumType.FindValueByName(name)?.Number
            ?? throw new FormatException($"{field.Field.JsonName}: wanted a number or a name of {field.Field.EnumType.Name}, got \"{name}\"");
    }

    private static T Number<T>(ref Utf8JsonReader reader, OtlpJsonField field)
        where T : struct, IUtf8SpanParsable<T>
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String && !reader.ValueIsEscaped
            && T.TryParse(reader.ValueSpan, CultureInfo.InvariantCulture, out var number))
            return number;
        throw Wrong(ref reader, field.Field.JsonName, $"a whole number of {typeof(T).Name}");
    }

    private static double Real(ref Utf8JsonReader reader, OtlpJsonField field)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        // The words of proto3 and of Go.
        return text.TrimStart('+', '-').ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "INFINITY" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Wrong(ref reader, field.Field.JsonName, "a number"),
        };
    }

    private static FormatException Wrong(ref Utf8JsonReader reader, string name, string wanted)
    {
        var got = reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.Null => "null",
            _ => System.Text.Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 64)]),
        };
        return new FormatException($"{name}: wanted {wanted}, got {got}");
    }
}
