using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Validation.Harness.Signals;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.Wire.Attributes;

/// <summary>Attributes, from the harness' form to that of OTLP and back.</summary>
public static class AnyValues
{
    /// <summary>The value in OTLP.</summary>
    /// <exception cref="FormatException">The text is not of its kind.</exception>
    public static AnyValue ToAnyValue(this AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => new AnyValue { StringValue = value.Text },
        AttributeKind.Flag => new AnyValue { BoolValue = bool.Parse(value.Text) },
        AttributeKind.Whole => new AnyValue { IntValue = long.Parse(value.Text, CultureInfo.InvariantCulture) },
        AttributeKind.Real => new AnyValue { DoubleValue = double.Parse(value.Text, CultureInfo.InvariantCulture) },
        AttributeKind.Bytes => new AnyValue { BytesValue = ByteString.FromBase64(value.Text) },
        _ => AnyValueJson.Read(value.Text),
    };

    /// <summary>The value of OTLP; one that holds nothing is an empty text.</summary>
    public static AttributeValue ToAttributeValue(this AnyValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.ValueCase switch
        {
            AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
            AnyValue.ValueOneofCase.IntValue => value.IntValue,
            AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
            AnyValue.ValueOneofCase.BytesValue => new AttributeValue(AttributeKind.Bytes, value.BytesValue.ToBase64()),
            AnyValue.ValueOneofCase.ArrayValue => new AttributeValue(AttributeKind.Array, AnyValueJson.Write(value)),
            AnyValue.ValueOneofCase.KvlistValue => new AttributeValue(AttributeKind.Map, AnyValueJson.Write(value)),
            _ => value.StringValue,
        };
    }

    /// <summary>Adds attributes to a message's.</summary>
    public static void AddAttributes(this RepeatedField<KeyValue> to, ImmutableSortedDictionary<string, AttributeValue> attributes)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (var (name, value) in attributes)
            to.Add(new KeyValue { Key = name, Value = value.ToAnyValue() });
    }

    /// <summary>A message's attributes; of a name that comes twice, the last.</summary>
    public static ImmutableSortedDictionary<string, AttributeValue> ToAttributes(this IEnumerable<KeyValue> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var builder = Harness.Signals.Attributes.None.ToBuilder();
        foreach (var pair in attributes)
            builder[pair.Key] = (pair.Value ?? new AnyValue()).ToAttributeValue();
        return builder.ToImmutable();
    }
}
