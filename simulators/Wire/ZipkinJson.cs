using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Validation.Simulators.Wire;

/// <summary>A list of spans as <c>POST /api/v2/spans</c> takes it. Source: Zipkin's API description, version 2.</summary>
public static class ZipkinJson
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The list in UTF-8.</summary>
    public static byte[] Write(IEnumerable<ZipkinSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartArray();
            foreach (var span in spans)
                Write(writer, span);
            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a list; unknown names are ignored, ids are written out to their full length.</summary>
    /// <exception cref="FormatException">It is no list of spans, or an id is missing or not hexadecimal.</exception>
    public static ImmutableArray<ZipkinSpan> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(Span)];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException($"Not a list of Zipkin's spans: {problem.Message}", problem);
        }
    }

    private static void Write(Utf8JsonWriter to, ZipkinSpan span)
    {
        to.WriteStartObject();
        to.WriteString("traceId", span.TraceId);
        Text(to, "parentId", span.ParentId);
        to.WriteString("id", span.Id);
        Text(to, "kind", span.Kind);
        Text(to, "name", span.Name);
        if (span.Timestamp is { } start)
            to.WriteNumber("timestamp", start);
        if (span.Duration is { } duration)
            to.WriteNumber("duration", duration);
        Write(to, "localEndpoint", span.LocalEndpoint);
        Write(to, "remoteEndpoint", span.RemoteEndpoint);
        if (span.Annotations.Length > 0)
        {
            to.WriteStartArray("annotations");
            foreach (var annotation in span.Annotations)
            {
                to.WriteStartObject();
                to.WriteNumber("timestamp", annotation.Timestamp);
                to.WriteString("value", annotation.Value);
                to.WriteEndObject();
            }

            to.WriteEndArray();
        }

        if (span.Tags.Count > 0)
        {
            to.WriteStartObject("tags");
            foreach (var (name, value) in span.Tags)
                to.WriteString(name, value);
            to.WriteEndObject();
        }

        if (span.Shared)
            to.WriteBoolean("shared", true);
        if (span.Debug)
            to.WriteBoolean("debug", true);
        to.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter to, string name, ZipkinEndpoint? endpoint)
    {
        if (endpoint is null)
            return;
        to.WriteStartObject(name);
        Text(to, "serviceName", endpoint.ServiceName);
        Text(to, "ipv4", endpoint.Ipv4);
        Text(to, "ipv6", endpoint.Ipv6);
        if (endpoint.Port != 0)
            to.WriteNumber("port", endpoint.Port);
        to.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter to, string name, string value)
    {
        if (value.Length > 0)
            to.WriteString(name, value);
    }

    private static ZipkinSpan Span(JsonElement span) => new(Id(span, "traceId", 32), Id(span, "id", 16))
    {
        ParentId = Id(span, "parentId", 16, optional: true),
        Name = Text(span, "name"),
        Kind = Text(span, "kind").ToUpperInvariant(),
        Timestamp = Number(span, "timestamp"),
        Duration = Number(span, "duration"),
        LocalEndpoint = Endpoint(span, "localEndpoint"),
        RemoteEndpoint = Endpoint(span, "remoteEndpoint"),
        Annotations = Find(span, "annotations") is { } annotations
            ? [.. annotations.EnumerateArray().Select(a => new ZipkinAnnotation(Number(a, "timestamp") ?? 0, Text(a, "value")))]
            : [],
        Tags = (Find(span, "tags")?.EnumerateObject() ?? default).ToImmutableSortedDictionary(t => t.Name, t => t.Value.GetString() ?? "", StringComparer.Ordinal),
        Shared = Find(span, "shared")?.GetBoolean() ?? false,
        Debug = Find(span, "debug")?.GetBoolean() ?? false,
    };

    private static ZipkinEndpoint? Endpoint(JsonElement span, string name) => Find(span, name) is { } e
        ? new ZipkinEndpoint(Text(e, "serviceName"), Text(e, "ipv4"), Text(e, "ipv6"), (int)(Number(e, "port") ?? 0))
        : null;

    private static JsonElement? Find(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Text(JsonElement of, string name) => Find(of, name)?.GetString() ?? "";

    private static long? Number(JsonElement of, string name) => Find(of, name)?.GetInt64();

    /// <summary>An id; a trace's of up to 16 digits stays short, for its upper half is not there.</summary>
    private static string Id(JsonElement span, string name, int digits, bool optional = false)
    {
        var text = Text(span, name);
        if (text.Length == 0 && optional)
            return "";
        var ok = text.Length <= digits && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id != 0;
        return ok ? text.ToLowerInvariant().PadLeft(text.Length > 16 ? 32 : 16, '0') : throw new FormatException($"{name}: wanted up to {digits} hexadecimal digits, got \"{text}\"");
    }
}
