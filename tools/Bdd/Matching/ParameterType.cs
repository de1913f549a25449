namespace Validation.Bdd.Matching;

/// <summary>A name that may stand in braces, and the text it accepts.</summary>
/// <param name="Name">The name, case-sensitive; empty for <c>{}</c>.</param>
/// <param name="Pattern">A regular expression for the text.</param>
internal sealed record ParameterType(string Name, string Pattern)
{
    // The pattern of the cucumber expressions: digits on at least one side of the point, an optional exponent.
    private const string Fraction = @"[-+]?(?=\d|\.\d)\d*(?:\.\d+)?(?:[eE][-+]?\d+)?";
    private const string Whole = @"-?\d+";

    /// <summary>A text in quotes: the value is what stands between them.</summary>
    public const string QuotedText = """(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""";

    public static IReadOnlyList<ParameterType> BuiltIn { get; } =
    [
        new("", ".*"), new("word", @"[^\s]+"), new("string", QuotedText),
        new("int", Whole), new("long", Whole), new("byte", @"\d+"),
        new("float", Fraction), new("double", Fraction), new("decimal", Fraction),
        new("DateTime", ".*"), new("Guid", ".*"),
    ];

    /// <summary>The parameter type of an enum: its names in any case, words apart or together.</summary>
    public static ParameterType OfEnum(string name, IEnumerable<string> values) =>
        new(name, "(?i:" + string.Join("|", values.OrderByDescending(v => v.Length).ThenBy(v => v, StringComparer.Ordinal).Select(Spaced)) + ")");

    private static string Spaced(string value)
    {
        var pattern = "";
        for (var i = 0; i < value.Length; i++)
        {
            if (i > 0 && char.IsUpper(value[i]) && !char.IsUpper(value[i - 1]))
                pattern += "[ ]?";
            pattern += System.Text.RegularExpressions.Regex.Escape(value[i].ToString());
        }

        return pattern;
    }
}
