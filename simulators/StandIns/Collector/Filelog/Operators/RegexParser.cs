using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Text;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary><c>regex_parser</c>: the named groups of a match become attributes; a group that took no part becomes an empty text.</summary>
internal sealed class RegexParser : ParserOperator
{
    private readonly Regex _regex;
    private readonly ImmutableArray<(int Number, string Name)> _groups;
    private string? _lastText;
    private ValueMap? _lastParts;

    public RegexParser(OperatorContext context)
        : base(context, "regex")
    {
        _regex = Re2.Compile(context.Settings["regex"].Text(), context.Settings["regex"]);
        _groups = [.. _regex.GetGroupNumbers().Where(n => n != 0).Select(n => (n, _regex.GroupNameFromNumber(n)))];
        if (_groups.IsEmpty)
            throw context.Settings["regex"].Bad("a regular expression with a named group");
    }

    protected override string? Parse(Entry entry, string text)
    {
        // What is parsed again and again is a path, and it is the same object.
        if (!ReferenceEquals(text, _lastText))
            (_lastText, _lastParts) = (text, Parts(text));
        if (_lastParts is null)
            return "regex pattern does not match";
        if (To.IsAllAttributes)
            entry.Attributes.Merge(_lastParts);
        else
            return To.Set(entry, _lastParts.Copy());
        return null;
    }

    private ValueMap? Parts(string text)
    {
        var match = _regex.Match(text);
        if (!match.Success)
            return null;
        var parts = new ValueMap(_groups.Length);
        foreach (var (number, name) in _groups)
            parts.Set(name, match.Groups[number].Value);
        return parts;
    }
}
