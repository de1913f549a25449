using System.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>Text of bytes. Every byte that is not part of UTF-8 becomes U+FFFD, one for each, as in Go.</summary>
internal static class Utf8
{
    /// <summary>The text of a line.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var isRune = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            text.Append(isRune ? rune.ToString() : "\uFFFD");
            bytes = bytes[(isRune ? length : 1)..];
        }

        return text.ToString();
    }
}
