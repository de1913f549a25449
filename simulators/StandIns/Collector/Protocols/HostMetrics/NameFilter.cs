using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Protocols.HostMetrics;

/// <summary>Names that are left out, or the only ones that are not: <c>match_type</c> strict or regexp; a regular expression may match a part.</summary>
internal sealed class NameFilter
{
    private readonly ImmutableArray<Func<string, bool>>? _include;
    private readonly ImmutableArray<Func<string, bool>> _exclude;

    /// <summary>Reads <c>include_X</c> and <c>exclude_X</c>.</summary>
    /// <param name="scraper">Settings of the scraper.</param>
    /// <param name="what">What is filtered: <c>mount_points</c>.</param>
    /// <param name="list">Name of the list: <c>mount_points</c>, <c>interfaces</c>.</param>
    /// <param name="prefix">Whether the keys are <c>include_X</c> and not plain <c>include</c>.</param>
    public NameFilter(ConfigNode scraper, string what, string list, bool prefix)
    {
        var include = scraper[prefix ? "include_" + what : "include"];
        _include = include.Exists ? Matches(include, list) : null;
        _exclude = Matches(scraper[prefix ? "exclude_" + what : "exclude"], list);
    }

    /// <summary>Whether a name counts.</summary>
    public bool Takes(string name) => (_include is not { } include || include.Any(m => m(name))) && !_exclude.Any(m => m(name));

    private static ImmutableArray<Func<string, bool>> Matches(ConfigNode node, string list)
    {
        if (!node.Exists)
            return [];
        return node["match_type"].Text() switch
        {
            "strict" => [.. node[list].Texts.Select(t => new Func<string, bool>(n => n == t))],
            "regexp" => [.. node[list].Items.Select(Expression)],
            _ => throw node["match_type"].Bad("strict or regexp"),
        };
    }

    private static Func<string, bool> Expression(ConfigNode node)
    {
        try
        {
            return new Regex(node.Text(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking).IsMatch;
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw node.Bad($"a regular expression ({problem.Message})");
        }
    }
}
