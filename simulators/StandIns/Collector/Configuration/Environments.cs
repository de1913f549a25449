using System.Text.RegularExpressions;
using Validation.Harness;

namespace Validation.Simulators.StandIns.Collector.Configuration;

/// <summary>
/// Values of the environment in a configuration: <c>${env:NAME}</c>, <c>${env:NAME:-otherwise}</c>, <c>${NAME}</c>; <c>$$</c> is one dollar.
/// Source: the collector's documentation, "Environment variables".
/// </summary>
internal sealed partial class Environments(Func<string, string?> variable, Action<string> log)
{
    /// <summary>Expands one value.</summary>
    /// <exception cref="BadInputException">A name is none, or the value comes from elsewhere than the environment.</exception>
    public string Expand(string value, string where) =>
        value.Contains('$', StringComparison.Ordinal) ? Reference().Replace(value, match => One(match, where)) : value;

    private string One(Match match, string where)
    {
        if (match.Value == "$$")
            return "$";
        var text = match.Groups["text"].Value;
        if (text.StartsWith("env:", StringComparison.Ordinal))
            text = text[4..];
        var end = text.IndexOf(":-", StringComparison.Ordinal);
        var name = end < 0 ? text : text[..end];
        if (!Name().IsMatch(name))
        {
            throw new BadInputException("A reference to the environment has no good name", where,
                "${env:NAME}, or $${...} for a dollar and a brace", match.Value, "correct the reference");
        }

        var found = variable(name);
        if (found is null && end < 0)
            log($"warn\tConfiguration references unset environment variable\t{name}");
        return found ?? (end < 0 ? "" : text[(end + 2)..]);
    }

    [GeneratedRegex(@"\$\$|\$\{(?<text>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
