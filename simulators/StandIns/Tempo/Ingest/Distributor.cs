using Google.Protobuf;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.StandIns.Tempo.Generator;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Ingest;

/// <summary>
/// Takes requests: checks limits, sorts spans by trace, hands them to the store and to the generator. What the store drops is
/// counted and not told to the sender, who gets a success: that is what the real program does.
/// </summary>
internal sealed class Distributor(TempoConfig config, TraceStore store, MetricsGenerator generator, SelfMetrics metrics, TimeProvider clock)
{
    private const string Tenant = "single-tenant";
    private const int SegmentHead = 8;
    private readonly IngestLimits _limits = config.Limits;
    private readonly TokenBucket _rate = new(config.Limits.RateBytes, config.Limits.BurstBytes, clock);
    private readonly BatchHeads _heads = new();
    private readonly Lock _headsGate = new();

    /// <summary>Takes a request; it may be changed.</summary>
    /// <returns>Null when it was taken, as far as the sender is told.</returns>
    public Refusal? Push(ExportTraceServiceRequest request)
    {
        var size = request.CalculateSize();
        var spans = request.ResourceSpans.Sum(r => r.ScopeSpans.Sum(s => s.Spans.Count));
        metrics.Add("tempo_distributor_ingress_bytes_total", size, ("tenant", Tenant));
        if (spans == 0)
            return null;
        if (!_rate.TryTake(size))
        {
            Discarded("rate_limited", spans);
            return new Refusal(Refusal.ResourceExhausted, RateWords(size));
        }

        metrics.Add("tempo_distributor_bytes_received_total", size, ("tenant", Tenant));
        metrics.Add("tempo_distributor_spans_received_total", spans, ("tenant", Tenant));
        if (Refused(request) is { } refusal)
            return refusal;
        var traces = Sort(request);
        Store(traces);
        generator.Push(traces);
        return null;
    }

    private static Refusal? Refused(ExportTraceServiceRequest request)
    {
        foreach (var span in request.ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans))
        {
            if (Length(span.TraceId) != 16)
                return new Refusal(Refusal.InvalidArgument, $"trace ids must be 128 bit, received {Length(span.TraceId) * 8} bits");
            if (Length(span.SpanId) != 8)
                return new Refusal(Refusal.InvalidArgument, $"span ids must be 64 bit and not all zero, received {Length(span.SpanId) * 8} bits");
        }

        return null;
    }

    // An id of zeros is none: the receiver writes it as an empty one.
    private static int Length(ByteString id) => id.Span.ContainsAnyExcept((byte)0) ? id.Length : 0;

    private List<IncomingTrace> Sort(ExportTraceServiceRequest request)
    {
        var traces = new Dictionary<ByteString, IncomingTrace>();
        var cut = 0;
        foreach (var resource in request.ResourceSpans)
        {
            resource.Resource ??= new Resource();
            cut += Cut(resource.Resource.Attributes);
            foreach (var scope in resource.ScopeSpans)
            {
                scope.Scope ??= new InstrumentationScope();
                cut += Cut(scope.Scope.Attributes);
                BatchHead head;
                lock (_headsGate)
                    head = _heads.Of(resource.Resource, scope.Scope);
                foreach (var span in scope.Spans)
                {
                    span.Status ??= new Status();
                    if (_limits.MaxAttributeBytes > 0)
                        cut += AttributeCut.Apply(span, _limits.MaxAttributeBytes);
                    if (!traces.TryGetValue(span.TraceId, out var trace))
                        traces.Add(span.TraceId, trace = new IncomingTrace(span.TraceId));
                    trace.Add(resource, head, span);
                }
            }
        }

        if (cut > 0)
            metrics.Add("tempo_distributor_attributes_truncated_total", cut, ("tenant", Tenant));
        return [.. traces.Values];
    }

    private int Cut(Google.Protobuf.Collections.RepeatedField<KeyValue> attributes) =>
        _limits.MaxAttributeBytes > 0 ? AttributeCut.Apply(attributes, _limits.MaxAttributeBytes) : 0;

    private void Store(List<IncomingTrace> traces)
    {
        foreach (var trace in traces)
        {
            var packed = trace.Pack();
            var bytes = SegmentHead + packed.Sum(b => b.Bytes.Length + b.Head.Packed.Length);
            metrics.Add("tempo_ingester_bytes_received_total", bytes, ("data_type", "trace"), ("tenant", Tenant));
            switch (store.Push(trace.Key, packed, trace.Start, trace.End, bytes))
            {
                case Kept.LiveTracesExceeded:
                    Discarded("live_traces_exceeded", trace.Count);
                    break;
                case Kept.TraceTooLarge:
                    Discarded("trace_too_large", trace.Count);
                    break;
                case Kept.New:
                    metrics.Add("tempo_ingester_traces_created_total", 1, ("tenant", Tenant));
                    break;
                default:
                    break;
            }
        }

        metrics.Set("tempo_ingester_live_traces", store.LiveTraces, ("tenant", Tenant));
    }

    private void Discarded(string reason, int spans) =>
        metrics.Add("tempo_discarded_spans_total", spans, ("reason", reason), ("tenant", Tenant));

    private string RateWords(int size)
    {
        var limit = $"(local: {_limits.RateBytes} bytes/s, global: 0 bytes/s, burst: {_limits.BurstBytes} bytes)";
        var adding = $"while adding {size} bytes for user {Tenant}";
        return size > _limits.RateBytes && size > _limits.BurstBytes
            ? $"RATE_LIMITED: batch size ({size} bytes) exceeds ingestion limit {limit} {adding}. consider reducing batch size or increasing rate limit."
            : $"RATE_LIMITED: ingestion rate limit {limit} exceeded {adding}. consider increasing the limit or reducing ingestion rate.";
    }
}
