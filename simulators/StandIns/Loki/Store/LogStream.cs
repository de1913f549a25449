using System.Buffers;
using System.Buffers.Binary;

namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>Lines with the same labels. Whoever calls holds the tenant's lock; a snapshot is read without it.</summary>
internal sealed class LogStream(Labels labels)
{
    // Small enough that a page of a query that touches many streams unpacks little, large enough to compress well.
    private const int SegmentSize = 64 << 10;
    private readonly List<Segment> _full = [];
    private ArrayBufferWriter<byte>? _buffer;
    private int _count;
    private long _oldest = long.MaxValue;
    private long _newest = long.MinValue;

    public Labels Labels { get; } = labels;

    /// <summary>Time of the newest line there ever was; null before the first.</summary>
    public long? Newest { get; private set; }

    /// <summary>How many bytes of lines may still come at once.</summary>
    public TokenBucket? Bucket { get; set; }

    public bool IsEmpty => _count == 0 && _full.Count == 0;

    public void Append(long unixNano, ReadOnlySpan<byte> line, ReadOnlySpan<byte> metadata)
    {
        _buffer ??= new ArrayBufferWriter<byte>(256);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), unixNano);
        _buffer.Advance(8);
        Varint.Write(_buffer, (uint)line.Length);
        Varint.Write(_buffer, (uint)metadata.Length);
        _buffer.Write(line);
        _buffer.Write(metadata);
        _count++;
        _oldest = Math.Min(_oldest, unixNano);
        _newest = Math.Max(_newest, unixNano);
        Newest = Math.Max(Newest ?? long.MinValue, unixNano);
        if (_buffer.WrittenCount < SegmentSize)
            return;
        _full.Add(Head().Compressed());
        (_buffer, _count, _oldest, _newest) = (null, 0, long.MaxValue, long.MinValue);
    }

    /// <summary>What overlaps a window, in the order of arrival.</summary>
    public List<Segment> Snapshot(long from, long to)
    {
        var all = _full.Where(s => s.Newest >= from && s.Oldest < to).ToList();
        if (_count > 0 && _newest >= from && _oldest < to)
            all.Add(Head());
        return all;
    }

    /// <summary>True when a segment may have a line in the window.</summary>
    public bool Overlaps(long from, long to) =>
        (_count > 0 && _newest >= from && _oldest < to) || _full.Exists(s => s.Newest >= from && s.Oldest < to);

    /// <summary>Removes what is wholly older.</summary>
    public void Forget(long before)
    {
        _full.RemoveAll(s => s.Newest < before);
        if (_count > 0 && _newest < before)
            (_buffer, _count, _oldest, _newest) = (null, 0, long.MaxValue, long.MinValue);
    }

    // The writer's array is only ever appended to, or left behind when it grows: what a snapshot sees of it stays.
    private Segment Head() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(_buffer!.WrittenMemory, out var array)
        ? new Segment(array.Array!, array.Count, _count, _oldest, _newest, false)
        : throw new InvalidOperationException("The buffer has no array.");
}
