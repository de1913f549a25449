using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Pipeline;

/// <summary>Traces.</summary>
internal sealed class TraceSignal() : Signal<ExportTraceServiceRequest>(Signals.Traces, "spans")
{
    /// <inheritdoc/>
    public override int Count(ExportTraceServiceRequest batch) => batch.ResourceSpans.Sum(CountOf);

    /// <inheritdoc/>
    public override void Append(ExportTraceServiceRequest to, ExportTraceServiceRequest from) => to.ResourceSpans.AddRange(from.ResourceSpans);

    /// <inheritdoc/>
    public override ExportTraceServiceRequest Take(ExportTraceServiceRequest from, int items)
    {
        var taken = new ExportTraceServiceRequest();
        Move(from.ResourceSpans, taken.ResourceSpans, ref items, CountOf, Split);
        return taken;
    }

    /// <inheritdoc/>
    public override IEnumerable<Resource> Resources(ExportTraceServiceRequest batch) => batch.ResourceSpans.Select(r => r.Resource ??= new Resource());

    /// <inheritdoc/>
    public override IEnumerable<(RepeatedField<KeyValue> Attributes, Resource Resource)> Attributes(ExportTraceServiceRequest batch) =>
        from resource in batch.ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select (span.Attributes, resource.Resource ??= new Resource());

    /// <inheritdoc/>
    public override void SetSchema(ExportTraceServiceRequest batch, string url)
    {
        foreach (var resource in batch.ResourceSpans.Where(r => r.SchemaUrl.Length == 0))
            resource.SchemaUrl = url;
    }

    private static int CountOf(ResourceSpans resource) => resource.ScopeSpans.Sum(s => s.Spans.Count);

    private static ResourceSpans Split(ResourceSpans from, int items)
    {
        var part = new ResourceSpans { Resource = from.Resource?.Clone(), SchemaUrl = from.SchemaUrl };
        Move(from.ScopeSpans, part.ScopeSpans, ref items, s => s.Spans.Count, Split);
        return part;
    }

    private static ScopeSpans Split(ScopeSpans from, int items)
    {
        var part = new ScopeSpans { Scope = from.Scope?.Clone(), SchemaUrl = from.SchemaUrl };
        Move(from.Spans, part.Spans, items);
        return part;
    }
}
