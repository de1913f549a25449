using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>
/// A pattern of paths as doublestar (github.com/bmatcuk/doublestar) reads it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a]</c> within a name,
/// <c>**</c> for any number of directories, <c>{a,b}</c> for either.
/// </summary>
internal sealed class Glob
{
    private readonly ImmutableArray<ImmutableArray<string>> _variants;
    private readonly ImmutableArray<Regex> _whole;

    private Glob(ImmutableArray<ImmutableArray<string>> variants)
    {
        _variants = variants;
        _whole = [.. variants.Select(v => new Regex(@"\A" + Whole(v) + @"\z", RegexOptions.CultureInvariant))];
    }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">A bracket or brace without its other half.</exception>
    public static Glob Parse(string pattern) => new([.. Braces(pattern).Select(v => v.Split('/').ToImmutableArray())]);

    /// <summary>Whether a path is meant.</summary>
    public bool IsMatch(string path) => _whole.Any(w => w.IsMatch(path));

    /// <summary>The files of a look at the disk that are meant, in the order of their names.</summary>
    public IEnumerable<string> Files(Listings disk) => _variants.SelectMany(v => v[0].Length == 0 ? Below("/", v, 1, disk) : Below("", v, 0, disk));

    private static IEnumerable<string> Below(string at, ImmutableArray<string> names, int index, Listings disk)
    {
        var name = names[index];
        var last = index == names.Length - 1;
        if (name == "**")
            return Any(at, names, index, disk);
        if (!IsPattern(name))
        {
            var path = at + Unescaped(name);
            return !last ? Below(path + "/", names, index + 1, disk) : disk.IsFile(path) ? [path] : [];
        }

        var regex = disk.Name(name, Name);
        var found = disk.Of(at).Where(e => e.IsDirectory != last && regex.IsMatch(e.Name));
        return last ? found.Select(e => at + e.Name) : found.SelectMany(e => Below(at + e.Name + "/", names, index + 1, disk));
    }

    private static IEnumerable<string> Any(string at, ImmutableArray<string> names, int index, Listings disk)
    {
        var here = index == names.Length - 1 ? disk.Of(at).Where(e => !e.IsDirectory).Select(e => at + e.Name) : Below(at, names, index + 1, disk);
        return here.Concat(disk.Of(at).Where(e => e is { IsDirectory: true, IsLink: false }).SelectMany(e => Any(at + e.Name + "/", names, index, disk)));
    }

    private static bool IsPattern(string name) => name.AsSpan().ContainsAny("*?[");

    private static string Unescaped(string name) => name.Replace("\\", "", StringComparison.Ordinal);

    private static string Whole(ImmutableArray<string> names)
    {
        var to = new StringBuilder();
        for (var i = 0; i < names.Length; i++)
        {
            var last = i == names.Length - 1;
            if (names[i] == "**")
                to.Append(last ? ".*" : "(?:[^/]+/)*");
            else
                to.Append(Name(names[i])).Append(last ? "" : "/");
        }

        return to.ToString();
    }

    private static string Name(string name)
    {
        var to = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '*')
            {
                to.Append("[^/]*");
            }
            else if (name[i] == '?')
            {
                to.Append("[^/]");
            }
            else if (name[i] == '[')
            {
                var end = name.IndexOf(']', Math.Min(name.Length, i + 2));
                if (end < 0)
                    throw new FormatException($"[ without ] in {name}");
                var inside = name[(i + 1)..end];
                var negated = inside[0] is '^' or '!';
                to.Append(negated ? "[^/" : "[").Append((negated ? inside[1..] : inside).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                i = end;
            }
            else
            {
                i += name[i] == '\\' && i + 1 < name.Length ? 1 : 0;
                to.Append(Regex.Escape(name[i].ToString()));
            }
        }

        return to.ToString();
    }

    private static IEnumerable<string> Braces(string pattern)
    {
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return pattern.Contains('}', StringComparison.Ordinal) ? throw new FormatException("} without {") : [pattern];
        var depth = 0;
        var parts = new List<int> { open };
        for (var i = open; i < pattern.Length; i++)
        {
            depth += pattern[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if ((depth == 1 && pattern[i] == ',') || depth == 0)
                parts.Add(i);
            if (depth == 0)
                break;
        }

        if (depth != 0)
            throw new FormatException("{ without }");
        return parts.Zip(parts.Skip(1), (from, to) => pattern[(from + 1)..to]).SelectMany(p => Braces(pattern[..open] + p + pattern[(parts[^1] + 1)..]));
    }
}
