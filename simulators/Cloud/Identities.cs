using System.Buffers.Binary;
using System.Globalization;
using Validation.Harness;

namespace Validation.Simulators.Cloud;

/// <summary>Identities of everything in the cloud: pure functions of (seed, kind, number), of the shape OpenStack gives them.</summary>
public static class Identities
{
    /// <summary>A version 4 UUID, as of servers, images, ports, volumes.</summary>
    public static Guid Uuid(Seed seed, string kind, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        var part = seed.For(string.Create(CultureInfo.InvariantCulture, $"{kind}/{number}"));
        BinaryPrimitives.WriteUInt64BigEndian(bytes, part.Value);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], part.For("low").Value);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>32 hexadecimal digits without dashes, as of projects and users.</summary>
    public static string Hex(Seed seed, string kind, long number) => Uuid(seed, kind, number).ToString("N", CultureInfo.InvariantCulture);

    /// <summary>A MAC address in Neutron's range <c>fa:16:3e</c>.</summary>
    public static string Mac(Seed seed, long number)
    {
        var value = seed.For(string.Create(CultureInfo.InvariantCulture, $"mac/{number}")).Value;
        return string.Create(CultureInfo.InvariantCulture, $"fa:16:3e:{(byte)(value >> 16):x2}:{(byte)(value >> 8):x2}:{(byte)value:x2}");
    }
}
