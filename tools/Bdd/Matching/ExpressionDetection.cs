using System.Text.RegularExpressions;

namespace Validation.Bdd.Matching;

/// <summary>
/// Whether the text of a binding is a regular expression or a cucumber expression. The rule and its order are the ones that
/// Reqnroll documents in "Cucumber Expressions, Expression Type Detection".
/// </summary>
internal static class ExpressionDetection
{
    // A quantifier such as {2} or {1,3} is no placeholder: names do not begin with a digit.
    private static readonly Regex Placeholder = new(@"\{(?:[^\d\W][\w.]*)?\}", RegexOptions.CultureInvariant);
    private static readonly Regex CommonRegex = new(@"\([^)]+[*+]\)|\.\*|\\d\+|\\\.", RegexOptions.CultureInvariant);

    public static bool IsCucumber(string expression)
    {
        if (expression.Length == 0)
            return true;
        if (expression[0] == '^' || expression[expression.Length - 1] == '$')
            return false;
        return Placeholder.IsMatch(expression) || !CommonRegex.IsMatch(expression);
    }
}
