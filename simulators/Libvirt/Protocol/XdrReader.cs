using System.Buffers.Binary;
using System.Text;

namespace Validation.Simulators.Libvirt.Protocol;

/// <summary>A payload that is too short, or says it holds more than it may.</summary>
internal sealed class XdrException() : Exception("The payload cannot be decoded.");

/// <summary>Reads XDR (RFC 4506) as libvirt uses it. Never allocates more than the payload is long.</summary>
internal ref struct XdrReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>A signed 32-bit number.</summary>
    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <summary>An unsigned 32-bit number.</summary>
    public uint UInt() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>A signed 64-bit number.</summary>
    public long Hyper() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    /// <summary>An unsigned 64-bit number.</summary>
    public ulong UHyper() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    /// <summary>A floating-point number.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A present flag. Any number but zero is true: go-libvirt sends 01 00 00 00.</summary>
    public bool Flag() => UInt() != 0;

    /// <summary>Bytes of a string or of opaque data of variable length, without their padding.</summary>
    public ReadOnlySpan<byte> Bytes(int limit = Limits.Text)
    {
        var length = UInt();
        if (length > (uint)limit || length > (uint)_rest.Length)
            throw new XdrException();
        var bytes = Take((int)length);
        Take((int)(-length & 3));
        return bytes;
    }

    /// <summary>Opaque data of a known length that is a multiple of four.</summary>
    public ReadOnlySpan<byte> Fixed(int length) => Take(length);

    /// <summary>A string.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>A string that may be absent.</summary>
    public string? OptionalText() => Flag() ? Text() : null;

    /// <summary>A UUID.</summary>
    public Guid Uuid() => new(Take(16), bigEndian: true);

    /// <summary>A domain as clients name it: only the UUID counts, as in libvirtd.</summary>
    public DomainReference Domain() => new(Text(), Uuid(), Int());

    /// <summary>The same, of which only the UUID is of interest.</summary>
    public Guid DomainUuid()
    {
        Bytes();
        var uuid = Uuid();
        Int();
        return uuid;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new XdrException();
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}

/// <summary>A domain as the wire names it (remote_nonnull_domain).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uuid">Its UUID: what libvirtd looks it up by.</param>
/// <param name="Id">Its number; -1 for one that is not active.</param>
internal readonly record struct DomainReference(string Name, Guid Uuid, int Id);
