using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;
using Validation.Simulators.StandIns.Loki.Query;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>
/// Finds the metadata <c>detected_level</c>: from a label or metadata that names a level, from the severity's number, from the line.
/// Source: Loki 3.7, pkg/distributor/field_detection.go (behaviour only), and recorded answers.
/// </summary>
internal static class LevelDetector
{
    public const string Name = "detected_level";

    private static readonly string[] s_names =
    [
        "level", "LEVEL", "Level", "log.level", "severity", "SEVERITY", "Severity", "SeverityText", "lvl", "LVL", "Lvl", "severity_text",
        "Severity_Text", "SEVERITY_TEXT",
    ];

    private static readonly FrozenDictionary<string, int> s_order = s_names.Index().ToFrozenDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);

    private static readonly (string Level, string[] Words)[] s_words =
    [
        ("trace", ["trace", "trc"]), ("debug", ["debug", "dbg"]), ("info", ["info", "inf", "information"]), ("warn", ["warn", "wrn", "warning"]),
        ("error", ["error", "err"]), ("critical", ["critical"]), ("fatal", ["fatal"]),
    ];

    // The first of these that stands in the line as a word of its own counts, wherever it stands.
    private static readonly (string Level, string Word)[] s_inLines =
    [
        ("trace", "trace"), ("debug", "debug"), ("fatal", "fatal"), ("critical", "critical"), ("error", "error"), ("error", "err"),
        ("warn", "warning"), ("warn", "warn"), ("info", "info"),
    ];

    /// <summary>Adds the level, or brings a given one to its usual word.</summary>
    public static void Add(Labels labels, PushedLine line)
    {
        var given = line.Metadata.FindIndex(m => m.Name == Name);
        if (given >= 0)
        {
            line.Metadata[given] = new Label(Name, Usual(line.Metadata[given].Value));
            return;
        }

        var level = First(labels.All.AsSpan()) ?? First(CollectionsMarshal.AsSpan(line.Metadata));
        line.Metadata.Add(new Label(Name, level is not null ? Usual(level) : Of(line)));
    }

    // Of several names the first of the list counts; of a name that comes twice the last value.
    private static string? First(ReadOnlySpan<Label> labels)
    {
        var (best, value) = (int.MaxValue, (string?)null);
        foreach (var label in labels)
        {
            if (s_order.TryGetValue(label.Name, out var order) && order <= best)
                (best, value) = (order, label.Value);
        }

        return value;
    }

    private static string Of(PushedLine line) => Value(line, "severity_number") is { } number
        ? int.TryParse(number, out var severity) ? OfNumber(severity) : "info"
        : OfLine(line.Line);

    private static string OfNumber(int severity) => severity switch
    {
        0 => "unknown",
        <= 4 => "trace",
        <= 8 => "debug",
        <= 12 => "info",
        <= 16 => "warn",
        <= 20 => "error",
        <= 24 => "fatal",
        _ => "unknown",
    };

    private static string OfLine(string line)
    {
        var trimmed = line.AsSpan().Trim();
        var named = trimmed is ['{', .., '}'] ? InJson(line) : line.Contains('=', StringComparison.Ordinal) ? InLogfmt(line) : null;
        if (named is not null && Array.Find(s_words, w => w.Words.Contains(named, StringComparer.OrdinalIgnoreCase)).Level is { } level)
            return level;
        return Array.Find(s_inLines, p => HasWord(line, p.Word)).Level ?? "unknown";
    }

    // Only the first place where the letters stand is looked at, as the real program does: in "stderr, err" nothing is found.
    private static bool HasWord(string line, string word)
    {
        var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && IsBorder(line, at - 1) && IsBorder(line, at + word.Length);
    }

    private static bool IsBorder(string line, int at) => at < 0 || at >= line.Length || !(char.IsLetterOrDigit(line[at]) || line[at] == '_');

    private static string Usual(string level) =>
        Array.Find(s_words, w => w.Words.Contains(level, StringComparer.OrdinalIgnoreCase)).Level ?? level;

    private static string? Value(PushedLine line, string name) => line.Metadata.FindLast(m => m.Name == name) is { Name: not null } found ? found.Value : null;

    private static string? InJson(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return InJson(json.RootElement, 2);
        }
        catch (JsonException)
        {
            // Not JSON after all: then it names no level.
            return null;
        }
    }

    // Two levels deep, as log_level_from_json_max_depth is by default.
    private static string? InJson(JsonElement map, int depth)
    {
        if (depth == 0)
            return null;
        foreach (var member in map.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && s_names.Contains(member.Name))
                return member.Value.GetString();
            if (member.Value.ValueKind == JsonValueKind.Object && InJson(member.Value, depth - 1) is { } found)
                return found;
        }

        return null;
    }

    private static string? InLogfmt(string line)
    {
        var pairs = Logfmt.Read(line, out _);
        return s_names.Select(n => pairs.Find(p => p.Name.Equals(n, StringComparison.OrdinalIgnoreCase)) is { Name: not null } found ? found.Value : null)
            .FirstOrDefault(v => v is not null);
    }
}
