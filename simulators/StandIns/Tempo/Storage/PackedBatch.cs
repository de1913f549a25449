using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Storage;

/// <summary>Spans of one trace with one head, as the bytes of their messages, each after its length.</summary>
/// <param name="Head">What they have in common.</param>
/// <param name="Bytes">The messages.</param>
internal sealed record PackedBatch(BatchHead Head, byte[] Bytes)
{
    /// <summary>Packs spans.</summary>
    public static PackedBatch Of(BatchHead head, IReadOnlyList<Span> spans)
    {
        var size = 0;
        for (var i = 0; i < spans.Count; i++)
            size += CodedOutputStream.ComputeMessageSize(spans[i]);
        var bytes = new byte[size];
        using var output = new CodedOutputStream(bytes);
        for (var i = 0; i < spans.Count; i++)
            output.WriteMessage(spans[i]);
        output.CheckNoSpaceLeft();
        return new PackedBatch(head, bytes);
    }

    /// <summary>Unpacks them.</summary>
    public IEnumerable<Span> Spans()
    {
        using var input = new CodedInputStream(Bytes);
        while (!input.IsAtEnd)
        {
            var span = new Span();
            input.ReadMessage(span);
            yield return span;
        }
    }
}
