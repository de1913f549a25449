using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols;

/// <summary>Spans as Tempo stored them behind the real collector, and spans in an order that can be compared.</summary>
internal static class RecordedTraces
{
    // What the processor resourcedetection added.
    private static readonly string[] s_added = ["host.name", "os.type", "k8s.cluster.name"];

    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>The answer of Tempo's trace API, version 2, as a request with the first of its spans; the same span was pushed twice.</summary>
    public static string Read(string file)
    {
        var request = s_parser.Parse<ExportTraceServiceRequest>(JsonNode.Parse(File.ReadAllText(file))!["trace"]!.ToJsonString());
        var spans = request.ResourceSpans.Single().ScopeSpans.Single().Spans;
        while (spans.Count > 1)
            spans.RemoveAt(1);
        return Text(request);
    }

    /// <summary>A request as a text, its attributes in the order of their keys.</summary>
    public static string Text(ExportTraceServiceRequest request)
    {
        request = request.Clone();
        foreach (var resource in request.ResourceSpans)
        {
            Sort(resource.Resource.Attributes);
            foreach (var span in resource.ScopeSpans.SelectMany(s => s.Spans))
                Sort(span.Attributes);
        }

        return request.ToString();
    }

    public static Dictionary<string, string> Attributes(IEnumerable<KeyValue> attributes) =>
        attributes.ToDictionary(a => a.Key, a => a.Value.ValueCase == AnyValue.ValueOneofCase.StringValue ? a.Value.StringValue : a.Value.ToString());

    public static Span Only(ExportTraceServiceRequest request) => request.ResourceSpans.Single().ScopeSpans.Single().Spans.Single();

    private static void Sort(RepeatedField<KeyValue> attributes)
    {
        var sorted = attributes.Where(a => !s_added.Contains(a.Key)).OrderBy(a => a.Key, StringComparer.Ordinal).ToList();
        attributes.Clear();
        foreach (var attribute in sorted)
            attributes.Add(attribute);
    }
}
