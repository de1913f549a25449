using System.Buffers.Binary;
using Google.Protobuf;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;
using Kind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>
/// Zipkin's servers share the id of the client's span. Tempo answers such a server with a new id, the least that is free, as a child of
/// the client, and moves its children to it.
/// </summary>
internal static class SharedIds
{
    /// <summary>The same batches with ids that are not shared.</summary>
    public static IReadOnlyList<(BatchHead Head, List<Span> Spans)> Apart(IEnumerable<(BatchHead Head, List<Span> Spans)> batches)
    {
        List<(BatchHead Head, List<Span> Spans)> all = [.. batches];
        var spans = all.SelectMany(b => b.Spans).ToList();
        var clients = spans.Where(s => s.Kind == Kind.Client).Select(s => s.SpanId).ToHashSet();
        var used = spans.Select(s => s.SpanId).ToHashSet();
        var moved = new Dictionary<ByteString, ByteString>();
        ulong next = 0;
        foreach (var span in spans.Where(s => s.Kind == Kind.Server && clients.Contains(s.SpanId)))
        {
            ByteString id;
            do
                id = Id(++next);
            while (used.Contains(id));
            moved[span.SpanId] = id;
            (span.ParentSpanId, span.SpanId) = (span.SpanId, id);
        }

        foreach (var span in spans.Where(_ => moved.Count > 0))
        {
            if (moved.TryGetValue(span.ParentSpanId, out var id) && span.SpanId != id)
                span.ParentSpanId = id;
        }

        return all;
    }

    private static ByteString Id(ulong number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return ByteString.CopyFrom(bytes);
    }
}
