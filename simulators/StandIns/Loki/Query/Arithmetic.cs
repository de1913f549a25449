namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Operators on numbers.</summary>
internal static class Arithmetic
{
    public static bool IsComparison(string operation) => operation is "==" or "!=" or ">" or ">=" or "<" or "<=";

    /// <summary>The value; of a comparison 1 or 0.</summary>
    public static double Apply(string operation, double left, double right) => operation switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        // Loki: a division by zero gives no number.
        "/" => right == 0 ? double.NaN : left / right,
        "%" => right == 0 ? double.NaN : left % right,
        "^" => Math.Pow(left, right),
        "==" => left == right ? 1 : 0,
        "!=" => left != right ? 1 : 0,
        ">" => left > right ? 1 : 0,
        ">=" => left >= right ? 1 : 0,
        "<" => left < right ? 1 : 0,
        _ => left <= right ? 1 : 0,
    };
}
