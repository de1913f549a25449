using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace Validation.Simulators.StandIns.Collector.Otlp;

/// <summary>Bodies of OTLP/HTTP: unpacked and read.</summary>
internal static class OtlpBody
{
    /// <summary>The message of a body that is too large.</summary>
    public const string TooLarge = "http: request body too large";

    private const string Cut = "unexpected EOF";

    /// <summary>Whether a body packed this way can be read.</summary>
    public static bool Knows(string encoding) => encoding is "" or "identity" or "gzip" or "deflate" or "zlib";

    /// <summary>Reads a body and unpacks it.</summary>
    /// <exception cref="InvalidDataException">It is too large, packed or unpacked, or not packed as said.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, string encoding, long most, CancellationToken stop)
    {
        using var raw = new MemoryStream();
        await CopyAsync(body, raw, most, stop);
        if (encoding is "" or "identity")
            return raw.GetBuffer().AsMemory(0, (int)raw.Length);
        raw.Position = 0;
        if (raw.Length == 0)
            throw new InvalidDataException("EOF");
        // The head of a gzip stream takes ten bytes.
        if (encoding == "gzip" && raw.Length < 10)
            throw new InvalidDataException(Cut);
        await using Stream unpacking = encoding == "gzip" ? new GZipStream(raw, CompressionMode.Decompress) : new ZLibStream(raw, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        await CopyAsync(unpacking, whole, most, stop);
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    /// <summary>Reads a message in protobuf.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> body)
        where T : class, IMessage<T>, new()
    {
        try
        {
            var message = new T();
            message.MergeFrom(body);
            return message;
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new FormatException(problem.Message.Contains("ended unexpectedly", StringComparison.Ordinal) ? Cut : "proto: " + problem.Message, problem);
        }
    }

    /// <summary>A text in JSON, with its quotes.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static async Task CopyAsync(Stream from, MemoryStream to, long most, CancellationToken stop)
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
