using System.Buffers;
using System.Text;

namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>
/// Writes structured metadata as bytes: names and values that come again as numbers, others as they are. Of each name the first
/// few hundred short values get numbers: pods and services do, trace ids are left alone.
/// </summary>
/// <remarks>One writer at a time; readers need no lock, because what a number means never changes.</remarks>
internal sealed class MetadataPacker
{
    private const int ValuesKept = 256;
    private const int LongestKept = 128;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _valuesOfName = new(StringComparer.Ordinal);
    private volatile string[] _texts = new string[1024];

    public void Pack(List<Label> metadata, IBufferWriter<byte> to)
    {
        for (var i = 0; i < metadata.Count; i++)
        {
            var (name, value) = metadata[i];
            // Of a name that comes twice the last one counts.
            if (ComesAgain(metadata, i))
                continue;
            Varint.Write(to, (uint)Number(name));
            if (Known(name, value) is { } number)
                Varint.Write(to, (uint)(number << 1));
            else
                Raw(to, value);
        }
    }

    public void Unpack(ReadOnlySpan<byte> packed, List<Label> into)
    {
        while (!packed.IsEmpty)
        {
            var name = _texts[Varint.Read(ref packed)];
            var tag = Varint.Read(ref packed);
            var rest = (int)(tag >> 1);
            if ((tag & 1) == 0)
            {
                into.Add(new Label(name, _texts[rest]));
                continue;
            }

            into.Add(new Label(name, Encoding.UTF8.GetString(packed[..rest])));
            packed = packed[rest..];
        }
    }

    private static bool ComesAgain(List<Label> metadata, int at)
    {
        for (var i = at + 1; i < metadata.Count; i++)
        {
            if (metadata[i].Name == metadata[at].Name)
                return true;
        }

        return false;
    }

    private int? Known(string name, string value)
    {
        if (_numbers.TryGetValue(value, out var number))
            return number;
        if (value.Length > LongestKept || _valuesOfName.GetValueOrDefault(name) >= ValuesKept)
            return null;
        _valuesOfName[name] = _valuesOfName.GetValueOrDefault(name) + 1;
        return Number(value);
    }

    private int Number(string text)
    {
        if (_numbers.TryGetValue(text, out var number))
            return number;
        number = _numbers.Count;
        if (number == _texts.Length)
        {
            var more = new string[number * 2];
            _texts.CopyTo(more, 0);
            _texts = more;
        }

        _texts[number] = text;
        _numbers.Add(text, number);
        return number;
    }

    private static void Raw(IBufferWriter<byte> to, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Varint.Write(to, ((uint)length << 1) | 1);
        to.Advance(Encoding.UTF8.GetBytes(value, to.GetSpan(length)));
    }
}

/// <summary>Unsigned numbers in seven bits a byte, the lowest first.</summary>
internal static class Varint
{
    public static void Write(IBufferWriter<byte> to, uint value)
    {
        var span = to.GetSpan(5);
        var i = 0;
        for (; value >= 0x80; value >>= 7)
            span[i++] = (byte)(value | 0x80);
        span[i++] = (byte)value;
        to.Advance(i);
    }

    public static uint Read(ref ReadOnlySpan<byte> from)
    {
        uint value = 0;
        for (var (i, shift) = (0, 0); ; i++, shift += 7)
        {
            value |= (uint)(from[i] & 0x7f) << shift;
            if (from[i] >= 0x80)
                continue;
            from = from[(i + 1)..];
            return value;
        }
    }
}
