using System.Text;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Logs.Files;

/// <summary>
/// Lines as containerd's CRI plugin writes them: <c>time stream tag text</c>, the tag F for the last part of a line and P for those before.
/// </summary>
/// <remarks>
/// containerd, internal/cri/io/logger.go: a line is cut after 16,384 bytes, wherever a character ends; the time of each part is its own, in
/// Go's RFC3339Nano.
/// </remarks>
public static class CriLines
{
    /// <summary>Bytes of a line's part at most.</summary>
    public const int LongestPart = 16 * 1024;

    /// <summary>The bytes of a line, envelope and line feeds included.</summary>
    public static byte[] Write(WrittenLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = Encoding.UTF8.GetBytes(line.Text);
        using var bytes = new MemoryStream(text.Length + 64);
        for (var (start, part) = (0, 0); start < text.Length || part == 0; start += LongestPart, part++)
        {
            var last = text.Length - start <= LongestPart;
            var head = $"{UnixTimes.Rfc3339Nano(line.UnixNano + part)} {(line.OnError ? "stderr" : "stdout")} {(last ? 'F' : 'P')} ";
            bytes.Write(Encoding.ASCII.GetBytes(head));
            bytes.Write(text, start, Math.Min(LongestPart, text.Length - start));
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }
}
