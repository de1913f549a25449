using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Validation.Simulators.StandIns.Loki.Query;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Answers;

/// <summary>Writes the answers of queries. Source: grafana.com/docs/loki/latest/reference/loki-http-api, and recorded answers.</summary>
internal static class QueryAnswers
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Streams(List<FoundStream> streams, bool categorized, QueryCost cost, TimeSpan took) => Answer("streams", categorized, cost, took, json =>
    {
        foreach (var stream in streams)
        {
            json.WriteStartObject();
            Write(json, "stream", stream.Labels);
            json.WriteStartArray("values");
            foreach (var line in stream.Lines)
                Write(json, line, categorized);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    });

    public static byte[] Vector(List<Series> series, long at, QueryCost cost, TimeSpan took) => Answer("vector", false, cost, took, json =>
    {
        foreach (var one in series)
        {
            json.WriteStartObject();
            Write(json, "metric", one.Labels);
            json.WritePropertyName("value");
            Write(json, at, one.Values[0]!.Value);
            json.WriteEndObject();
        }
    });

    public static byte[] Matrix(List<Series> series, long[] steps, QueryCost cost, TimeSpan took) => Answer("matrix", false, cost, took, json =>
    {
        foreach (var one in series)
        {
            json.WriteStartObject();
            Write(json, "metric", one.Labels);
            json.WriteStartArray("values");
            for (var i = 0; i < steps.Length; i++)
            {
                if (one.Values[i] is { } value)
                    Write(json, steps[i], value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    });

    public static byte[] Scalar(double value, long at, TimeSpan took) => Document(json =>
    {
        json.WriteString("status", "success");
        json.WriteStartObject("data");
        json.WriteString("resultType", "scalar");
        json.WritePropertyName("result");
        Write(json, at, value);
        Stats.Write(json, default, took);
        json.WriteEndObject();
    });

    /// <summary>A list of names or values; none is no member <c>data</c> at all.</summary>
    public static byte[] Names(IReadOnlyCollection<string> names) => Document(json =>
    {
        json.WriteString("status", "success");
        if (names.Count == 0)
            return;
        json.WriteStartArray("data");
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    });

    public static byte[] Series(IEnumerable<Labels> series) => Document(json =>
    {
        json.WriteString("status", "success");
        json.WriteStartArray("data");
        foreach (var labels in series)
            Write(json, null, labels);
        json.WriteEndArray();
    });

    private static byte[] Answer(string type, bool categorized, QueryCost cost, TimeSpan took, Action<Utf8JsonWriter> result) => Document(json =>
    {
        json.WriteString("status", "success");
        json.WriteStartObject("data");
        json.WriteString("resultType", type);
        if (categorized)
        {
            json.WriteStartArray("encodingFlags");
            json.WriteStringValue("categorize-labels");
            json.WriteEndArray();
        }

        json.WriteStartArray("result");
        result(json);
        json.WriteEndArray();
        Stats.Write(json, cost, took);
        json.WriteEndObject();
    });

    private static byte[] Document(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FoundLine line, bool categorized)
    {
        json.WriteStartArray();
        json.WriteStringValue(line.UnixNano.ToString(CultureInfo.InvariantCulture));
        json.WriteStringValue(line.Text);
        if (categorized)
        {
            json.WriteStartObject();
            if (!line.Metadata.All.IsEmpty)
                Write(json, "structuredMetadata", line.Metadata);
            if (!line.Parsed.All.IsEmpty)
                Write(json, "parsed", line.Parsed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string? name, Labels labels)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartObject();
        foreach (var (label, value) in labels.All)
            json.WriteString(label, value);
        json.WriteEndObject();
    }

    // Seconds with at most three decimals, and the value as text.
    private static void Write(Utf8JsonWriter json, long unixNano, double value)
    {
        json.WriteStartArray();
        json.WriteRawValue((unixNano / 1_000_000 / 1000m).ToString("0.###", CultureInfo.InvariantCulture));
        json.WriteStringValue(GoNumber.Plain(value));
        json.WriteEndArray();
    }
}
