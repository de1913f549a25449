using System.Globalization;
using System.Text;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>The log in the form of the real program: <c>time=… level=ERROR msg="…" domain=instance-0000002a err="…"</c>.</summary>
/// <param name="output">Where the lines go, standard error for a program.</param>
/// <param name="clock">The time of each line.</param>
/// <param name="least">Lines less serious than this are left out.</param>
public sealed class ExporterLog(TextWriter output, TimeProvider clock, LogLevel least = LogLevel.Info)
{
    private readonly Lock _lock = new();

    internal void Error(string message, params ReadOnlySpan<(string Key, string Value)> fields) => Write(LogLevel.Error, message, fields);

    internal void Warn(string message, params ReadOnlySpan<(string Key, string Value)> fields) => Write(LogLevel.Warn, message, fields);

    internal void Info(string message, params ReadOnlySpan<(string Key, string Value)> fields) => Write(LogLevel.Info, message, fields);

    private void Write(LogLevel level, string message, ReadOnlySpan<(string Key, string Value)> fields)
    {
        if (level < least)
            return;
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"time={clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} level={level.ToString().ToUpperInvariant()} msg={Quote(message)}");
        foreach (var (key, value) in fields)
            line.Append(CultureInfo.InvariantCulture, $" {key}={Quote(value)}");
        lock (_lock)
            output.WriteLine(line);
    }

    private static string Quote(string text)
    {
        if (text.Length > 0 && !text.AsSpan().ContainsAnyInRange('\0', ' ') && text.AsSpan().IndexOfAny('"', '=', '\\') < 0)
            return text;
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                '\n' => quoted.Append("\\n"),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }
}
