using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Validation.Simulators.Telemetry.Tests.Logs;

/// <summary>
/// What the collector makes of lines, written a second time from Genestack's values (<c>Data/operators.json</c> holds the regexes as they
/// are there), so that formats and expectations do not check themselves.
/// </summary>
internal static class Genestack
{
    private static readonly ConcurrentDictionary<string, Regex> s_compiled = new(StringComparer.Ordinal);
    private static readonly JsonElement s_values = JsonDocument.Parse(File.ReadAllText(Data("operators.json"))).RootElement;

    public static ImmutableArray<string> Include { get; } = Texts("include");

    public static ImmutableArray<string> ContainersInclude { get; } = Texts("containersInclude");

    public static ImmutableArray<string> ContainersExclude { get; } = Texts("containersExclude");

    public static string Data(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Data", name);

    /// <summary>The regex of an operator.</summary>
    public static Regex Regex(string id) => s_compiled.GetOrAdd(id, _ => Compile(Operator(id).GetProperty("regex").GetString()!));

    /// <summary>The pattern that the operator's setting matches a text with.</summary>
    public static Regex Pattern(string id, string setting) => s_compiled.GetOrAdd(id + "/" + setting, _ =>
    {
        var match = System.Text.RegularExpressions.Regex.Match(Operator(id).GetProperty(setting).GetString()!,
            "body matches \"(.*?)\"(?: |\\)|$)");
        return Compile(match.Groups[1].Value.Replace(@"\\", @"\", StringComparison.Ordinal));
    });

    /// <summary>True when a shell pattern matches a path; a star does not cross slashes.</summary>
    public static bool Matches(string glob, string path) =>
        System.Text.RegularExpressions.Regex.IsMatch(path,
            "^" + System.Text.RegularExpressions.Regex.Escape(glob).Replace("\\*", "[^/]*", StringComparison.Ordinal) + "$");

    // Go's \w, \d and \s are those of ASCII, and its $ is the end only.
    private static Regex Compile(string pattern) =>
        new(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal).Replace(")$", @")(?![\s\S])", StringComparison.Ordinal),
            RegexOptions.ECMAScript);

    private static JsonElement Operator(string id) =>
        s_values.GetProperty("operators").EnumerateArray().Single(o => o.GetProperty("id").GetString() == id);

    private static ImmutableArray<string> Texts(string name) =>
        [.. s_values.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
