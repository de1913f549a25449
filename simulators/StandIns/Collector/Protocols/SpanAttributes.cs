using System.Globalization;
using Google.Protobuf;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Collector.Protocols;

/// <summary>Attributes on their way to a span: a key is there once, in the order of its first coming.</summary>
internal sealed class SpanAttributes
{
    private readonly List<KeyValue> _all = [];

    /// <summary>Sets one; a later value replaces an earlier one.</summary>
    public void Put(string key, AnyValue value)
    {
        if (Find(key) is { } known)
            known.Value = value;
        else
            _all.Add(new KeyValue { Key = key, Value = value });
    }

    /// <summary>Sets one to a text.</summary>
    public void Put(string key, string value) => Put(key, new AnyValue { StringValue = value });

    /// <summary>The value of one; null when it is not there.</summary>
    public AnyValue? Get(string key) => Find(key)?.Value;

    /// <summary>The value of one, which is then not there any more.</summary>
    public AnyValue? Take(string key)
    {
        if (Find(key) is not { } known)
            return null;
        _all.Remove(known);
        return known.Value;
    }

    /// <summary>Adds all of them to a message.</summary>
    public void CopyTo(ICollection<KeyValue> to)
    {
        foreach (var attribute in _all)
            to.Add(attribute);
    }

    /// <summary>An id of so many bytes; a shorter one is filled up with zeros in front.</summary>
    public static ByteString Id(ReadOnlySpan<byte> from, int bytes)
    {
        var id = new byte[bytes];
        from[^Math.Min(bytes, from.Length)..].CopyTo(id.AsSpan(bytes - Math.Min(bytes, from.Length)));
        return ByteString.CopyFrom(id);
    }

    /// <summary>An id in hexadecimal digits, likewise.</summary>
    public static ByteString Id(string hex, int bytes) => Id(Convert.FromHexString(hex.PadLeft(2 * bytes, '0')), bytes);

    /// <summary>A whole number, also one that is written as a text.</summary>
    public static long? Whole(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.IntValue => value.IntValue,
        AnyValue.ValueOneofCase.StringValue when long.TryParse(value.StringValue, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private KeyValue? Find(string key) => _all.Find(a => a.Key == key);
}
