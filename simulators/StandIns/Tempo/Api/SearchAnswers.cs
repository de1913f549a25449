using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Validation.Simulators.StandIns.Tempo.Search;
using Validation.Simulators.StandIns.Tempo.TraceQl;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>Searches.</summary>
internal sealed class SearchAnswers(Searcher searcher)
{
    // What Tempo has in members of their own, or does not repeat.
    private static readonly ImmutableHashSet<string> s_notAttributes =
        ["name", "duration", "traceDuration", "rootName", "rootServiceName", "trace:id", "span:id"];

    /// <summary><c>/api/search</c>.</summary>
    public ApiAnswer Search(QueryParameters parameters)
    {
        var request = SearchRequest.Read(parameters);
        var (traces, bytes) = searcher.Find(request);
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("traces");
            foreach (var trace in traces)
                Write(json, trace, request);
            json.WriteEndArray();
            json.WriteStartObject("metrics");
            if (request.Query is null && traces.Count > 0)
                json.WriteNumber("inspectedTraces", traces.Count);
            if (bytes > 0)
                json.WriteString("inspectedBytes", bytes.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("completedJobs", 3);
            json.WriteNumber("totalJobs", 3);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>A value as an attribute of an answer has it.</summary>
    public static void Value(Utf8JsonWriter json, TraceValue value)
    {
        json.WriteStartObject();
        switch (value.Type)
        {
            case TraceType.Whole:
                json.WriteString("intValue", value.ToString());
                break;
            case TraceType.Real:
                OtlpJsonWriter.Real(json, "doubleValue", value.Number);
                break;
            case TraceType.Flag:
                json.WriteBoolean("boolValue", value.IsTrue);
                break;
            default:
                json.WriteString("stringValue", value.ToString());
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>A name with its value.</summary>
    public static void Pair(Utf8JsonWriter json, string name, TraceValue value)
    {
        json.WriteStartObject();
        json.WriteString("key", name);
        json.WritePropertyName("value");
        Value(json, value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FoundTrace trace, SearchRequest request)
    {
        json.WriteStartObject();
        json.WriteString("traceID", trace.Id.ToString("x32", CultureInfo.InvariantCulture).TrimStart('0'));
        json.WriteString("rootServiceName", trace.RootService ?? "<root span not yet received>");
        if (trace.RootName.Length > 0)
            json.WriteString("rootTraceName", trace.RootName);
        json.WriteString("startTimeUnixNano", trace.Start.ToString(CultureInfo.InvariantCulture));
        if (trace.Milliseconds > 0)
            json.WriteNumber("durationMs", trace.Milliseconds);
        if (request.Query is { } query)
        {
            json.WritePropertyName("spanSet");
            Write(json, trace.Sets[0], query, request.SpansPerSet);
            json.WriteStartArray("spanSets");
            foreach (var set in trace.Sets)
                Write(json, set, query, request.SpansPerSet);
            json.WriteEndArray();
            Services(json, trace);
        }

        json.WriteEndObject();
    }

    private static void Services(Utf8JsonWriter json, FoundTrace trace)
    {
        json.WriteStartObject("serviceStats");
        foreach (var (service, (spans, errors)) in trace.Services)
        {
            json.WriteStartObject(service);
            json.WriteNumber("spanCount", spans);
            if (errors > 0)
                json.WriteNumber("errorCount", errors);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Spanset set, TraceQuery query, int most)
    {
        json.WriteStartObject();
        json.WriteStartArray("spans");
        foreach (var span in most == 0 ? set.Spans : set.Spans.Take(most))
            Write(json, span, query);
        json.WriteEndArray();
        json.WriteNumber("matched", set.Spans.Count);
        if (!set.Attributes.IsEmpty)
        {
            json.WriteStartArray("attributes");
            foreach (var (name, value) in set.Attributes)
                Pair(json, name, value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SpanView span, TraceQuery query)
    {
        json.WriteStartObject();
        json.WriteString("spanID", Convert.ToHexStringLower(span.Span.SpanId.Span));
        if (query.Conditions.Any(c => c.Field is { IsIntrinsic: true, Name: "name" }))
            json.WriteString("name", span.Span.Name);
        json.WriteString("startTimeUnixNano", span.Span.StartTimeUnixNano.ToString(CultureInfo.InvariantCulture));
        if (span.Duration > 0)
            json.WriteString("durationNanos", span.Duration.ToString(CultureInfo.InvariantCulture));
        var attributes = Attributes(span, query);
        if (attributes.Count > 0)
        {
            json.WriteStartArray("attributes");
            foreach (var (name, value) in attributes)
                Pair(json, name, value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // What the query looks at and the span has: of a comparison only when it holds.
    private static List<(string Name, TraceValue Value)> Attributes(SpanView span, TraceQuery query) =>
        [.. query.Conditions.Where(c => !(c.Field.IsIntrinsic && s_notAttributes.Contains(c.Field.Name)) && (c.Test?.Of(span).IsTrue ?? true))
            .Select(c => c.Field).Distinct().OrderBy(f => f.Scope == "resource." ? 1 : 0)
            .Select(f => (f.Name, Value: f.Of(span))).Where(f => f.Value.Type != TraceType.Nil)];
}
