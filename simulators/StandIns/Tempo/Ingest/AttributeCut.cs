using System.Text;
using Google.Protobuf.Collections;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.Ingest;

/// <summary>Cuts keys and texts of attributes that are too long, as Tempo does without a word to the sender.</summary>
internal static class AttributeCut
{
    /// <summary>Cuts everything of a span.</summary>
    /// <returns>How many keys and texts were cut.</returns>
    public static int Apply(Span span, int longest)
    {
        var cut = Apply(span.Attributes, longest);
        foreach (var e in span.Events)
            cut += Apply(e.Attributes, longest);
        foreach (var link in span.Links)
            cut += Apply(link.Attributes, longest);
        return cut;
    }

    /// <summary>Cuts attributes.</summary>
    /// <returns>How many keys and texts were cut.</returns>
    public static int Apply(RepeatedField<KeyValue> attributes, int longest)
    {
        var cut = 0;
        foreach (var attribute in attributes)
        {
            if (TooLong(attribute.Key, longest))
                (attribute.Key, cut) = (Short(attribute.Key, longest), cut + 1);
            if (attribute.Value is { ValueCase: AnyValue.ValueOneofCase.StringValue } value && TooLong(value.StringValue, longest))
                (value.StringValue, cut) = (Short(value.StringValue, longest), cut + 1);
        }

        return cut;
    }

    // Most texts are so short that their bytes need not be counted.
    private static bool TooLong(string text, int longest) => text.Length > longest / 3 && Encoding.UTF8.GetByteCount(text) > longest;

    // Tempo cuts bytes and may leave half a character; here the character goes as a whole.
    private static string Short(string text, int longest)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan(0, longest);
        var end = longest;
        while (end > 0 && end > longest - 4 && !Rune.DecodeLastFromUtf8(bytes[..end], out _, out _).Equals(System.Buffers.OperationStatus.Done))
            end--;
        return Encoding.UTF8.GetString(bytes[..end]);
    }
}
