using System.Collections.Frozen;
using System.Globalization;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>
/// The <c>severity</c> of a parser: the number by the preset and the mapping, the text as it was parsed. A text that is in neither has no
/// number. <c>2xx|3xx</c> is one word that nothing is ever equal to.
/// </summary>
internal sealed class SeverityPart
{
    private static readonly string[] s_names = ["trace", "debug", "info", "warn", "error", "fatal"];
    private static readonly Dictionary<string, int> s_aliases = Aliases();
    private readonly Field _from;
    private readonly FrozenDictionary<string, int> _numbers;
    private readonly bool _overwriteText;

    public SeverityPart(ConfigNode settings)
    {
        foreach (var key in settings.Keys)
        {
            if (key is not ("parse_from" or "preset" or "mapping" or "overwrite_text"))
                throw settings[key].Bad("one of parse_from, preset, mapping, overwrite_text", key);
        }

        _from = Field.Read(settings["parse_from"]);
        _overwriteText = settings["overwrite_text"].Flag(false);
        var numbers = Preset(settings["preset"]);
        foreach (var name in settings["mapping"].Keys)
        {
            var severity = s_aliases.TryGetValue(name.ToLowerInvariant(), out var n) ? n : throw settings["mapping"][name].Bad("a severity such as info or error2", name);
            var values = settings["mapping"][name];
            foreach (var value in values.IsList ? values.Items : [values])
            {
                foreach (var word in Words(value))
                    numbers[word] = severity;
            }
        }

        _numbers = numbers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads the severity of a record.</summary>
    /// <returns>What was wrong; null when nothing.</returns>
    public string? Read(Entry entry)
    {
        if (!_from.TryGet(entry, out var value))
            return "severity parser: log entry does not have the expected parse_from field";
        var text = value switch
        {
            string s => s,
            long n => n.ToString(CultureInfo.InvariantCulture),
            double d when d == Math.Truncate(d) => d.ToString("F0", CultureInfo.InvariantCulture),
            _ => null,
        };
        if (text is null)
            return $"severity parser: parse: type {Values.Kind(value)} cannot be a severity";
        entry.Severity = _numbers.GetValueOrDefault(text);
        entry.SeverityText = _overwriteText && entry.Severity > 0 ? DefaultText(entry.Severity) : text;
        return null;
    }

    /// <summary>The name of a severity number: <c>INFO</c>, <c>INFO2</c>; empty for 0.</summary>
    public static string DefaultText(int severity)
    {
        if (severity == 0)
            return "";
        var step = ((severity - 1) % 4) + 1;
        return s_names[(severity - 1) / 4].ToUpperInvariant() + (step == 1 ? "" : step.ToString(CultureInfo.InvariantCulture));
    }

    private static Dictionary<string, int> Aliases()
    {
        var aliases = new Dictionary<string, int>();
        for (var n = 1; n <= 24; n++)
        {
            aliases[DefaultText(n).ToLowerInvariant()] = n;
            aliases[n.ToString(CultureInfo.InvariantCulture)] = n;
        }

        return aliases;
    }

    private static Dictionary<string, int> Preset(ConfigNode setting)
    {
        var preset = setting.Text("default");
        if (preset == "none")
            return [];
        var numbers = new Dictionary<string, int>(s_aliases);
        if (preset is "otel" or "aliases")
            return numbers;
        foreach (var (name, of) in new[] { ("warning", "warn"), ("err", "error") })
        {
            foreach (var step in new[] { "", "2", "3", "4" })
                numbers[name + step] = s_aliases[of + step];
        }

        return numbers;
    }

    private static IEnumerable<string> Words(ConfigNode value)
    {
        if (value.IsMap)
            return Range(value["min"].Number(0), value["max"].Number(0));
        var word = value.Text();
        return word is ['2' or '3' or '4' or '5', 'x', 'x'] ? Range((word[0] - '0') * 100, ((word[0] - '0') * 100) + 99) : [word.ToLowerInvariant()];
    }

    private static IEnumerable<string> Range(long a, long b)
    {
        for (var n = Math.Min(a, b); n <= Math.Max(a, b); n++)
            yield return n.ToString(CultureInfo.InvariantCulture);
    }
}
