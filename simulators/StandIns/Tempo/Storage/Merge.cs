using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Storage;

/// <summary>
/// Makes one trace of its parts as Tempo does: the first part is taken as it is, a duplicate within it stays; of every later part
/// a span is left out when one of the same id and kind is there already.
/// </summary>
internal static class Merge
{
    /// <summary>The batches of all parts.</summary>
    public static IEnumerable<(BatchHead Head, List<Span> Spans)> Of(IReadOnlyList<TraceRow> parts)
    {
        if (parts.Count == 1)
        {
            foreach (var batch in parts[0].Batches)
                yield return (batch.Head, [.. batch.Spans()]);
            yield break;
        }

        var known = new HashSet<(ByteString, Span.Types.SpanKind)>();
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var batch in parts[i].Batches)
            {
                var spans = new List<Span>();
                foreach (var span in batch.Spans())
                {
                    if (known.Add((span.SpanId, span.Kind)) || i == 0)
                        spans.Add(span);
                }

                if (spans.Count > 0)
                    yield return (batch.Head, spans);
            }
        }
    }

    /// <summary>One part of several.</summary>
    public static TraceRow Into(IReadOnlyList<TraceRow> parts) => new(
        [.. Of(parts).Select(b => PackedBatch.Of(b.Head, b.Spans))], parts.Min(p => p.Start), parts.Max(p => p.End));
}
