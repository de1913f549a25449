using System.Buffers.Binary;
using Google.Protobuf;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Ingest;

/// <summary>The spans of one trace in a request, by the resource and scope that they came with.</summary>
internal sealed class IncomingTrace(ByteString id)
{
    private readonly List<(ResourceSpans From, BatchHead Head, List<Span> Spans)> _batches = [];

    /// <summary>The id as a key.</summary>
    public UInt128 Key { get; } = BinaryPrimitives.ReadUInt128BigEndian(id.Span);

    /// <summary>Start of the first span.</summary>
    public ulong Start { get; private set; } = ulong.MaxValue;

    /// <summary>End of the last span.</summary>
    public ulong End { get; private set; }

    /// <summary>How many spans.</summary>
    public int Count { get; private set; }

    /// <summary>The batches.</summary>
    public IEnumerable<(BatchHead Head, List<Span> Spans)> Batches => _batches.Select(b => (b.Head, b.Spans));

    /// <summary>Adds a span to the batch of its resource and scope.</summary>
    public void Add(ResourceSpans from, BatchHead head, Span span)
    {
        if (_batches.Count == 0 || !ReferenceEquals(_batches[^1].From, from) || !ReferenceEquals(_batches[^1].Head, head))
            _batches.Add((from, head, []));
        _batches[^1].Spans.Add(span);
        Start = Math.Min(Start, span.StartTimeUnixNano);
        End = Math.Max(End, span.EndTimeUnixNano);
        Count++;
    }

    /// <summary>The batches, packed.</summary>
    public List<PackedBatch> Pack() => [.. _batches.Select(b => PackedBatch.Of(b.Head, b.Spans))];
}
