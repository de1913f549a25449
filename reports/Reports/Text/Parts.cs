namespace Validation.Reports;

/// <summary>A part of the stack in one line.</summary>
internal static class Parts
{
    /// <summary><c>real prometheus 2.53.3+ds1 (package prometheus 2.53.3+ds1-2)</c>, <c>stand-in for loki 1.0 (built in)</c>.</summary>
    public static string Describe(ComponentModel part) =>
        Clean.Line($"{(part.IsReal ? "real" : "stand-in for")} {part.Origin.Program} {part.Origin.Version} ({part.Origin.Source})");
}
