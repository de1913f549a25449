using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Validation.Simulators.Wire.Json;

/// <summary>A field of a message, prepared once: its name in JSON and what its value is.</summary>
internal sealed class OtlpJsonField(FieldDescriptor field)
{
    private readonly byte[] _underscored = Encoding.UTF8.GetBytes(field.Name);

    public FieldDescriptor Field { get; } = field;

    public IFieldAccessor Accessor { get; } = field.Accessor;

    public FieldType Type { get; } = field.FieldType;

    public bool IsRepeated { get; } = field.IsRepeated;

    public bool HasPresence { get; } = field.HasPresence;

    /// <summary>True for trace and span ids, which are hexadecimal.</summary>
    public bool IsId { get; } = field.FieldType == FieldType.Bytes
        && (field.Name.EndsWith("trace_id", StringComparison.Ordinal) || field.Name.EndsWith("span_id", StringComparison.Ordinal));

    /// <summary>Bytes of an id: 16 of a trace's, 8 of a span's.</summary>
    public int IdLength { get; } = field.Name.EndsWith("trace_id", StringComparison.Ordinal) ? 16 : 8;

    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(field.JsonName);

    public bool IsNamed(ref Utf8JsonReader reader) => reader.ValueTextEquals(Name.EncodedUtf8Bytes) || reader.ValueTextEquals(_underscored);
}

/// <summary>The fields of a message, prepared once for each kind of message.</summary>
internal sealed class OtlpJsonShape
{
    private static readonly ConcurrentDictionary<MessageDescriptor, OtlpJsonShape> Known = new();

    private OtlpJsonShape(MessageDescriptor message) => Fields = [.. message.Fields.InFieldNumberOrder().Select(f => new OtlpJsonField(f))];

    public ImmutableArray<OtlpJsonField> Fields { get; }

    public static OtlpJsonShape Of(MessageDescriptor message) => Known.GetOrAdd(message, m => new OtlpJsonShape(m));

    /// <summary>The field that the reader's property name means; null for an unknown one.</summary>
    /// <param name="reader">At a property name.</param>
    /// <param name="guess">Where to look first; the place after the one found, for names come mostly in one order.</param>
    public OtlpJsonField? Find(ref Utf8JsonReader reader, ref int guess)
    {
        for (var i = 0; i < Fields.Length; i++)
        {
            var at = (guess + i) % Fields.Length;
            if (!Fields[at].IsNamed(ref reader))
                continue;
            guess = at + 1;
            return Fields[at];
        }

        return null;
    }
}
