using System.Text.RegularExpressions;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>A condition on a label's text: <c>app=~"nova|glance"</c>. A label that is not there is an empty text.</summary>
internal sealed class Matcher
{
    private readonly string _operation;
    private readonly string _value;
    private readonly Regex? _regex;

    /// <exception cref="FormatException">The regular expression is none.</exception>
    public Matcher(string name, string operation, string value)
    {
        (Name, _operation, _value) = (name, operation, value);
        _regex = operation is "=~" or "!~" ? Re2.Whole(value) : null;
    }

    public string Name { get; }

    public bool Fits(string? value) => _operation switch
    {
        "=" => (value ?? "") == _value,
        "!=" => (value ?? "") != _value,
        "=~" => _regex!.IsMatch(value ?? ""),
        _ => !_regex!.IsMatch(value ?? ""),
    };

    public bool Fits(Labels labels) => Fits(labels.Get(Name));
}
