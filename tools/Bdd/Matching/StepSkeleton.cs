using System.Text;
using System.Text.RegularExpressions;

namespace Validation.Bdd.Matching;

/// <summary>Writes the binding that an undefined step asks for.</summary>
internal static class StepSkeleton
{
    // Quoted texts and numbers are what varies from step to step.
    private static readonly Regex Values = new(ParameterType.QuotedText + @"|(?<![\w.-])-?\d+\.\d+(?![\w.])|(?<![\w.-])-?\d+(?![\w.]|\.\d)", RegexOptions.CultureInvariant);

    public static string Write(StepKind kind, string text, bool hasTable, bool hasDocString)
    {
        var parameters = new List<string>();
        var expression = new StringBuilder();
        var at = 0;
        foreach (Match match in Values.Matches(text))
        {
            expression.Append(Escape(text.Substring(at, match.Index - at)));
            var type = match.Value[0] is '"' or '\'' ? "string" : match.Value.Contains('.') ? "double" : "int";
            expression.Append('{').Append(type).Append('}');
            parameters.Add($"{type} p{parameters.Count}");
            at = match.Index + match.Length;
        }

        expression.Append(Escape(text.Substring(at)));
        if (hasTable)
            parameters.Add("DataTable table");
        if (hasDocString)
            parameters.Add("string text");
        return $"[{kind}(\"{Quote(expression.ToString())}\")] public void {MethodName(expression.ToString())}"
            + $"({string.Join(", ", parameters)}) {{ throw new PendingStepException(); }}";
    }

    private static string Escape(string text) => Regex.Replace(text, @"[(){}/\\]", @"\$0");

    private static string Quote(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");

    private static string MethodName(string expression)
    {
        var words = Regex.Split(Regex.Replace(expression, @"\{\w*\}", " "), @"[^\w]+").Where(w => w.Length > 0);
        var name = string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
        return name.Length == 0 || char.IsDigit(name[0]) ? "Step" + name : name;
    }
}
