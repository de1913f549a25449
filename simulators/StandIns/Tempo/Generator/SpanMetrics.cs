using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;
using Attribute = Validation.Simulators.StandIns.Tempo.Storage.Attribute;

namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>Calls, latency and size by service, name, kind and status; and what is known of each resource.</summary>
internal sealed class SpanMetrics(GeneratorConfig config, Registry registry)
{
    private static readonly string[] s_kinds =
        ["SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"];

    private static readonly string[] s_statuses = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    /// <summary>Takes a span.</summary>
    public void Push(BatchHead head, Span span)
    {
        var labels = Labels(head, span);
        registry.Add("traces_spanmetrics_calls_total", labels, 1);
        registry.Observe("traces_spanmetrics_latency", labels, Latency(span), config.SpanBuckets);
        registry.Add("traces_spanmetrics_size_total", labels, span.CalculateSize());
    }

    /// <summary>Takes a resource; it needs a job or an instance, and something more to tell.</summary>
    public void Push(BatchHead head)
    {
        if (!config.TargetInfo)
            return;
        var attributes = head.Resource.Attributes
            .Where(a => a.Key is not ("" or "service.name" or "service.namespace" or "service.instance.id") && !char.IsAsciiDigit(a.Key[0]))
            .Select(a => (LabelNames.Of(a.Key, forTarget: true), Attribute.Text(a.Value ?? new AnyValue()))).ToList();
        var labels = SeriesKey.Of([.. attributes, .. Target(head)]);
        if (attributes.Count > 0 && labels.Labels.Count > attributes.Count)
            registry.SetOne("traces_target_info", labels);
    }

    /// <summary>Seconds from start to end; 0 when the end is not after the start.</summary>
    public static double Latency(Span span) =>
        span.StartTimeUnixNano < span.EndTimeUnixNano ? (span.EndTimeUnixNano - span.StartTimeUnixNano) / 1e9 : 0;

    private SeriesKey Labels(BatchHead head, Span span)
    {
        var labels = new List<(string, string)>
        {
            ("service", head.Service), ("span_name", span.Name), ("span_kind", Name(s_kinds, (int)span.Kind)),
            ("status_code", Name(s_statuses, (int)span.Status.Code)),
        };
        foreach (var dimension in config.SpanDimensions)
        {
            var value = Attribute.Find(head.Resource.Attributes, dimension) ?? Attribute.Find(span.Attributes, dimension);
            labels.Add((LabelNames.Of(dimension), value is null ? "" : Attribute.Text(value)));
        }

        if (config.TargetInfo)
            labels.AddRange(Target(head));
        return SeriesKey.Of(labels);
    }

    private static IEnumerable<(string, string)> Target(BatchHead head)
    {
        var space = Value(head, "service.namespace");
        yield return ("job", head.Service.Length == 0 || space.Length == 0 ? head.Service : $"{space}/{head.Service}");
        yield return ("instance", Value(head, "service.instance.id"));
    }

    private static string Value(BatchHead head, string name) =>
        Attribute.Find(head.Resource.Attributes, name) is { } value ? Attribute.Text(value) : "";

    private static string Name(string[] names, int number) => number >= 0 && number < names.Length ? names[number] : $"{number}";
}
