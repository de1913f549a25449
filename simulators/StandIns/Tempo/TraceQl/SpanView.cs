using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>A span of a trace as a query sees it.</summary>
internal sealed class SpanView(TraceView trace, BatchHead head, Span span, int index)
{
    private SpanView? _parent;
    private int _children;

    /// <summary>The trace.</summary>
    public TraceView Trace { get; } = trace;

    /// <summary>Resource and scope.</summary>
    public BatchHead Head { get; } = head;

    /// <summary>The span.</summary>
    public Span Span { get; } = span;

    /// <summary>Its place in the trace.</summary>
    public int Index { get; } = index;

    /// <summary>Its parent; null when the trace does not have it.</summary>
    public SpanView? Parent
    {
        get
        {
            Trace.Relate();
            return _parent;
        }
    }

    /// <summary>How many spans have it as their parent.</summary>
    public int Children
    {
        get
        {
            Trace.Relate();
            return _children;
        }
    }

    /// <summary>Makes a span of the same trace the parent.</summary>
    public void BelongTo(SpanView parent)
    {
        _parent = parent;
        parent._children++;
    }

    /// <summary>Nanoseconds from start to end.</summary>
    public long Duration => Span.EndTimeUnixNano > Span.StartTimeUnixNano ? (long)(Span.EndTimeUnixNano - Span.StartTimeUnixNano) : 0;
}

/// <summary>A row of a trace as a query sees it.</summary>
internal sealed class TraceView
{
    private bool _isRelated;

    public TraceView(UInt128 id, TraceRow row)
    {
        (Id, Start, End) = (id, row.Start, row.End);
        foreach (var batch in row.Batches)
        {
            foreach (var span in batch.Spans())
            {
                Spans.Add(new SpanView(this, batch.Head, span, Spans.Count));
                if (span.ParentSpanId.IsEmpty)
                    Root ??= Spans[^1];
            }
        }
    }

    /// <summary>The trace's id.</summary>
    public UInt128 Id { get; }

    /// <summary>Start of the first span, nanoseconds since 1970.</summary>
    public ulong Start { get; }

    /// <summary>End of the last span, nanoseconds since 1970.</summary>
    public ulong End { get; }

    /// <summary>The spans.</summary>
    public List<SpanView> Spans { get; } = [];

    /// <summary>The first span without a parent; null when there is none.</summary>
    public SpanView? Root { get; }

    /// <summary>Finds the parents, once. Most queries never ask for them.</summary>
    public void Relate()
    {
        if (_isRelated)
            return;
        _isRelated = true;
        var byId = new Dictionary<Google.Protobuf.ByteString, SpanView>();
        foreach (var span in Spans)
            byId.TryAdd(span.Span.SpanId, span);
        foreach (var span in Spans)
        {
            if (!span.Span.ParentSpanId.IsEmpty && byId.TryGetValue(span.Span.ParentSpanId, out var parent) && parent != span)
                span.BelongTo(parent);
        }
    }
}
