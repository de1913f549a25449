using System.Buffers.Binary;
using System.IO.Compression;

namespace Validation.Simulators.StandIns.Http;

/// <summary>
/// Bodies of requests, unpacked where their encoding says so, and never longer than allowed, packed or not: a few kilobytes of gzip may be
/// gigabytes of zeros. Source: the collector's config/confighttp, which Tempo has too.
/// </summary>
internal static class PackedBody
{
    /// <summary>The message of a body that is too large.</summary>
    public const string TooLarge = "http: request body too large";

    /// <summary>What the collector's servers take when nothing else is set, bytes.</summary>
    public const long Most = 20 * 1024 * 1024;

    private const string Cut = "unexpected EOF";

    // .NET takes gzip that is cut off for one that has ended. Another one is put behind it, which comes out only where the first is whole.
    private static readonly byte[] s_endMark = Packed(EndMark);

    private static ReadOnlySpan<byte> EndMark => "the end of the body"u8;

    /// <summary>Whether a body packed this way can be read.</summary>
    public static bool Knows(string encoding) => encoding is "" or "identity" or "gzip" or "deflate" or "zlib";

    /// <summary>Reads a body and unpacks it.</summary>
    /// <exception cref="InvalidDataException">It is too large, packed or unpacked, or not packed as said.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, string encoding, long most, CancellationToken stop)
    {
        using var raw = new MemoryStream();
        await CopyAsync(body, raw, most, stop);
        return encoding switch
        {
            "" or "identity" => raw.GetBuffer().AsMemory(0, (int)raw.Length),
            "gzip" => await GunzipAsync(raw, most, stop),
            _ => await InflateAsync(raw, most, stop),
        };
    }

    /// <summary>Unpacks gzip that is wholly there.</summary>
    /// <exception cref="InvalidDataException">It is too large, cut off, or no gzip.</exception>
    public static async Task<ReadOnlyMemory<byte>> GunzipAsync(MemoryStream packed, long most, CancellationToken stop)
    {
        // The head takes ten bytes.
        if (packed.Length < 10)
            throw new InvalidDataException(packed.Length == 0 ? "EOF" : Cut);
        var isGzip = packed.GetBuffer() is [0x1f, 0x8b, ..];
        packed.Position = packed.Length;
        packed.Write(s_endMark);
        packed.Position = 0;
        var problem = isGzip ? Cut : "gzip: invalid header";
        var plain = await UnpackAsync(new GZipStream(packed, CompressionMode.Decompress), most + EndMark.Length, problem, stop);
        if (!plain.Span.EndsWith(EndMark))
            throw new InvalidDataException(Cut);
        return plain[..^EndMark.Length];
    }

    private static async Task<ReadOnlyMemory<byte>> InflateAsync(MemoryStream packed, long most, CancellationToken stop)
    {
        if (packed.Length < 2)
            throw new InvalidDataException(packed.Length == 0 ? "EOF" : Cut);
        packed.Position = 0;
        var sum = packed.Length < 6 ? null : (uint?)BinaryPrimitives.ReadUInt32BigEndian(packed.GetBuffer().AsSpan((int)packed.Length - 4));
        var plain = await UnpackAsync(new ZLibStream(packed, CompressionMode.Decompress), most, "zlib: invalid header", stop);
        return sum == Adler32(plain.Span) ? plain : throw new InvalidDataException(Cut);
    }

    private static async Task<ReadOnlyMemory<byte>> UnpackAsync(Stream unpacking, long most, string problem, CancellationToken stop)
    {
        await using (unpacking)
        {
            using var whole = new MemoryStream();
            try
            {
                await CopyAsync(unpacking, whole, most, stop);
            }
            catch (InvalidDataException e) when (e.Message != TooLarge)
            {
                throw new InvalidDataException(problem, e);
            }

            return whole.GetBuffer().AsMemory(0, (int)whole.Length);
        }
    }

    // RFC 1950.
    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        return (b << 16) | a;
    }

    private static byte[] Packed(ReadOnlySpan<byte> text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        return packed.ToArray();
    }

    /// <summary>Copies up to so many bytes.</summary>
    /// <exception cref="InvalidDataException">There are more.</exception>
    public static async Task CopyAsync(Stream from, MemoryStream to, long most, CancellationToken stop)
    {
        var buffer = new byte[81920];
        int read;
        while ((read = await from.ReadAsync(buffer, stop)) > 0)
        {
            if (to.Length + read > most)
                throw new InvalidDataException(TooLarge);
            to.Write(buffer.AsSpan(0, read));
        }
    }
}
