using System.Collections.Immutable;
using System.Text.Json;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Names of parsed labels: what is no letter, digit or underscore becomes an underscore.</summary>
internal static class ParsedNames
{
    public static string Of(string key)
    {
        var name = string.Concat(key.Trim().Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
        return name.Length > 0 && char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }
}

/// <summary>Makes labels of a line in JSON; keys of nested objects are joined by underscores, arrays are left out.</summary>
internal sealed class JsonStage : Stage
{
    private const string Failed = "JSONParserErr";

    public override bool Process(Line line)
    {
        try
        {
            using var json = JsonDocument.Parse(line.Text);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                Read(line, json.RootElement, "");
            else
                line.Fail(Failed, "Value looks like object, but can't find closing '}' symbol");
        }
        catch (JsonException)
        {
            line.Fail(Failed, "Value looks like object, but can't find closing '}' symbol");
        }

        return true;
    }

    private static void Read(Line line, JsonElement map, string prefix)
    {
        foreach (var member in map.EnumerateObject())
        {
            var name = prefix.Length == 0 ? ParsedNames.Of(member.Name) : $"{prefix}_{ParsedNames.Of(member.Name)}";
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    Read(line, member.Value, name);
                    break;
                case JsonValueKind.String:
                    line.Parse(name, member.Value.GetString()!);
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    line.Parse(name, member.Value.GetRawText());
                    break;
            }
        }
    }
}

/// <summary>Makes labels of a line in logfmt; keys without a value are left out.</summary>
internal sealed class LogfmtStage : Stage
{
    public override bool Process(Line line)
    {
        foreach (var (key, value) in Logfmt.Read(line.Text, out _))
        {
            if (value.Length > 0)
                line.Parse(ParsedNames.Of(key), value);
        }

        return true;
    }
}

/// <summary>Removes labels, or all but some.</summary>
/// <param name="rules">Names, with a condition on the value or without.</param>
/// <param name="keep">True to remove all others.</param>
internal sealed class DropStage(ImmutableArray<(string Name, Matcher? Matcher)> rules, bool keep) : Stage
{
    public override bool Process(Line line)
    {
        foreach (var name in line.All.All.Select(l => l.Name).ToList())
        {
            var named = rules.Any(r => r.Name == name && r.Matcher?.Fits(line.Get(name)) != false);
            // Errors stay unless they are named for removal.
            if (named != keep && !(keep && name.StartsWith("__", StringComparison.Ordinal)))
                line.Drop(name);
        }

        return true;
    }
}
