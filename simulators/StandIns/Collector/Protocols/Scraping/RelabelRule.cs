using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Validation.Harness;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Protocols.Scraping;

/// <summary>A rule of <c>relabel_configs</c> or <c>metric_relabel_configs</c>, as in Prometheus' configuration documentation.</summary>
internal sealed class RelabelRule
{
    private readonly string _action;
    private readonly ImmutableArray<string> _sources;
    private readonly string _separator;
    private readonly Regex _regex;
    private readonly string _target;
    private readonly string _replacement;
    private readonly ulong _modulus;

    private RelabelRule(ConfigNode node)
    {
        _action = node["action"].Text("replace").ToLowerInvariant();
        _sources = node["source_labels"].Texts;
        _separator = node["separator"].Text(";");
        _target = node["target_label"].Text("");
        _replacement = node["replacement"].Exists || node.Keys.Contains("replacement") ? node["replacement"].Text("") : "$1";
        _modulus = (ulong)Math.Max(0, node["modulus"].Number(0));
        _regex = Compile(node["regex"]);
        Check(node);
    }

    /// <summary>Reads the rules of a list.</summary>
    /// <exception cref="BadInputException">One is wrong.</exception>
    public static ImmutableArray<RelabelRule> All(ConfigNode list) => [.. list.Items.Select(i => new RelabelRule(i))];

    /// <summary>Changes labels by all rules; false when one of them drops what has them.</summary>
    public static bool Apply(ImmutableArray<RelabelRule> rules, Labels labels)
    {
        foreach (var rule in rules)
        {
            if (!rule.Apply(labels))
                return false;
        }

        return true;
    }

    private bool Apply(Labels labels)
    {
        var value = string.Join(_separator, _sources.Select(labels.Of));
        switch (_action)
        {
            case "drop":
                return !_regex.IsMatch(value);
            case "keep":
                return _regex.IsMatch(value);
            case "dropequal":
                return labels.Of(_target) != value;
            case "keepequal":
                return labels.Of(_target) == value;
            case "replace":
                Replace(labels, value);
                break;
            case "lowercase":
                labels.Put(_target, value.ToLowerInvariant());
                break;
            case "uppercase":
                labels.Put(_target, value.ToUpperInvariant());
                break;
            case "hashmod":
                labels.Put(_target, (Hash(value) % _modulus).ToString(CultureInfo.InvariantCulture));
                break;
            case "labelmap":
                foreach (var (name, its) in labels.ToList())
                {
                    if (_regex.Match(name) is { Success: true } match)
                        labels.Put(GoTemplate.Expand(_replacement, match), its);
                }

                break;
            default:
                foreach (var name in labels.Keys.Where(n => _regex.IsMatch(n) == (_action == "labeldrop")).ToList())
                    labels.Remove(name);
                break;
        }

        return true;
    }

    private void Replace(Labels labels, string value)
    {
        if (_regex.Match(value) is not { Success: true } match)
            return;
        var target = GoTemplate.Expand(_target, match);
        if (Labels.IsName(target))
            labels.Put(target, GoTemplate.Expand(_replacement, match));
    }

    private void Check(ConfigNode node)
    {
        if (_action is not ("replace" or "keep" or "drop" or "keepequal" or "dropequal" or "labelmap" or "labeldrop" or "labelkeep" or "hashmod" or "lowercase" or "uppercase"))
            throw node["action"].Bad("replace, keep, drop, keepequal, dropequal, labelmap, labeldrop, labelkeep, hashmod, lowercase or uppercase");
        if (_target.Length == 0 && _action is ("replace" or "hashmod" or "lowercase" or "uppercase" or "keepequal" or "dropequal"))
            throw node["target_label"].Bad($"a label for the action {_action}");
        if (_action == "hashmod" && _modulus == 0)
            throw node["modulus"].Bad("a number above 0");
    }

    private static Regex Compile(ConfigNode node)
    {
        try
        {
            // Prometheus' expressions match the whole text, and a dot matches every character.
            var text = node.Text("(.*)").Replace("(?P<", "(?<", StringComparison.Ordinal);
            // By itself first: in brackets also "a)|(b" would be one.
            _ = new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return new Regex($"^(?s:{text})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw node.Bad($"a regular expression of RE2 ({problem.Message})");
        }
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Prometheus spreads targets by MD5; the numbers must be its own.")]
    private static ulong Hash(string value) => BinaryPrimitives.ReadUInt64BigEndian(MD5.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(8));
}
