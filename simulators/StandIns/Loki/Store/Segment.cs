using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Snappier;

namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>A stored line: where its bytes are.</summary>
/// <param name="UnixNano">Its time.</param>
/// <param name="Bytes">The buffer.</param>
/// <param name="Line">Where the line begins.</param>
/// <param name="LineLength">Bytes of the line.</param>
/// <param name="MetadataLength">Bytes of the packed metadata, which follow the line.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Row(long UnixNano, byte[] Bytes, int Line, int LineLength, int MetadataLength)
{
    public ReadOnlySpan<byte> LineBytes => Bytes.AsSpan(Line, LineLength);

    public ReadOnlySpan<byte> Metadata => Bytes.AsSpan(Line + LineLength, MetadataLength);

    public string Text => Encoding.UTF8.GetString(LineBytes);
}

/// <summary>Consecutively stored lines of one stream, in the order of their arrival. It never changes: a growing one is seen as it was.</summary>
/// <param name="Bytes">The rows one after another; compressed when <paramref name="IsCompressed"/>.</param>
/// <param name="Length">How many of the bytes count.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Oldest">Time of the oldest row.</param>
/// <param name="Newest">Time of the newest row.</param>
/// <param name="IsCompressed">True once it is full.</param>
internal sealed record Segment(byte[] Bytes, int Length, int Count, long Oldest, long Newest, bool IsCompressed)
{
    public Segment Compressed()
    {
        var packed = Snappy.CompressToArray(Bytes.AsSpan(0, Length));
        return this with { Bytes = packed, Length = packed.Length, IsCompressed = true };
    }

    public void ReadInto(List<Row> rows, long from, long to)
    {
        var bytes = IsCompressed ? Snappy.DecompressToArray(Bytes.AsSpan(0, Length)) : Bytes;
        ReadOnlySpan<byte> rest = bytes.AsSpan(0, IsCompressed ? bytes.Length : Length);
        var total = rest.Length;
        for (var i = 0; i < Count; i++)
        {
            var at = BinaryPrimitives.ReadInt64LittleEndian(rest);
            rest = rest[8..];
            var line = (int)Varint.Read(ref rest);
            var metadata = (int)Varint.Read(ref rest);
            if (at >= from && at < to)
                rows.Add(new Row(at, bytes, total - rest.Length, line, metadata));
            rest = rest[(line + metadata)..];
        }
    }
}
