using ValueType = Validation.Simulators.Wire.Jaeger.ValueType;

namespace Validation.Simulators.Wire.Thrift;

/// <summary>What a tag holds, with the numbers of jaeger.thrift, which are not those of the gRPC intake.</summary>
internal enum ThriftTagType
{
    Text = 0,
    Real = 1,
    Flag = 2,
    Whole = 3,
    Binary = 4,
}

internal static class ThriftTagTypes
{
    public static ThriftTagType Of(ValueType type) => type switch
    {
        ValueType.String => ThriftTagType.Text,
        ValueType.Float64 => ThriftTagType.Real,
        ValueType.Bool => ThriftTagType.Flag,
        ValueType.Int64 => ThriftTagType.Whole,
        _ => ThriftTagType.Binary,
    };

    /// <exception cref="FormatException">There is no such type.</exception>
    public static ValueType From(int type) => (ThriftTagType)type switch
    {
        ThriftTagType.Text => ValueType.String,
        ThriftTagType.Real => ValueType.Float64,
        ThriftTagType.Flag => ValueType.Bool,
        ThriftTagType.Whole => ValueType.Int64,
        ThriftTagType.Binary => ValueType.Binary,
        _ => throw new FormatException($"wanted a tag's type from 0 to 4, got {type}"),
    };
}
