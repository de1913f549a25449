using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Validation.Simulators.Wire.Json;

namespace Validation.Simulators.Wire;

/// <summary>
/// The JSON form of the OTLP messages: names in lowerCamelCase, trace and span ids in hexadecimal digits, 64-bit integers as strings,
/// enums as numbers, bytes in base64, unknown names ignored. Source: the OTLP specification, "JSON Protobuf Encoding".
/// </summary>
/// <remarks>
/// What may be read besides follows the collector, recorded and documented: 64-bit integers as numbers, numbers as strings, enums by
/// name, names with underscores, <c>null</c> where a message, a list or a string may stand.
/// </remarks>
public static class OtlpJson
{
    // Relaxed: no reader of these is a browser, and line feeds and umlauts of log lines stay legible in evidence.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 512 };

    /// <summary>The message in UTF-8.</summary>
    public static byte[] Write(IMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Write(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the message in UTF-8.</summary>
    public static void Write(IMessage message, IBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var writer = new Utf8JsonWriter(to, Writing);
        OtlpJsonWriter.Write(writer, message);
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is no JSON object, or a known name has a value that its kind does not allow; says where.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json)
        where T : IMessage<T>, new()
    {
        var reader = new Utf8JsonReader(json.Span, Reading);
        try
        {
            var message = new T();
            if (!reader.Read())
                throw new FormatException("nothing is there");
            OtlpJsonReader.Read(ref reader, message);
            if (reader.Read())
                throw new FormatException("something follows the object");
            return message;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new FormatException($"Not the JSON of {new T().Descriptor.Name}, at byte {reader.TokenStartIndex}: {problem.Message}", problem);
        }
    }
}
