using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Validation.Bdd.Matching;

/// <summary>A text that a binding took from a step.</summary>
/// <param name="Text">The text, without quotes where the expression asked for a quoted one.</param>
/// <param name="Type">Name of the parameter type; null when a regular expression captured it.</param>
internal sealed record StepArgument(string Text, string? Type);

/// <summary>The expression of a binding, ready to be held against steps.</summary>
internal sealed class StepExpression
{
    private readonly Regex _regex;
    private readonly IReadOnlyList<string>? _parameters;

    private StepExpression(Regex regex, IReadOnlyList<string>? parameters)
    {
        _regex = regex;
        _parameters = parameters;
    }

    /// <summary>True for a cucumber expression, false for a regular one.</summary>
    public bool IsCucumber => _parameters is not null;

    /// <exception cref="BadExpressionException">The text is no expression.</exception>
    public static StepExpression Parse(string source, ExpressionStyle style, IReadOnlyDictionary<string, string> types)
    {
        var cucumber = style == ExpressionStyle.Cucumber || (style == ExpressionStyle.Detected && ExpressionDetection.IsCucumber(source));
        if (!cucumber)
            return new StepExpression(Compile(source, source), null);
        var (pattern, parameters) = CucumberExpression.Translate(source, types);
        return new StepExpression(Compile(pattern, source), parameters);
    }

    /// <summary>The arguments when the whole text matches, else null.</summary>
    public ImmutableArray<StepArgument>? Match(string text)
    {
        var match = _regex.Match(text);
        if (!match.Success)
            return null;
        return _parameters is null
            ? match.Groups.Cast<Group>().Skip(1).Select(g => new StepArgument(g.Value, null)).ToImmutableArray()
            : _parameters.Select((type, i) => new StepArgument(Value(match.Groups["p" + i].Value, type), type)).ToImmutableArray();
    }

    private static string Value(string text, string type) =>
        type == "string" ? Regex.Replace(text.Substring(1, text.Length - 2), @"\\([""'\\])", "$1") : text;

    // Anchors of the source stay harmless inside the group; the end is \z because $ would let a line break pass.
    private static Regex Compile(string pattern, string source)
    {
        try
        {
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new BadExpressionException($"\"{source}\" is no regular expression: {e.Message}", e);
        }
    }
}
